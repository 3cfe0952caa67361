from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from psych_care.care_querysets import (
    HIGH_RISK,
    HIGH_RISK_DAYS,
    GuardedMixin,
    StandingMixin,
    StayMixin,
    SupplyMixin,
)
from psych_care.choices import Adherence, Course, Stability, State
from registry.querysets import open_during
from registry.records.querysets import PersonRecordQuerySet


class PatientQuerySet(StandingMixin, PersonRecordQuerySet):
    def inside(self, code):
        return self.filter(person__community__code__inside=code)

    def for_list(self):
        return self.select_related("person__community")

    def on_file_on(self, day):
        return self.filter(open_during("registered_on", "ended_on", day), registered_on__isnull=False)

    def present(self):
        return self.filter(state__in=[State.ON_FILE, State.UNDER_CARE, State.LOST])

    def poor_on(self, day):
        return self.filter(poor_since__lte=day)

    def with_newest_visit(self):
        """`seen_on`, `stability`, `risk` and `next_due_on` of the newest visit."""
        from psych_care.models import Visit

        newest = Visit.objects.filter(person=OuterRef("person")).order_by("-visited_on", "-pk")
        names = {"seen_on": "visited_on", "stability": "stability", "risk": "risk", "next_due_on": "next_due_on"}
        return self.annotate(**{name: models.Subquery(newest.values(of)[:1]) for name, of in names.items()})

    def with_due_day(self):
        """`due_on`: the day the next contact is due; the first one within two weeks of being put on file."""
        return self.with_newest_visit().annotate(due_on=Coalesce("next_due_on", "first_due_on"))

    def without_guardianship_on(self, day):
        from psych_care.models import Guardianship

        return self.filter(~Exists(Guardianship.objects.in_force_on(day).filter(person=OuterRef("person"))))

    def left_alone_on(self, day):
        """Of high risk, and not seen for HIGH_RISK_DAYS: for the manager's eyes."""
        return self.with_newest_visit().filter(risk__gte=HIGH_RISK, seen_on__lte=day - timedelta(days=HIGH_RISK_DAYS))

    def contact_missed(self, first_day, last_day):
        """A contact that was due in these days, since they were put on file, was not made by its day."""
        from psych_care.models import Visit

        made = Visit.objects.filter(
            person=OuterRef("person"), visited_on__range=(OuterRef("visited_on"), OuterRef("next_due_on"))
        ).filter(Q(visited_on__gt=OuterRef("visited_on")) | Q(pk__gt=OuterRef("pk")))
        due = Visit.objects.filter(next_due_on__gte=first_day, next_due_on__lt=last_day).filter(~Exists(made))
        due = due.filter(person=OuterRef("person"), next_due_on__gte=OuterRef("registered_on"))
        first_made = Visit.objects.filter(
            person=OuterRef("person"), visited_on__range=(OuterRef("registered_on"), OuterRef("first_due_on"))
        )
        first_missed = Q(first_due_on__gte=first_day, first_due_on__lt=last_day) & ~Exists(first_made)
        return self.filter(Exists(due) | first_missed)

    def with_every_contact(self, first_day, last_day):
        """Every contact that fell due in these days, both included, was made by its day."""
        missed = self.model.objects.contact_missed(first_day, last_day + timedelta(days=1))
        return self.exclude(pk__in=missed.values("pk"))


class VisitQuerySet(PersonRecordQuerySet):
    def made_by(self, day):
        return self.filter(visited_on__lte=day)

    def made_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(visited_on__range=(first_day, last_day))

    def newest_by(self, day):
        """Each person's last visit up to the day."""
        theirs = self.model.objects.filter(person=OuterRef("person"), visited_on__lte=day)
        return self.made_by(day).filter(pk=models.Subquery(theirs.order_by("-visited_on", "-pk").values("pk")[:1]))

    def markedly_improved(self):
        return self.filter(course=Course.MARKEDLY_IMPROVED)

    def participating(self):
        return self.filter(takes_part=True)

    def taking_regularly(self):
        return self.filter(adherence=Adherence.REGULAR)

    def stable(self):
        return self.filter(stability=Stability.STABLE)


class GuardianshipQuerySet(GuardedMixin, PersonRecordQuerySet):
    def in_force_on(self, day):
        return self.filter(open_during("started_on", "ended_on", day))

    def letter_ending_by(self, day):
        return self.filter(ended_on__isnull=True).filter(Q(letter_until__isnull=True) | Q(letter_until__lte=day))


class PrescriptionQuerySet(SupplyMixin, PersonRecordQuerySet):
    def inside(self, code):
        return self.filter(person__community__code__inside=code)

    def for_list(self):
        return self.select_related("person__community")

    def in_force_on(self, day):
        return self.filter(open_during("from_on", "until_on", day))

    def with_supply(self):
        """`lasts_until`: the day the newest dispensing runs out; the prescription's first day without any."""
        from psych_care.models import Dispensing

        newest = Dispensing.objects.filter(prescription=OuterRef("pk")).order_by("-runs_out_on")
        return self.annotate(lasts_until=Coalesce(models.Subquery(newest.values("runs_out_on")[:1]), F("from_on")))


class HospitalStayQuerySet(StayMixin, PersonRecordQuerySet):
    def waiting_for_first_visit(self):
        """Discharged, and nobody has been there since."""
        from psych_care.models import Visit

        seen = Visit.objects.filter(person=OuterRef("person"), visited_on__gte=OuterRef("discharged_on"))
        return self.filter(discharged_on__isnull=False).filter(~Exists(seen))


class LockUpQuerySet(PersonRecordQuerySet):
    def found_by(self, day):
        return self.filter(found_on__lte=day)

    def still_locked_on(self, day):
        return self.filter(open_during("found_on", "released_on", day))

    def locked_during(self, first_day, last_day):
        """Found by the last day, and not released before the first one."""
        return self.found_by(last_day).filter(Q(released_on__isnull=True) | Q(released_on__gte=first_day))

    def released_by(self, day):
        return self.filter(released_on__lte=day)

    def not_closed(self):
        return self.filter(followed_on__isnull=True)


class IncidentQuerySet(PersonRecordQuerySet):
    def happened_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(happened_on__range=(first_day, last_day))


class AidQuerySet(PersonRecordQuerySet):
    def given_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(given_on__range=(first_day, last_day))
