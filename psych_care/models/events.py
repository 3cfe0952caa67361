from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.choices import IncidentKind, LockState
from psych_care.querysets import IncidentQuerySet, LockUpQuerySet
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person


def _in_order(first: str, then: str, name: str):
    return models.CheckConstraint(
        condition=Q(**{f"{then}__isnull": True}) | Q(**{f"{first}__isnull": False, f"{then}__gte": F(first)}),
        name=name,
        violation_error_message=_("The days of the steps must follow each other."),
    )


class LockUp(models.Model):
    """A person found locked up (关锁), from the finding to the end: nobody leaves the board without one."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="lock_ups")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=LockState, default=LockState.FOUND, editable=False)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    found_by = models.CharField(_("found by"), max_length=50)
    place = EncryptedField(_("where"), purpose="psychiatric_note")
    conditions = EncryptedField(_("in what conditions"), purpose="psychiatric_note")
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    treated_on = models.DateField(_("in treatment since"), null=True, blank=True)
    followed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LockUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("person locked up")
        verbose_name_plural = _("persons locked up")
        ordering = ["found_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(followed_on__isnull=True),
                name="lock_up_one_open",
                violation_error_message=_("This person is on the board already."),
            ),
            models.CheckConstraint(condition=Q(state__in=LockState.values), name="lock_up_state_known"),
            _in_order("found_on", "assessed_on", "lock_up_assessed_after_found"),
            _in_order("assessed_on", "released_on", "lock_up_released_after_assessed"),
            _in_order("released_on", "treated_on", "lock_up_treated_after_released"),
            _in_order("treated_on", "followed_on", "lock_up_followed_after_treated"),
        ]

    def __str__(self):
        return f"{self.found_on} {self.get_state_display()}"


class Incident(models.Model):
    """Something a patient did to others or to themselves (肇事肇祸), what was done about it, and its review."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="incidents")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    happened_on = models.DateField(_("happened on"), default=timezone.localdate)
    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind)
    people_hurt = models.PositiveSmallIntegerField(_("people hurt"), default=0)
    damage = models.DecimalField(_("damage in yuan"), max_digits=12, decimal_places=2, default=0)
    police_called = models.BooleanField(_("police were there"), default=False)
    account = EncryptedField(_("what happened"), purpose="psychiatric_note")
    measures = EncryptedField(_("what was done"), purpose="psychiatric_note")
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review = EncryptedField(_("what the review found"), purpose="psychiatric_note", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["happened_on", "person"], name="incident_cover")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IncidentKind.values), name="incident_kind_known"),
            models.CheckConstraint(condition=Q(damage__gte=0), name="incident_damage_not_negative"),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | Q(reviewed_on__gte=F("happened_on")),
                name="incident_reviewed_later",
                violation_error_message=_("The review is before the incident."),
            ),
        ]

    def __str__(self):
        return f"{self.happened_on} {self.get_kind_display()}"
