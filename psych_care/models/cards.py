"""The drug-relief card (药物救助卡): quota, designated hospitals, the card with its follow-ups and confirmations."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.card_choices import ENDED_STATES, VALID_STATES, CardEnd, CardState
from psych_care.card_querysets import CardQuotaQuerySet, DesignatedHospitalQuerySet, DrugCardQuerySet
from psych_care.choices import Adherence, Course, Diagnosis, GroupRole, SideEffects
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person
from registry.records.querysets import PersonRecordQuerySet


def _staff(label: str, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        related_name="+",
        null=True,
        editable=False,
        **options,
    )


class CardQuota(models.Model):
    """Places for cards in an area and year; part is shared out to areas below, part is used by cards.

    The places of the areas directly below add up to `shared_out`; services move them in one transaction.
    """

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    places = models.PositiveIntegerField(_("places"))
    shared_out = models.PositiveIntegerField(_("places shared out"), default=0, editable=False)
    used = models.PositiveIntegerField(_("places used"), default=0, editable=False)
    numbered = models.PositiveIntegerField(_("card numbers given"), default=0, editable=False)
    city_money = models.DecimalField(
        _("from the city (yuan)"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    matched_money = models.DecimalField(
        _("matched (yuan)"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CardQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota of drug-relief cards")
        verbose_name_plural = _("quotas of drug-relief cards")
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="card_quota_once_a_year",
                violation_error_message=_("The quota of this area and year is already entered."),
            ),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="card_quota_year_plausible"),
            models.CheckConstraint(
                condition=Q(places__gte=F("shared_out") + F("used")),
                name="card_quota_not_overdrawn",
                violation_error_message=_("There are not so many places left."),
            ),
            models.CheckConstraint(
                condition=Q(city_money__gte=0, matched_money__gte=0), name="card_quota_money_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.year}"

    @property
    def money(self):
        return self.city_money + self.matched_money

    @property
    def left_over(self) -> int:
        return self.places - self.shared_out - self.used


class DesignatedHospital(models.Model):
    """A hospital where holders of a card get their medicine (定点医院), from when to when."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    name = models.CharField(_("hospital"), max_length=80)
    address = models.CharField(_("address"), max_length=120, blank=True)
    opened_on = models.DateField(_("designated since"), default=timezone.localdate)
    closed_on = models.DateField(_("designated until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DesignatedHospitalQuerySet.as_manager()

    class Meta:
        verbose_name = _("designated hospital")
        verbose_name_plural = _("designated hospitals")
        ordering = ["name", "-opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(closed_on__isnull=True),
                name="designated_hospital_once",
                violation_error_message=_("This hospital is designated already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="designated_hospital_closes_later",
            ),
        ]

    def __str__(self):
        return self.name


class DrugCard(models.Model):
    """A drug-relief card (药物救助卡) from the candidate on; psych_care.card_workflow tells its five steps."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="drug_cards")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=CardState, default=CardState.CANDIDATE, editable=False)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    circumstances = EncryptedField(_("circumstances of the family"), purpose="psychiatric_note")
    found_by = _staff(_("found by"))
    diagnosis = models.CharField(_("diagnosis"), max_length=20, choices=Diagnosis, blank=True)
    diagnosed_on = models.DateField(_("diagnosed on"), null=True, blank=True)
    specialist = models.CharField(_("specialist and hospital"), max_length=100, blank=True)
    at_home = models.BooleanField(_("diagnosed at home"), default=False)
    treatment_plan = EncryptedField(_("treatment plan"), purpose="psychiatric_note", blank=True)
    diagnosed_by = _staff(_("diagnosis entered by"))
    number = models.CharField(_("card number"), max_length=20, null=True, blank=True, unique=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    hospital = models.ForeignKey(
        DesignatedHospital,
        models.PROTECT,
        verbose_name=_("designated hospital"),
        related_name="cards",
        null=True,
        blank=True,
    )
    issued_by = _staff(_("issued by"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=CardEnd, blank=True)
    note = EncryptedField(_("note"), purpose="psychiatric_note", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DrugCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("drug-relief card")
        verbose_name_plural = _("drug-relief cards")
        ordering = ["-found_on", "-pk"]
        indexes = [models.Index(fields=["state", "valid_until"], name="drug_card_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="drug_card_one_open",
                violation_error_message=_("This patient has a card already, or is a candidate for one."),
            ),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="drug_card_state_known"),
            models.CheckConstraint(
                condition=Q(diagnosis__in=["", *Diagnosis.values]), name="drug_card_diagnosis_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED_STATES, ended_on__isnull=False, end_reason__in=CardEnd.values)
                | (~Q(state__in=ENDED_STATES) & Q(ended_on__isnull=True, end_reason="")),
                name="drug_card_end_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*VALID_STATES, CardState.STOPPED])
                | Q(number__isnull=False, issued_on__isnull=False, valid_until__isnull=False, hospital__isnull=False),
                name="drug_card_issued_with_number",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(diagnosed_on__isnull=False, issued_on__gte=F("diagnosed_on"), valid_until__gt=F("issued_on")),
                name="drug_card_issued_after_diagnosis",
            ),
            models.CheckConstraint(
                condition=Q(diagnosed_on__isnull=True) | (~Q(diagnosis="") & Q(diagnosed_on__gte=F("found_on"))),
                name="drug_card_diagnosed_after_found",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("found_on")), name="drug_card_ends_later"
            ),
            models.CheckConstraint(
                condition=(Q(found_by__isnull=True) | Q(diagnosed_by__isnull=True) | ~Q(diagnosed_by=F("found_by")))
                & (Q(issued_by__isnull=True) | Q(found_by__isnull=True) | ~Q(issued_by=F("found_by")))
                & (Q(issued_by__isnull=True) | Q(diagnosed_by__isnull=True) | ~Q(issued_by=F("diagnosed_by"))),
                name="drug_card_by_different_people",
            ),
        ]

    def __str__(self):
        return self.number or self.get_state_display()


class CardPlace(models.Model):
    """The place of a quota that a card holds: one a year, given back when the card is stopped within it."""

    card = models.ForeignKey(DrugCard, models.PROTECT, related_name="places")
    quota = models.ForeignKey(CardQuota, models.PROTECT, related_name="card_places")
    taken_on = models.DateField(_("taken on"))
    given_back_on = models.DateField(_("given back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("place of a card")
        verbose_name_plural = _("places of cards")
        ordering = ["taken_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "quota"], name="card_place_once"),
            models.CheckConstraint(
                condition=Q(given_back_on__isnull=True) | Q(given_back_on__gte=F("taken_on")),
                name="card_place_given_back_later",
            ),
        ]

    def __str__(self):
        return f"{self.card_id} {self.quota_id}"


class CardFollowUp(models.Model):
    """A follow-up of a card by a trained village doctor, on the form (step four)."""

    card = models.ForeignKey(DrugCard, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    followed_on = models.DateField(_("followed up on"), default=timezone.localdate)
    doctor_name = models.CharField(_("village doctor"), max_length=50)
    doctor_trained_on = models.DateField(_("trained on"))
    adherence = models.CharField(_("takes the medicine"), max_length=20, choices=Adherence)
    course = models.CharField(_("effect"), max_length=20, choices=Course)
    side_effects = models.CharField(_("side effects"), max_length=20, choices=SideEffects)
    note = EncryptedField(_("what was seen"), purpose="psychiatric_note", blank=True)
    entered_by = _staff(_("entered by"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up of a card")
        verbose_name_plural = _("follow-ups of cards")
        ordering = ["-followed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "followed_on"],
                name="card_follow_up_once_a_day",
                violation_error_message=_("The follow-up of that day is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(doctor_trained_on__lte=F("followed_on")),
                name="card_follow_up_by_trained_doctor",
                violation_error_message=_("Only a doctor who was trained before follows up a card."),
            ),
            models.CheckConstraint(
                condition=Q(
                    adherence__in=Adherence.values, course__in=Course.values, side_effects__in=SideEffects.values
                ),
                name="card_follow_up_codes_known",
            ),
        ]

    def __str__(self):
        return f"{self.followed_on} {self.doctor_name}"


class IntakeConfirmation(models.Model):
    """The guardian or a member of the group tells that the medicine is taken (step five)."""

    GUARDIAN = "guardian"
    ROLES = [(GUARDIAN, _("Guardian")), *GroupRole.choices]

    card = models.ForeignKey(DrugCard, models.PROTECT, related_name="confirmations")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    confirmed_on = models.DateField(_("confirmed on"), default=timezone.localdate)
    confirmed_by = models.CharField(_("confirmed by"), max_length=50)
    role = models.CharField(_("role"), max_length=20, choices=ROLES)
    is_taken = models.BooleanField(_("the medicine is taken as prescribed"), default=True)
    note = EncryptedField(_("note"), purpose="psychiatric_note", blank=True)
    entered_by = _staff(_("entered by"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of intake")
        verbose_name_plural = _("confirmations of intake")
        ordering = ["-confirmed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "confirmed_on", "confirmed_by"],
                name="intake_confirmed_once_a_day",
                violation_error_message=_("This person already confirmed it on that day."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["guardian", *GroupRole.values]), name="intake_confirmed_in_known_role"
            ),
        ]

    def __str__(self):
        return f"{self.confirmed_on} {self.confirmed_by}"
