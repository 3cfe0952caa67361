from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.codes import ETHNIC_GROUPS, Sex
from registry.encrypted_fields import DigestField, EncryptedField
from registry.masks import mask_id_number, mask_phone
from registry.models.areas import Area
from registry.querysets import PersonQuerySet, ResidenceQuerySet


class DocumentKind(models.TextChoices):
    RESIDENT_ID = "resident_id", _("Resident ID card")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit for Hong Kong, Macao and Taiwan residents")
    HM_PASS = "hm_pass", _("Mainland travel permit for Hong Kong and Macao residents")
    BIRTH_CERTIFICATE = "birth_certificate", _("Birth certificate")


class LeftReason(models.TextChoices):
    MOVED = "moved", _("Moved out of the district")
    DIED = "died", _("Died")
    DUPLICATE = "duplicate", _("Entered twice")
    OTHER = "other", _("Other")


class Person(models.Model):
    """Everyone who is helped, disabled or not. `community` is where they live now; `residences` tells since when."""

    full_name = models.CharField(_("name"), max_length=50)
    document_kind = models.CharField(
        _("document"), max_length=20, choices=DocumentKind, default=DocumentKind.RESIDENT_ID
    )
    id_number = EncryptedField(_("ID number"), purpose="id_number")
    id_digest = DigestField(of="id_number", null=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_on = models.DateField(_("birth date"))
    ethnic_group = models.CharField(_("ethnic group"), max_length=2, choices=ETHNIC_GROUPS, default="01")
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    phone_digest = DigestField(of="phone")
    address = models.CharField(_("address"), max_length=200, blank=True)
    # db_index: an index below begins with it.
    community = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("community"), related_name="people", db_index=False
    )
    registered_on = models.DateField(_("registered on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_reason = models.CharField(_("reason for leaving"), max_length=20, choices=LeftReason, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["community", "registered_on", "left_on"], name="person_by_community"),
            models.Index(fields=["birth_on"], name="person_by_birth"),
            models.Index(fields=["phone_digest"], name="person_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_digest"],
                name="person_id_number_once",
                violation_error_message=_("A person with this ID number is already on the register."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("registered_on")),
                name="person_leaves_after_registering",
                violation_error_message=_("The day of leaving is before the day of registering."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_reason="") | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                name="person_left_with_reason",
                violation_error_message=_("Leaving needs both a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(birth_on__lte=F("registered_on")),
                name="person_born_before_registering",
                violation_error_message=_("The birth date is after the day of registering."),
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="person_sex_known"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    def age_on(self, day: date) -> int:
        """Completed years."""
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))

    @property
    def age(self) -> int:
        return self.age_on(self.left_on or timezone.localdate())


class Residence(models.Model):
    """Where a person on the register lived from when to when (until_on is exclusive; null is now).

    The first row starts on registered_on, the last one ends on left_on; a move ends one row and starts the next.
    """

    # A dated row of the person, nothing by itself.
    person = models.ForeignKey(Person, models.CASCADE, related_name="residences", db_index=False)
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+", db_index=False)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        ordering = ["from_on", "pk"]
        indexes = [
            models.Index(fields=["community", "from_on", "until_on", "person"], name="residence_cover"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until_on__isnull=True), name="residence_one_open"),
            models.UniqueConstraint(fields=["person", "from_on"], name="residence_one_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="residence_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.community_id} {self.from_on}"
