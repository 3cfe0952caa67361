"""Survey campaigns (调研): a random sample that can be drawn again, and a questionnaire for each household."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.card_choices import Respondent, Satisfaction
from psych_care.card_querysets import SurveyHouseholdQuerySet, SurveyQuerySet
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person

COUNTS = ("patients", "supervised", "medicated", "improved", "participating")


class Survey(models.Model):
    """A survey of patients' households in an area. `frame` is what was drawn from, frozen with the draw.

    `frame`: {district: {street: [person of each household]}}; of streets that were not drawn the list stays empty.
    """

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    title = models.CharField(_("title"), max_length=100)
    begins_on = models.DateField(_("begins on"), default=timezone.localdate)
    ends_on = models.DateField(_("ends on"))
    streets_a_district = models.PositiveSmallIntegerField(
        _("streets a district"), default=2, validators=[MinValueValidator(1)]
    )
    households_a_street = models.PositiveSmallIntegerField(
        _("households a street"), default=10, validators=[MinValueValidator(1)]
    )
    seed = models.PositiveIntegerField(
        _("seed"), default=1, help_text=_("The same seed draws the same sample from the same households.")
    )
    drawn_on = models.DateField(_("drawn on"), null=True, blank=True, editable=False)
    frame = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title"],
                name="psych_survey_once",
                violation_error_message=_("A survey of this title is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="psych_survey_ends_later",
                violation_error_message=_("The survey would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(streets_a_district__gte=1, households_a_street__gte=1), name="psych_survey_draws_something"
            ),
        ]

    def __str__(self):
        return self.title


class SurveyHousehold(models.Model):
    """A household of the sample, told by one of its patients; with the answers once somebody was there."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="households")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    respondent = models.CharField(_("who answered"), max_length=20, choices=Respondent, blank=True)
    patients = models.PositiveSmallIntegerField(_("patients in the household"), null=True, blank=True)
    supervised = models.PositiveSmallIntegerField(_("of these supervised"), null=True, blank=True)
    medicated = models.PositiveSmallIntegerField(_("of these taking medicine regularly"), null=True, blank=True)
    improved = models.PositiveSmallIntegerField(_("of these markedly improved"), null=True, blank=True)
    participating = models.PositiveSmallIntegerField(_("of these taking part in society"), null=True, blank=True)
    satisfaction = models.CharField(_("satisfaction"), max_length=20, choices=Satisfaction, blank=True)
    aid_known = models.BooleanField(_("knows that there is aid"), null=True, blank=True)
    remark = EncryptedField(_("remark"), purpose="psychiatric_note", blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SurveyHouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household of a survey")
        verbose_name_plural = _("households of surveys")
        ordering = ["community", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "person"], name="survey_household_once"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | Q(patients__gte=1, **{f"{name}__isnull": False for name in COUNTS[1:]})
                & Q(respondent__in=Respondent.values, satisfaction__in=Satisfaction.values, aid_known__isnull=False),
                name="survey_household_answered_in_full",
                violation_error_message=_("Answer every question, or none."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": F("patients")}),
                    name=f"survey_household_{name}_in_patients",
                    violation_error_message=_("No more than the patients of the household."),
                )
                for name in COUNTS[1:]
            ),
        ]

    def __str__(self):
        return f"{self.survey_id} {self.person_id}"
