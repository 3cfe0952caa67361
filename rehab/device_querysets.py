from django.db import models
from django.db.models import Exists, OuterRef

from registry.querysets import open_during
from registry.records.querysets import PersonRecordQuerySet
from rehab.choices import DeviceState
from rehab.referral_querysets import CentreQuerySet


class DeviceKindQuerySet(CentreQuerySet):
    """A catalogue serves its area and all below, as a centre does."""


class DeviceApplicationQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("kind")

    def undecided(self):
        return self.filter(decided_on__isnull=True).exclude(state=DeviceState.WITHDRAWN)

    def ongoing(self):
        """Applied for and not fitted, refused or withdrawn."""
        return self.undecided() | self.filter(state=DeviceState.APPROVED)

    def held(self):
        """Fitted, whether visited since or not."""
        return self.filter(state__in=(DeviceState.FITTED, DeviceState.VISITED))

    def without_successor(self):
        """Nothing applied for of the same name since the fitting."""
        newer = self.model.objects.filter(
            person=OuterRef("person"), kind__name=OuterRef("kind__name"), applied_on__gt=OuterRef("fitted_on")
        )
        return self.filter(~Exists(newer))


class StockItemQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.inside(staff.area_id)

    def inside(self, code):
        return self.filter(station__community__code__inside=code)

    def about(self, name):
        return self.filter(name__icontains=name)

    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))

    def with_loan(self):
        from rehab.models import DeviceLoan

        open_loans = DeviceLoan.objects.filter(item=OuterRef("pk"), returned_on__isnull=True)
        return self.annotate(is_lent=Exists(open_loans))

    def for_list(self):
        return self.select_related("station__community")


class LoanQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("item__station")

    def not_returned(self):
        return self.filter(returned_on__isnull=True)
