"""The vocabulary of information matching: lists, findings, recoveries."""

from decimal import Decimal

from django.db import models
from django.db.models import DecimalField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from registry.areas import ancestor_codes
from registry.models import Person
from registry.permissions import Permission
from registry.querysets import open_during
from registry.records.querysets import CommunityQuerySet, PersonRecordQuerySet
from relief.matching_choices import EVENTS, FindingKind, FindingState

MONEY = DecimalField(max_digits=14, decimal_places=2)
CONFIRMED = (FindingState.STOPPED, FindingState.RECOVERED)


class OutsideListQuerySet(CommunityQuerySet):
    area_field = "area"

    def for_list(self):
        return self.select_related("area", "entered_by")

    def holding(self):
        """What happened once holds for good; else the newest list of a department for the area."""
        newer = self.model.objects.filter(
            kind=OuterRef("kind"), department=OuterRef("department"), area=OuterRef("area")
        ).filter(Q(as_of__gt=OuterRef("as_of")) | Q(as_of=OuterRef("as_of"), pk__gt=OuterRef("pk")))
        return self.filter(Q(kind__in=EVENTS) | ~Exists(newer))


class ListRowQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Of lists of my area; of a list of an area above, what it tells of people in scope."""
        mine = Person.objects.visible_to(staff).order_by().values("id_digest")
        above = Q(outside_list__area__in=ancestor_codes(staff.area_id), id_digest__in=mine)
        return self.filter(Q(outside_list__area__code__inside=staff.area_id) | above)

    def holding(self):
        from relief.models import OutsideList

        return self.filter(outside_list__in=OutsideList.objects.holding().order_by().values("pk"))

    def of_kind(self, *kinds):
        return self.filter(outside_list__kind__in=kinds)

    def of_people(self, people):
        return self.filter(id_digest__in=people.order_by().values("id_digest"))

    def for_list(self):
        return self.select_related("outside_list")


class MatchFindingQuerySet(PersonRecordQuerySet):
    def visible_to(self, staff):
        """In scope, and what only a further permission may know of only for those who have it."""
        known = ["", *(one.value for one in Permission if staff.can(one))]
        return super().visible_to(staff).filter(needs_permission__in=known)

    def for_list(self):
        return super().for_list().select_related("programme", "entitlement__programme", "other_entitlement__programme")

    def undecided(self):
        return self.filter(state=FindingState.OPEN)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def found_between(self, first_day, last_day):
        """Both days included; None leaves an end open."""
        rows = self if first_day is None else self.filter(found_on__gte=first_day)
        return rows if last_day is None else rows.filter(found_on__lte=last_day)

    def at_stake(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal(0)


class SpellQuerySet(models.QuerySet):
    def visible_to(self, staff):
        from relief.models import MatchFinding

        return self.filter(finding__in=MatchFinding.objects.visible_to(staff))

    def inside(self, code):
        return self.filter(finding__community__code__inside=code)

    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))

    def found_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(opened_on__range=(first_day, last_day))

    def closed_by(self, day):
        return self.filter(closed_on__lte=day)

    def omissions(self):
        return self.filter(finding__kind=FindingKind.MISSED)

    def confirmed_duplicates(self, first_day, last_day):
        """Somebody looked, and it was stopped or asked back, between the two days, both included."""
        return self.filter(
            finding__kind=FindingKind.DUPLICATE, outcome__in=CONFIRMED, closed_on__range=(first_day, last_day)
        )


class RecoveryQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("entitlement__programme").with_paid()

    def with_paid(self):
        """`paid_sum`: what has come in."""
        from relief.models import Repayment

        lines = Repayment.objects.filter(recovery=OuterRef("pk")).order_by().values("recovery")
        total = Subquery(lines.annotate(total=Sum("amount")).values("total"), output_field=MONEY)
        return self.annotate(paid_sum=Coalesce(total, Decimal(0), output_field=MONEY))

    def running(self):
        return self.filter(settled_on__isnull=True)

    def open_on(self, day):
        return self.filter(open_during("decided_on", "settled_on", day))

    def overdue_on(self, day):
        return self.running().filter(next_due_on__lt=day)


class RecoveryLineQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(recovery__person__community__code__inside=staff.area_id)

    def planned(self):
        """Of the present plan."""
        return self.filter(replaced_on__isnull=True)
