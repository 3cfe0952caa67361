from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import Area
from rehab.choices import FundingPurpose, FundingSource
from rehab.querysets import FundingQuerySet


class Funding(models.Model):
    """Money received for community rehabilitation, in yuan, by the area that received it (any level)."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="rehab_funding")
    received_on = models.DateField(_("received on"))
    source = models.CharField(_("source"), max_length=20, choices=FundingSource)
    purpose = models.CharField(_("purpose"), max_length=20, choices=FundingPurpose, default=FundingPurpose.SERVICES)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    document = models.CharField(_("document"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding entry")
        verbose_name_plural = _("funding entries")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["received_on", "area", "amount"], name="funding_cover")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="funding_amount_positive",
                violation_error_message=_("The amount must be more than 0 yuan."),
            ),
            models.CheckConstraint(condition=Q(source__in=FundingSource.values), name="funding_source_known"),
            models.CheckConstraint(condition=Q(purpose__in=FundingPurpose.values), name="funding_purpose_known"),
        ]

    def __str__(self):
        return f"{self.received_on} {self.amount}"
