"""Guardianship groups, medicine, hospital stays, aid."""

from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.choices import AidKind, GroupRole
from psych_care.querysets import AidQuerySet, GuardianshipQuerySet, HospitalStayQuerySet, PrescriptionQuerySet
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person


class Guardianship(models.Model):
    """Who looks after a patient: a single guardian, or a guardianship group (监护小组) with members, and the signed letter."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="guardianships")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    guardian_name = models.CharField(_("guardian"), max_length=50)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    letter_signed_on = models.DateField(_("responsibility letter signed on"), null=True, blank=True)
    letter_until = models.DateField(_("letter valid until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="guardianship_one_open",
                violation_error_message=_("This patient already has a guardianship: end it before you enter another."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="guardianship_ends_after_start",
                violation_error_message=_("The guardianship would end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(letter_signed_on__isnull=True, letter_until__isnull=True)
                | Q(letter_signed_on__isnull=False, letter_until__isnull=False, letter_until__gt=F("letter_signed_on")),
                name="guardianship_letter_has_both_days",
                violation_error_message=_("A letter has the day it was signed and a later day on which it ends."),
            ),
        ]

    def __str__(self):
        return self.guardian_name


class GroupMember(models.Model):
    """A member of a guardianship group, from when to when."""

    guardianship = models.ForeignKey(Guardianship, models.CASCADE, related_name="members")
    full_name = models.CharField(_("name"), max_length=50)
    role = models.CharField(_("role"), max_length=20, choices=GroupRole)
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    joined_on = models.DateField(_("since"), default=timezone.localdate)
    left_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("member of a guardianship group")
        verbose_name_plural = _("members of guardianship groups")
        ordering = ["role", "joined_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="group_member_leaves_after_joining",
                violation_error_message=_("The member would leave before joining."),
            ),
            models.CheckConstraint(condition=Q(role__in=GroupRole.values), name="group_member_role_known"),
        ]

    def __str__(self):
        return self.full_name


class Prescription(models.Model):
    """A medicine that a patient takes every day, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="prescriptions")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    medicine = models.CharField(_("medicine"), max_length=80)
    units_a_day = models.DecimalField(
        _("units a day"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    prescribed_by = models.CharField(_("prescribed by"), max_length=80)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PrescriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("prescription")
        verbose_name_plural = _("prescriptions")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "medicine"],
                condition=Q(until_on__isnull=True),
                name="prescription_once_open",
                violation_error_message=_("This medicine is already prescribed: end that prescription first."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="prescription_ends_after_start",
                violation_error_message=_("The prescription would end before it began."),
            ),
            models.CheckConstraint(condition=Q(units_a_day__gt=0), name="prescription_dose_positive"),
        ]

    def __str__(self):
        return self.medicine


class Dispensing(models.Model):
    """Medicine handed out; `runs_out_on` is the first day without any, what was left over counted in."""

    prescription = models.ForeignKey(Prescription, models.CASCADE, related_name="dispensings")
    dispensed_on = models.DateField(_("handed out on"), default=timezone.localdate)
    quantity = models.PositiveIntegerField(_("units"), validators=[MinValueValidator(1)])
    dispensed_by = models.CharField(_("handed out by"), max_length=50)
    runs_out_on = models.DateField(_("runs out on"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("dispensing")
        verbose_name_plural = _("dispensings")
        ordering = ["-dispensed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prescription", "dispensed_on"],
                name="dispensing_once_a_day",
                violation_error_message=_("Medicine was already handed out on that day."),
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="dispensing_quantity_positive"),
            models.CheckConstraint(condition=Q(runs_out_on__gte=F("dispensed_on")), name="dispensing_runs_out_later"),
        ]

    def __str__(self):
        return f"{self.dispensed_on} {self.quantity}"

    def reckon(self) -> None:
        """Whole days only: half a dose does not last a day."""
        days = (self.quantity / self.prescription.units_a_day).to_integral_value(ROUND_FLOOR)
        earlier = self.prescription.dispensings.filter(dispensed_on__lt=self.dispensed_on).exclude(pk=self.pk)
        left_until = earlier.aggregate(day=models.Max("runs_out_on"))["day"]
        begins = max(self.dispensed_on, left_until) if left_until else self.dispensed_on
        self.runs_out_on = begins + timedelta(days=int(days))


class HospitalStay(models.Model):
    """In hospital from when to when; after the discharge somebody goes and looks within CareRule.discharge_days."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="hospital_stays")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    hospital = models.CharField(_("hospital"), max_length=80)
    admitted_on = models.DateField(_("admitted on"), default=timezone.localdate)
    discharged_on = models.DateField(_("discharged on"), null=True, blank=True)
    handed_over_to = models.CharField(_("handed over to"), max_length=50, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HospitalStayQuerySet.as_manager()

    class Meta:
        verbose_name = _("hospital stay")
        verbose_name_plural = _("hospital stays")
        ordering = ["-admitted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(discharged_on__isnull=True),
                name="hospital_stay_one_open",
                violation_error_message=_("This patient is in hospital already."),
            ),
            models.CheckConstraint(
                condition=Q(discharged_on__isnull=True) | Q(discharged_on__gte=F("admitted_on")),
                name="hospital_stay_ends_after_start",
                violation_error_message=_("The discharge is before the admission."),
            ),
            models.CheckConstraint(
                condition=Q(discharged_on__isnull=True) | ~Q(handed_over_to=""),
                name="hospital_stay_is_handed_over",
                violation_error_message=_("At the discharge the patient is handed over: say to whom."),
            ),
        ]

    def __str__(self):
        return self.hospital


class Aid(models.Model):
    """Aid given to a patient in money or its worth in yuan."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="psychiatric_aid")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    kind = models.CharField(_("kind of aid"), max_length=20, choices=AidKind)
    amount = models.DecimalField(
        _("yuan"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("aid for a patient")
        verbose_name_plural = _("aid for patients")
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["given_on", "person"], name="psych_aid_cover")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="psych_aid_amount_positive"),
            models.CheckConstraint(condition=Q(kind__in=AidKind.values), name="psych_aid_kind_known"),
        ]

    def __str__(self):
        return f"{self.given_on} {self.get_kind_display()}"
