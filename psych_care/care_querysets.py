"""Vocabulary of home beds, incentives, doubted visits, lost patients and the dated rules of care."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear, Greatest

from psych_care.care_choices import CallOutcome, DoubtState
from psych_care.choices import State
from registry.querysets import open_during
from registry.records.querysets import CommunityQuerySet, PersonRecordQuerySet

# How many days before something is due it is told.
DAYS_AHEAD = 7
# With this rating or a higher one a patient may not be left alone for long.
HIGH_RISK = 3
HIGH_RISK_DAYS = 14


class StandingMixin:
    """What the worklists and the board ask of patients besides their visits."""

    def outside_hospital_on(self, day):
        from psych_care.models import HospitalStay

        return self.filter(~Exists(HospitalStay.objects.in_hospital_on(day).filter(person=OuterRef("person"))))

    def to_be_contacted_on(self, day):
        """Present, neither lost nor in hospital: to whom one can go."""
        return self.present().exclude(state=State.LOST).outside_hospital_on(day)

    def overdue_on(self, day):
        return self.to_be_contacted_on(day).with_due_day().filter(due_on__lt=day)

    def due_soon_on(self, day):
        """Within the coming days, the day itself included."""
        last = day + timedelta(days=DAYS_AHEAD)
        return self.to_be_contacted_on(day).with_due_day().filter(due_on__range=(day, last))

    def of_high_risk(self):
        """By the newest visit."""
        return self.present().with_newest_visit().filter(risk__gte=HIGH_RISK)

    def escalated_on(self, day):
        """Of high risk, and nobody there for HIGH_RISK_DAYS; in hospital they are not alone."""
        return self.present().outside_hospital_on(day).left_alone_on(day)

    def without_group_on(self, day):
        """Without a guardianship, or with a single guardian."""
        from psych_care.models import GroupMember, Guardianship

        members = GroupMember.objects.filter(open_during("joined_on", "left_on", day))
        groups = Guardianship.objects.in_force_on(day).filter(pk__in=members.values("guardianship"))
        return self.filter(~Exists(groups.filter(person=OuterRef("person"))))


class StayMixin:
    def in_hospital_on(self, day):
        return self.filter(open_during("admitted_on", "discharged_on", day))


class SupplyMixin:
    def running_out_by(self, day):
        return self.filter(lasts_until__lte=day)


class GuardedMixin:
    def of_single_guardian_on(self, day):
        """A single guardian: no member stands beside them on the day."""
        from psych_care.models import GroupMember

        members = GroupMember.objects.filter(open_during("joined_on", "left_on", day), guardianship=OuterRef("pk"))
        return self.filter(~Exists(members))

    def held_through(self, first_day, last_day):
        """In force on every day of the two and between."""
        return self.filter(started_on__lte=first_day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=last_day))


class LossQuerySet(PersonRecordQuerySet):
    def open_on(self, day):
        return self.filter(open_during("lost_on", "ended_on", day))

    def with_last_search(self):
        """`last_search`: its day, None without any; `since`: that, or the day the person was lost."""
        from psych_care.models import SearchStep

        steps = SearchStep.objects.filter(person=OuterRef("person"), searched_on__gte=OuterRef("lost_on"))
        newest = steps.order_by("-searched_on").values("searched_on")[:1]
        rows = self.annotate(last_search=models.Subquery(newest))
        return rows.annotate(since=Coalesce("last_search", "lost_on"))


class HomeBedQuerySet(PersonRecordQuerySet):
    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))

    def with_last_visit(self):
        """`visited_on`: the day of the last visit to the bed, None without any; `seen_on`: that, or the opening."""
        from psych_care.models import BedVisit

        newest = BedVisit.objects.filter(bed=OuterRef("pk")).order_by("-visited_on").values("visited_on")[:1]
        rows = self.annotate(visited_on=models.Subquery(newest))
        return rows.annotate(seen_on=Greatest("opened_on", Coalesce("visited_on", "opened_on")))


class GuardianCheckQuerySet(PersonRecordQuerySet):
    def payable(self):
        """Assessed fit, no incident in the quarter, and not refused by the year's review."""
        from psych_care.models import GuardianReview, Incident

        incidents = Incident.objects.filter(
            person=OuterRef("person"), happened_on__range=(OuterRef("from_on"), OuterRef("until_on"))
        )
        refused = GuardianReview.objects.filter(
            person=OuterRef("person"), year=ExtractYear(OuterRef("from_on")), is_fit=False
        )
        return self.filter(~Exists(incidents), ~Exists(refused), is_fit=True, amount__gt=0)

    def with_payable(self):
        """`is_payable`: it stands among `payable()`."""
        return self.annotate(is_payable=Exists(self.model.objects.payable().filter(pk=OuterRef("pk"))))


class DoubtQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("visit__entered_by")

    def unsettled(self):
        return self.filter(state__in=[DoubtState.FOUND, DoubtState.CONFIRMED])

    def for_worker(self, worker):
        """Who entered the visit looks first; a visit that came by import is anybody's."""
        return self.filter(state=DoubtState.FOUND).filter(
            Q(visit__entered_by=worker) | Q(visit__entered_by__isnull=True)
        )

    def for_manager(self, manager, day, days: int):
        """Confirmed, or not looked at for `days`; never a manager's own visit."""
        waited = Q(state=DoubtState.FOUND, found_on__lte=day - timedelta(days=days))
        rows = self.filter(Q(state=DoubtState.CONFIRMED) | waited)
        return rows.filter(Q(visit__entered_by__isnull=True) | ~Q(visit__entered_by=manager))

    def to_visit_again(self):
        """The call showed that nobody had been there, and nobody has been there since."""
        from psych_care.models import Visit

        since = Visit.objects.filter(person=OuterRef("person"), visited_on__gte=OuterRef("called_on"))
        return self.filter(~Exists(since), outcome=CallOutcome.NOT_MADE)


class CareRuleQuerySet(models.QuerySet):
    def holding_on(self, day: date):
        """The rule of the day; the model's own defaults before the first one."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first() or self.model(
            effective_from=day
        )


class AreaQuerySet(CommunityQuerySet):
    area_field = "area"


class CareIncomeQuerySet(AreaQuerySet):
    def with_spent(self):
        """`spent`: yuan spent of it so far."""
        return self.annotate(spent=Coalesce(models.Sum("spendings__amount"), 0, output_field=models.DecimalField()))


class CareSpendingQuerySet(AreaQuerySet):
    area_field = "income__area"
