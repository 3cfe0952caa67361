from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import EncryptedField
from registry.masks import mask_phone
from registry.models import Area, Person
from relief.case_choices import EntryKind, PetitionKind, PetitionState, PetitionVia
from relief.case_querysets import PetitionLineQuerySet, PetitionQuerySet
from relief.models.applications import Application

State = PetitionState
ANSWERED = (State.ANSWERED, State.CALLED_BACK, State.ARCHIVED)


class Petition(models.Model):
    """A petition or request for help (信访): one person's or many people's, of the register or not."""

    kind = models.CharField(_("kind of petition"), max_length=20, choices=PetitionKind, default=PetitionKind.HELP)
    via = models.CharField(_("how it came in"), max_length=20, choices=PetitionVia, default=PetitionVia.VISIT)
    received_on = models.DateField(_("petition received on"), default=timezone.localdate)
    # Empty where whoever comes is not on the register.
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("petitioner"), related_name="petitions"
    )
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    petitioner_name = models.CharField(_("name of the petitioner"), max_length=50)
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    people_count = models.PositiveIntegerField(_("how many people"), default=1)
    subject = models.CharField(_("subject"), max_length=100)
    content = EncryptedField(_("what it is about"), purpose="case_text", blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.REGISTERED)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("assigned to"), related_name="+"
    )
    due_on = models.DateField(_("answer due on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["community", "state", "due_on"], name="petition_by_community")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PetitionKind.values), name="petition_kind_known"),
            models.CheckConstraint(condition=Q(via__in=PetitionVia.values), name="petition_via_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="petition_state_known"),
            models.CheckConstraint(
                condition=Q(people_count__range=(1, 10_000)),
                name="petition_people_plausible",
                violation_error_message=_("A petition is of 1 to 10,000 people."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.REGISTERED, assigned_to__isnull=True)
                | (~Q(state=State.REGISTERED) & Q(assigned_to__isnull=False)),
                name="petition_assigned_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERED, answered_on__isnull=False)
                | (~Q(state__in=ANSWERED) & Q(answered_on__isnull=True)),
                name="petition_answered_with_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ARCHIVED, archived_on__isnull=False)
                | (~Q(state=State.ARCHIVED) & Q(archived_on__isnull=True)),
                name="petition_archived_with_day",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="petition_due_after_receipt"),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """What its papers are filed under."""
        return f"{self.received_on.year}-{self.pk:05d}"

    @property
    def is_collective(self) -> bool:
        return self.people_count > 1

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class PetitionEntry(models.Model):
    """A talk, survey, proposal, undertaking, answer or call back: when, with whom, and what was said."""

    # A sheet of its petition, nothing by itself.
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="entries")
    kind = models.CharField(_("what it is"), max_length=20, choices=EntryKind, default=EntryKind.TALK)
    on = models.DateField(_("day"), default=timezone.localdate)
    with_whom = models.CharField(_("with whom"), max_length=100, blank=True)
    text = EncryptedField(_("what was said"), purpose="case_text")
    # Of a call back alone.
    satisfied = models.BooleanField(_("satisfied"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PetitionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a petition")
        verbose_name_plural = _("entries of petitions")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="petition_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.CALL_BACK, satisfied__isnull=False)
                | (~Q(kind=EntryKind.CALL_BACK) & Q(satisfied__isnull=True)),
                name="petition_entry_satisfied_told",
            ),
        ]

    def __str__(self):
        return f"{self.on}"


class PetitionAid(models.Model):
    """Aid that came of a petition: an application for a programme."""

    # A line of its petition, nothing by itself.
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="aids")
    application = models.OneToOneField(
        Application, models.PROTECT, verbose_name=_("application"), related_name="petition_aid"
    )

    objects = PetitionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("aid for a petition")
        verbose_name_plural = _("aid for petitions")
        ordering = ["pk"]

    def __str__(self):
        return str(self.application)


class JobPlacement(models.Model):
    """A job in a welfare enterprise that came of a petition (T2)."""

    # A line of its petition, nothing by itself.
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="placements")
    full_name = models.CharField(_("name"), max_length=50)
    enterprise_name = models.CharField(_("welfare enterprise"), max_length=100)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    monthly_wage = models.DecimalField(_("yuan a month"), max_digits=10, decimal_places=2, null=True, blank=True)

    objects = PetitionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("job placement")
        verbose_name_plural = _("job placements")
        ordering = ["started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monthly_wage__isnull=True) | Q(monthly_wage__gt=0), name="placement_wage_positive"
            ),
        ]

    def __str__(self):
        return self.enterprise_name
