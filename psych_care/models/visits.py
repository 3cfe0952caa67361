from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care import rules
from psych_care.choices import (
    Adherence,
    Course,
    Insight,
    Method,
    PhysicalHealth,
    Risk,
    SideEffects,
    SocialFunction,
    Stability,
    Symptoms,
)
from psych_care.querysets import VisitQuerySet
from registry.encrypted_fields import DigestField, EncryptedField
from registry.models import Area, Person


class Visit(models.Model):
    """A follow-up (随访). Class and next day are computed from what was found (psych_care.rules), never typed."""

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="psychiatric_visits", db_index=False
    )
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    visited_on = models.DateField(_("visited on"), default=timezone.localdate)
    visited_by = models.CharField(_("visited by"), max_length=50)
    method = models.CharField(_("how"), max_length=20, choices=Method, default=Method.FACE_TO_FACE)
    symptoms = models.CharField(_("symptoms"), max_length=20, choices=Symptoms)
    insight = models.CharField(_("insight"), max_length=20, choices=Insight)
    risk = models.PositiveSmallIntegerField(_("risk rating"), choices=Risk)
    side_effects = models.CharField(_("side effects"), max_length=20, choices=SideEffects)
    physical = models.CharField(_("physical illness"), max_length=20, choices=PhysicalHealth)
    social = models.CharField(_("social function"), max_length=20, choices=SocialFunction)
    takes_part = models.BooleanField(_("takes part in housework, work or study"), default=False)
    medication = EncryptedField(_("medication"), purpose="psychiatric_note", blank=True)
    adherence = models.CharField(_("takes the medicine"), max_length=20, choices=Adherence)
    course = models.CharField(_("since the last visit"), max_length=20, choices=Course)
    referred_to = models.CharField(_("referred to"), max_length=80, blank=True)
    note = EncryptedField(_("what was seen and done"), purpose="psychiatric_note")
    note_digest = DigestField(of="note")
    stability = models.CharField(_("class"), max_length=20, choices=Stability, editable=False)
    next_due_on = models.DateField(_("next contact due on"), editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("psychiatric visit")
        verbose_name_plural = _("psychiatric visits")
        ordering = ["-visited_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "visited_on", "next_due_on"], name="visit_cover"),
            models.Index(fields=["community", "visited_on"], name="visit_by_community"),
            models.Index(fields=["note_digest"], name="visit_by_note"),
            models.Index(fields=["entered_by", "entered_at"], name="visit_by_entry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "visited_on", "method"],
                name="visit_once_a_day",
                violation_error_message=_("This visit of that day is already entered."),
            ),
            models.CheckConstraint(condition=Q(risk__gte=0, risk__lte=5), name="visit_risk_range"),
            models.CheckConstraint(condition=Q(stability__in=Stability.values), name="visit_stability_known"),
            models.CheckConstraint(
                condition=~Q(stability=Stability.UNSTABLE) | ~Q(referred_to=""),
                name="visit_unstable_is_referred",
                violation_error_message=_("An unstable patient is referred at once: say where to."),
            ),
            models.CheckConstraint(condition=Q(next_due_on__gt=models.F("visited_on")), name="visit_next_is_later"),
        ]

    def __str__(self):
        return f"{self.visited_on} {self.get_stability_display()}"

    def classify(self) -> None:
        """Class and day of the next contact, from this visit and the one before it."""
        self.stability = rules.stability_of(
            risk=self.risk,
            symptoms=self.symptoms,
            insight=self.insight,
            side_effects=self.side_effects,
            physical=self.physical,
            social=self.social,
        )
        earlier = Visit.objects.filter(person=self.person_id, visited_on__lt=self.visited_on).exclude(pk=self.pk)
        self.next_due_on = rules.next_contact(
            self.visited_on,
            self.stability,
            before=earlier.order_by("-visited_on", "-pk").values_list("stability", flat=True).first(),
            improved=self.course in (Course.MARKEDLY_IMPROVED, Course.IMPROVED),
        )
