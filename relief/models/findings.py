from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from relief.finding_querysets import MatchFindingQuerySet, SpellQuerySet
from relief.matching_choices import FindingKind, FindingState
from relief.models.applications import Application
from relief.models.entitlements import Entitlement
from relief.models.lists import ListRow
from relief.models.programmes import Programme

OPEN = FindingState.OPEN


class MatchFinding(models.Model):
    """What the matching found of a person. `key` tells it apart for ever: it is never twice, and opens again if it recurs."""

    key = models.CharField(max_length=120, unique=True, editable=False)
    # A MatchRule, or the key of an omission that a field beside plugged in.
    rule = models.CharField(_("matching rule"), max_length=30)
    kind = models.CharField(_("kind of finding"), max_length=10, choices=FindingKind)
    # Who may know of it besides the desk: "" or a permission.
    needs_permission = models.CharField(max_length=30, blank=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="match_findings")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, verbose_name=_("programme"), related_name="+"
    )
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, verbose_name=_("entitlement"), related_name="+"
    )
    other_entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, verbose_name=_("the other entitlement"), related_name="+"
    )
    other_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("the other person"), related_name="+"
    )
    row = models.ForeignKey(
        ListRow, models.PROTECT, null=True, blank=True, verbose_name=_("line of a list"), related_name="+"
    )
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, verbose_name=_("application"), related_name="+"
    )
    since = models.DateField(_("since"))
    amount = models.DecimalField(_("yuan at stake"), max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FindingState, default=OPEN)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    silent_until = models.DateField(_("silent until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MatchFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of the matching")
        verbose_name_plural = _("findings of the matching")
        ordering = ["found_on", "pk"]
        indexes = [
            models.Index(fields=["community", "state", "found_on"], name="finding_by_community"),
            models.Index(fields=["rule", "state"], name="finding_by_rule"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="finding_kind_known"),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="finding_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.EXPLAINED, silent_until__isnull=False)
                | (~Q(state=FindingState.EXPLAINED) & Q(silent_until__isnull=True)),
                name="finding_explained_until_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.rule} {self.found_on}"


class FindingSpell(models.Model):
    """From when to when a finding was open, and how that ended; one that recurs has another."""

    # A line of its finding, nothing by itself.
    finding = models.ForeignKey(MatchFinding, models.CASCADE, related_name="spells")
    opened_on = models.DateField(_("found on"), default=timezone.localdate)
    closed_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("how it ended"), max_length=10, choices=FindingState, blank=True)
    silent_until = models.DateField(_("silent until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SpellQuerySet.as_manager()

    class Meta:
        verbose_name = _("spell of a finding")
        verbose_name_plural = _("spells of findings")
        ordering = ["opened_on", "pk"]
        indexes = [models.Index(fields=["opened_on", "closed_on"], name="spell_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["finding"], condition=Q(closed_on__isnull=True), name="spell_one_open"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | (Q(closed_on__isnull=False) & Q(outcome__in=[s for s in FindingState.values if s != OPEN])),
                name="spell_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="spell_closes_after_opening",
            ),
        ]

    def __str__(self):
        return f"{self.opened_on}"
