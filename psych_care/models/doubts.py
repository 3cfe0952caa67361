from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from psych_care.care_choices import CallOutcome, DoubtRule, DoubtState
from psych_care.care_querysets import DoubtQuerySet
from psych_care.models.visits import Visit
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person


class Doubt(models.Model):
    """A visit that looks made up by a rule (psych_care.doubts): its worker looks first, then the manager calls back."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="visit_doubts")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, verbose_name=_("psychiatric visit"), related_name="doubts")
    rule = models.CharField(_("why it is doubted"), max_length=20, choices=DoubtRule)
    state = models.CharField(_("state"), max_length=20, choices=DoubtState, default=DoubtState.FOUND, editable=False)
    found_on = models.DateField(_("found on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = EncryptedField(_("the worker's reason"), purpose="psychiatric_note", blank=True)
    called_on = models.DateField(_("called back on"), null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("called back by"), related_name="+", null=True
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=CallOutcome, blank=True)
    call_note = EncryptedField(_("what the call found"), purpose="psychiatric_note", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = _("doubted visit")
        verbose_name_plural = _("doubted visits")
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "rule"], name="doubt_once_a_rule"),
            models.CheckConstraint(condition=Q(rule__in=DoubtRule.values), name="doubt_rule_known"),
            models.CheckConstraint(condition=Q(state__in=DoubtState.values), name="doubt_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[DoubtState.CONFIRMED, DoubtState.CORRECTED])
                | Q(answered_on__isnull=False, answered_on__gte=F("found_on")),
                name="doubt_answered_with_day",
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True, outcome="") & ~Q(state=DoubtState.CALLED_BACK)
                | Q(
                    state=DoubtState.CALLED_BACK,
                    called_on__gte=F("found_on"),
                    called_by__isnull=False,
                    outcome__in=CallOutcome.values,
                ),
                name="doubt_called_back_with_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.found_on} {self.get_rule_display()}"
