from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.codes import HEAD_OF_HOUSEHOLD, KINSHIP, KINSHIP_TO_SOMEBODY
from registry.encrypted_fields import DigestField, EncryptedField
from registry.masks import mask_id_number, mask_phone
from registry.models.areas import Area
from registry.models.people import Person
from registry.querysets import GuardianQuerySet, HouseholdMemberQuerySet, HouseholdQuerySet


class HouseholdKind(models.TextChoices):
    URBAN = "urban", _("Urban household")
    RURAL = "rural", _("Rural household")


class Household(models.Model):
    """People who live and keep house together. `community` is its head's; its members' rows tell who since when."""

    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="households")
    kind = models.CharField(_("kind of household"), max_length=10, choices=HouseholdKind, default=HouseholdKind.URBAN)
    formed_on = models.DateField(_("formed on"), default=timezone.localdate)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HouseholdKind.values), name="household_kind_known"),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("formed_on")),
                name="household_dissolved_after_formed",
                violation_error_message=_("The household would be dissolved before it was formed."),
            ),
        ]

    def __str__(self):
        return f"{self.pk}"


class HouseholdMember(models.Model):
    """Who belonged to a household from when to when (until_on is exclusive), and as what to its head of that time."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    kinship = models.CharField(_("kinship to the head"), max_length=2, choices=KINSHIP)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = HouseholdMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a household")
        verbose_name_plural = _("members of households")
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on__isnull=True),
                name="member_of_one_household",
                violation_error_message=_("The person belongs to a household already."),
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until_on__isnull=True, kinship=HEAD_OF_HOUSEHOLD),
                name="household_one_head",
                violation_error_message=_("The household has a head already."),
            ),
            models.UniqueConstraint(fields=["household", "person", "from_on"], name="member_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="member_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(kinship__in=dict(KINSHIP)), name="member_kinship_known"),
        ]

    def __str__(self):
        return self.get_kinship_display()


class Guardian(models.Model):
    """A guardian (监护人) of a person from when to when; `guardian` where the guardian is on the register too."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="guardians")
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="wards")
    full_name = models.CharField(_("name"), max_length=50)
    id_number = EncryptedField(_("ID number"), purpose="id_number", blank=True)
    id_digest = DigestField(of="id_number")
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    kinship = models.CharField(_("who the guardian is to the person"), max_length=2, choices=KINSHIP_TO_SOMEBODY)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["id_digest"], name="guardian_by_id_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "full_name"],
                condition=Q(until_on__isnull=True),
                name="guardian_once",
                violation_error_message=_("This guardian of the person is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(guardian__isnull=True) | ~Q(guardian=F("person")),
                name="guardian_is_somebody_else",
                violation_error_message=_("Nobody is their own guardian."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="guardian_ends_after_start",
                violation_error_message=_("The guardianship would end before it began."),
            ),
            models.CheckConstraint(condition=Q(kinship__in=dict(KINSHIP_TO_SOMEBODY)), name="guardian_kinship_known"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
