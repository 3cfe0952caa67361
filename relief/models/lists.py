from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import DigestField, EncryptedField
from registry.masks import mask_id_number
from registry.models import Area
from relief.finding_querysets import ListRowQuerySet, OutsideListQuerySet
from relief.matching_choices import ListKind


class OutsideList(models.Model):
    """A list of another department as of a day, for the people of one area."""

    kind = models.CharField(_("what the list tells"), max_length=20, choices=ListKind)
    department = models.CharField(_("department"), max_length=40)
    as_of = models.DateField(_("as of"), default=timezone.localdate)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    file_name = models.CharField(_("file"), max_length=100)
    sha256 = models.CharField(max_length=64, editable=False)
    row_count = models.PositiveIntegerField(_("rows taken in"), default=0)
    rejected_count = models.PositiveIntegerField(_("rows refused"), default=0)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)

    objects = OutsideListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of another department")
        verbose_name_plural = _("lists of other departments")
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "sha256"],
                name="outside_list_once",
                violation_error_message=_("This very file was taken in before: nothing is new."),
            ),
            models.CheckConstraint(condition=Q(kind__in=ListKind.values), name="outside_list_kind_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.department} · {self.as_of}"


class ListRow(models.Model):
    """A line of such a list; whom it is about is found by the digest of the ID number."""

    # A line of its list, nothing by itself.
    outside_list = models.ForeignKey(OutsideList, models.CASCADE, related_name="rows")
    id_number = EncryptedField(_("ID number"), purpose="id_number")
    id_digest = DigestField(of="id_number", null=False)
    full_name = models.CharField(_("name"), max_length=50, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    objects = ListRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        ordering = ["outside_list", "pk"]
        indexes = [models.Index(fields=["id_digest"], name="list_row_by_id_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="list_row_amount_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.outside_list_id}"

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number)
