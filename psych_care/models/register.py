from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from psych_care.choices import ClueSource, Diagnosis, EndReason, Insurance, State
from psych_care.querysets import PatientQuerySet
from registry.encrypted_fields import EncryptedField
from registry.models import Person
from registry.records.querysets import PersonRecordQuerySet


class Patient(models.Model):
    """A person in the register of severe mental disorders (严重精神障碍), from the first clue on; one open row a person.

    On file from `registered_on` (informed consent) until `ended_on`; `first_due_on` is when the first visit is due.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="psychiatric_files", db_index=False
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.CLUE, editable=False)
    clue_on = models.DateField(_("clue received on"))
    clue_source = models.CharField(_("clue from"), max_length=20, choices=ClueSource)
    diagnosis = models.CharField(_("diagnosis"), max_length=20, choices=Diagnosis, blank=True)
    diagnosed_on = models.DateField(_("diagnosed on"), null=True, blank=True)
    diagnosed_by = models.CharField(_("hospital and doctor"), max_length=100, blank=True)
    registered_on = models.DateField(_("on file since"), null=True, blank=True)
    consent_by = models.CharField(_("consent given by"), max_length=50, blank=True)
    first_due_on = models.DateField(_("first visit due on"), null=True, blank=True, editable=False)
    under_care_on = models.DateField(_("under care since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason, blank=True)
    onset_on = models.DateField(_("first fell ill on"), null=True, blank=True)
    history = EncryptedField(_("history"), purpose="psychiatric_note", blank=True)
    insurance = models.CharField(_("insurance"), max_length=20, choices=Insurance, blank=True)
    poor_since = models.DateField(_("poor since"), null=True, blank=True)
    lives_alone = models.BooleanField(_("lives alone"), default=False)
    home_visits_allowed = models.BooleanField(_("home visits are agreed to"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = _("psychiatric file")
        verbose_name_plural = _("psychiatric files")
        ordering = ["-clue_on", "-pk"]
        indexes = [models.Index(fields=["person", "registered_on", "ended_on"], name="patient_cover")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="patient_one_open",
                violation_error_message=_("This person is in the register already."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="patient_state_known"),
            models.CheckConstraint(condition=Q(clue_source__in=ClueSource.values), name="patient_clue_source_known"),
            models.CheckConstraint(condition=Q(diagnosis__in=["", *Diagnosis.values]), name="patient_diagnosis_known"),
            models.CheckConstraint(condition=Q(insurance__in=["", *Insurance.values]), name="patient_insurance_known"),
            models.CheckConstraint(
                condition=Q(diagnosed_on__isnull=True) | ~Q(diagnosis=""), name="patient_diagnosed_with_diagnosis"
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True)
                | Q(diagnosed_on__isnull=False, registered_on__gte=F("diagnosed_on")),
                name="patient_on_file_after_diagnosis",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True) | ~Q(consent_by=""), name="patient_on_file_with_consent"
            ),
            models.CheckConstraint(
                condition=Q(under_care_on__isnull=True)
                | Q(registered_on__isnull=False, under_care_on__gte=F("registered_on")),
                name="patient_under_care_after_file",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("clue_on")), name="patient_ends_after_clue"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & Q(end_reason__in=EndReason.values)),
                name="patient_ends_with_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.ENDED) & Q(ended_on__isnull=False))
                | (~Q(state=State.ENDED) & Q(ended_on__isnull=True)),
                name="patient_state_tells_the_end",
            ),
        ]

    def __str__(self):
        return self.get_diagnosis_display() or self.get_state_display()


class SearchStep(models.Model):
    """What was done to find a lost patient: who was asked, on which day, with what result."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="psychiatric_searches")
    community = models.ForeignKey("registry.Area", models.PROTECT, verbose_name=_("community"), related_name="+")
    searched_on = models.DateField(_("searched on"))
    searched_by = models.CharField(_("searched by"), max_length=50)
    result = EncryptedField(_("where, whom one asked, with what result"), purpose="psychiatric_note")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("search for a lost patient")
        verbose_name_plural = _("searches for lost patients")
        ordering = ["-searched_on", "-pk"]

    objects = PersonRecordQuerySet.as_manager()

    def __str__(self):
        return f"{self.searched_on}"
