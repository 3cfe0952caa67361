from django.db import models
from django.db.models import DateField, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate

from registry.querysets import open_during
from registry.records.querysets import PersonRecordQuerySet
from relief.choices import ApplicationState, StopReason

# Who leaves in these ways leaves a household behind that is still entitled.
PAYEE_LEFT = (StopReason.DIED, StopReason.MOVED, StopReason.LEFT)


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day until a newer one of the same programme and tier."""

    def holding_on(self, day):
        newer = self.model.objects.filter(
            programme=OuterRef("programme"), tier=OuterRef("tier"), effective_from__lte=day
        ).order_by("-effective_from")
        return self.filter(effective_from__lte=day, pk=Subquery(newer.values("pk")[:1]))

    def for_list(self):
        return self.select_related("programme")


class ProgrammeRuleQuerySet(models.QuerySet):
    def holding_on(self, day):
        """One row of each programme that had begun."""
        newer = self.model.objects.filter(programme=OuterRef("programme"), effective_from__lte=day).order_by(
            "-effective_from"
        )
        return self.filter(effective_from__lte=day, pk=Subquery(newer.values("pk")[:1]))


class ProgrammeQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))

    def for_list(self):
        return self


class ExclusionQuerySet(models.QuerySet):
    def holding_on(self, day):
        return self.filter(open_during("effective_from", "effective_until", day))

    open_on = holding_on

    def for_list(self):
        return self.select_related("prevailing", "excluded")


class AccountQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def holding_on(self, day):
        return self.filter(open_during("from_on", "until_on", day))

    open_on = holding_on

    def present(self):
        return self.filter(until_on__isnull=True)

    def inside(self, code):
        return self.filter(person__community__code__inside=code)

    def about(self, name):
        return self.filter(person__full_name__icontains=name)

    def for_list(self):
        return self.select_related("person__community")

    def with_number(self, normalised):
        return self.filter(number_digest=self.model._meta.get_field("number_digest").digest_of(normalised))


class BundleQuerySet(PersonRecordQuerySet):
    pass


class ApplicationQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("programme", "bundle")

    def in_state(self, *states):
        return self.filter(state__in=states)

    def undecided(self):
        return self.filter(decided_on__isnull=True)

    def decided_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(decided_on__range=(first_day, last_day))

    def received_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(received_on__range=(first_day, last_day))

    def open_on(self, day):
        return self.filter(Q(decided_on__isnull=True) | Q(decided_on__gt=day))

    def ready_for_review(self, day):
        """First review passed where the rule of the day publishes nothing; or the notice has run its days."""
        from relief.models import Notice, ProgrammeRule

        silent = ProgrammeRule.objects.holding_on(day).filter(notice_days=0).values("programme")
        ran = Notice.objects.filter(application=OuterRef("pk"), taken_down_on__isnull=True, ends_on__lte=day)
        return self.filter(
            Q(state=ApplicationState.FIRST_REVIEWED, programme__in=silent)
            | (Q(state=ApplicationState.ON_NOTICE) & Exists(ran))
        )

    def locked(self):
        """For the transaction, and the row alone."""
        return self.select_for_update(of=("self",))


class StepQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(application__person__community__code__inside=staff.area_id)

    def of_action(self, *actions):
        return self.filter(action__in=actions)


class HomeVisitQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(bundle__person__community__code__inside=staff.area_id)

    def for_list(self):
        return self.select_related("bundle__person", "bundle__community").prefetch_related("incomes", "properties")


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(application__person__community__code__inside=staff.area_id)

    def inside(self, code):
        return self.filter(application__community__code__inside=code)

    def about(self, name):
        return self.filter(application__person__full_name__icontains=name)

    def shown_on(self, day):
        return self.filter(taken_down_on__isnull=True, starts_on__lte=day, ends_on__gt=day)

    open_on = shown_on

    def for_list(self):
        return self.select_related("application__person", "application__community", "application__programme")


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(notice__application__person__community__code__inside=staff.area_id)

    def unanswered(self):
        return self.filter(answered_on__isnull=True)

    def for_list(self):
        return self.select_related("notice__application__person", "notice__application__programme")


class EntitlementQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("programme")

    def drawn_in(self, month):
        """Begun by the month (its first day) and not stopped for it, whether suspended or not."""
        return self.filter(open_during("from_month", "until_month", month))

    def drawn_on(self, day):
        return self.drawn_in(day.replace(day=1))

    open_on = drawn_on

    def running(self):
        """Not stopped: at most one of each person and programme."""
        return self.filter(until_month__isnull=True)

    def suspended_in(self, month):
        from relief.models import Suspension

        return self.filter(pk__in=Suspension.objects.holding_in(month).values("entitlement"))

    def payable_in(self, month):
        from relief.models import Suspension

        return self.drawn_in(month).exclude(pk__in=Suspension.objects.holding_in(month).values("entitlement"))

    def overlapping(self, from_month):
        """Drawn in the month or in any month after it."""
        return self.filter(Q(until_month__isnull=True) | Q(until_month__gt=from_month)).exclude(
            until_month=models.F("from_month")
        )

    def of_household_or(self, person):
        """Of the person alone, or of a household that the person belongs to now."""
        from registry.models import HouseholdMember

        households = HouseholdMember.objects.present().filter(person=person).values("household")
        return self.filter(Q(person=person) | Q(household__in=households))

    def review_due_by(self, day):
        return self.running().filter(review_due_on__lte=day)

    def with_changed_household(self, day):
        """Running ones of a household that somebody joined or left since the amount was last looked at (`looked_at_on`)."""
        from registry.models import HouseholdMember

        since = OuterRef("looked_at_on")
        moved = HouseholdMember.objects.filter(household=OuterRef("household")).filter(
            Q(from_on__gt=since, from_on__lte=day) | Q(until_on__gt=since, until_on__lte=day)
        )
        return self.running().with_last_look().filter(Exists(moved))

    def with_last_look(self):
        """`looked_at_on`: the day of the grant, of the newest amount or of the last re-certification, whichever is last."""
        from relief.models import EntitlementAmount, Recertification

        amounts = EntitlementAmount.objects.filter(entitlement=OuterRef("pk")).order_by().values("entitlement")
        reviews = Recertification.objects.filter(entitlement=OuterRef("pk")).order_by().values("entitlement")
        newest = Subquery(amounts.annotate(newest=Max(TruncDate("entered_at"))).values("newest"), DateField())
        last = Subquery(reviews.annotate(last=Max("reviewed_on")).values("last"), DateField())
        granted = F("granted_on")
        return self.annotate(looked_at_on=Greatest(granted, Coalesce(newest, granted), Coalesce(last, granted)))

    def without_successor(self):
        """Of a household whose payee left it, while nobody of it draws the programme since."""
        from relief.models import Entitlement

        others = Entitlement.objects.running().filter(household=OuterRef("household"), programme=OuterRef("programme"))
        left = self.filter(stop_reason__in=PAYEE_LEFT, household__dissolved_on__isnull=True)
        return left.exclude(household=None).filter(~Exists(others))

    def with_amount_in(self, month):
        """`amount_then`: what the entitlement pays in the month."""
        from relief.models import EntitlementAmount

        newest = EntitlementAmount.objects.filter(entitlement=OuterRef("pk"), from_month__lte=month)
        return self.annotate(amount_then=Subquery(newest.order_by("-from_month").values("amount")[:1]))


class EntitlementAmountQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(entitlement__person__community__code__inside=staff.area_id)

    def holding_in(self, month):
        """The newest row begun by the month, of each entitlement."""
        newest = self.model.objects.filter(entitlement=OuterRef("entitlement"), from_month__lte=month)
        return self.filter(pk=Subquery(newest.order_by("-from_month").values("pk")[:1]))


class SuspensionQuerySet(models.QuerySet):
    def holding_in(self, month):
        return self.filter(open_during("from_month", "until_month", month))
