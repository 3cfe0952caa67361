from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.codes import DisabilityType, Grade
from registry.encrypted_fields import DigestField, EncryptedField
from registry.masks import mask_certificate_number
from registry.models.people import Person
from registry.querysets import CertificateQuerySet

VALID_YEARS = 10


class CancelReason(models.TextChoices):
    REISSUED = "reissued", _("Replaced by a reissue")
    REGRADED = "regraded", _("Type or grade assessed anew")
    RECOVERED = "recovered", _("No longer disabled")
    VOLUNTARY = "voluntary", _("Given up voluntarily")
    MOVED = "moved", _("Moved out of the district")
    DIED = "died", _("Died")
    ERROR = "error", _("Entered by mistake")


class Certificate(models.Model):
    """A disability certificate as issued; a reissue is a new row and cancels the old one on the same day."""

    # db_index: an index below begins with it.
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="certificates", db_index=False
    )
    number = EncryptedField(_("certificate number"), purpose="certificate_number")
    number_digest = DigestField(of="number", null=False)
    disability_type = models.PositiveSmallIntegerField(_("disability type"), choices=DisabilityType)
    grade = models.PositiveSmallIntegerField(_("disability grade"), choices=Grade)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"))
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=20, choices=CancelReason, blank=True)
    prefix_reason = models.CharField(_("why the number differs from the ID number"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("disability certificate")
        verbose_name_plural = _("disability certificates")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(
                fields=["person", "issued_on", "cancelled_on", "expires_on", "disability_type", "grade"],
                name="certificate_cover",
            ),
            # Of those in force alone: a count of all valid ones on a day is to read certificate_cover.
            models.Index(fields=["expires_on"], name="certificate_by_expiry", condition=Q(cancelled_on__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_digest"],
                name="certificate_number_once",
                violation_error_message=_("This certificate number is already on the register."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled_on__isnull=True),
                name="certificate_one_in_force",
                violation_error_message=_("The person has a certificate in force: reissue or cancel it first."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on")),
                name="certificate_expires_after_issue",
                violation_error_message=_("The certificate would end before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled_on__gte=F("issued_on")),
                name="certificate_cancelled_after_issue",
                violation_error_message=_("The certificate would be cancelled before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True, cancel_reason="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancel_reason="")),
                name="certificate_cancelled_with_reason",
                violation_error_message=_("Cancelling needs both a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(disability_type__in=DisabilityType.values), name="certificate_type_known"
            ),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="certificate_grade_known"),
        ]

    def __str__(self):
        return f"{self.get_disability_type_display()} {self.get_grade_display()}"

    @property
    def masked_number(self) -> str:
        return mask_certificate_number(self.number)


class CertificateComponent(models.Model):
    """One disability of a certificate of type 7 (multiple); the certificate's grade is the most severe of them."""

    # A line of the certificate, nothing by itself.
    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="components", db_index=False)
    disability_type = models.PositiveSmallIntegerField(_("disability type"), choices=DisabilityType)
    grade = models.PositiveSmallIntegerField(_("disability grade"), choices=Grade)

    class Meta:
        verbose_name = _("component of a multiple disability")
        verbose_name_plural = _("components of a multiple disability")
        ordering = ["disability_type"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "disability_type"], name="certificate_component_once"),
            models.CheckConstraint(
                condition=Q(disability_type__lt=DisabilityType.MULTIPLE), name="certificate_component_single"
            ),
        ]

    def __str__(self):
        return f"{self.get_disability_type_display()} {self.get_grade_display()}"
