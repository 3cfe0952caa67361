from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Household, Person
from relief.choices import ApplicationState, MatchResult
from relief.models.programmes import Programme
from relief.querysets import ApplicationQuerySet, BundleQuerySet, StepQuerySet

State = ApplicationState


class Bundle(models.Model):
    """What somebody asks for at one time: one set of papers, one home visit, one or several programmes."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("applicant"), related_name="relief_bundles")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="+")
    household_size = models.PositiveSmallIntegerField(_("members of the household"), default=1)
    received_on = models.DateField(_("application received on"), default=timezone.localdate)
    agent_name = models.CharField(_("applied for by"), max_length=50, blank=True)
    circumstances = models.CharField(_("circumstances"), max_length=500, blank=True)
    papers = models.CharField(_("papers received"), max_length=300, blank=True)
    # The name of the member of staff: kin are always visited at home, and nobody handles their own.
    kin_of = models.CharField(_("kin of"), max_length=50, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle of applications")
        verbose_name_plural = _("bundles of applications")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["community", "received_on"], name="bundle_by_community")]
        constraints = [
            models.CheckConstraint(
                condition=Q(household_size__range=(1, 30)),
                name="bundle_household_size_plausible",
                violation_error_message=_("A household has between 1 and 30 members."),
            ),
        ]

    def __str__(self):
        return f"{self.received_on}"

    @property
    def is_kin(self) -> bool:
        return bool(self.kin_of)


class Application(models.Model):
    """An application for one programme. `state` moves by relief.workflow alone; `steps` tell when, by whom and why."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("applicant"), related_name="applications")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="applications")
    received_on = models.DateField(_("application received on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SUBMITTED)
    proposed_amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    proposed_quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3, null=True, blank=True)
    decided_on = models.DateField(_("application decided on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["community", "state", "received_on"], name="application_by_community"),
            models.Index(fields=["state", "received_on"], name="application_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=~Q(state__in=[State.APPROVED, State.REFUSED, State.WITHDRAWN]),
                name="application_one_open",
                violation_error_message=_("An application for this programme is being worked on already."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[State.APPROVED, State.REFUSED, State.WITHDRAWN], decided_on__isnull=False)
                | (~Q(state__in=[State.APPROVED, State.REFUSED, State.WITHDRAWN]) & Q(decided_on__isnull=True)),
                name="application_decided_with_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on")),
                name="application_decided_after_receipt",
            ),
            models.CheckConstraint(
                condition=(Q(proposed_amount__isnull=True) | Q(proposed_amount__gt=0))
                & (Q(proposed_quantity__isnull=True) | Q(proposed_quantity__gt=0)),
                name="application_amount_positive",
                violation_error_message=_("The amount must be more than 0."),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """What letters and sheets are filed under."""
        return f"{self.received_on.year}-{self.pk:06d}"


class Step(models.Model):
    """One move of an application, as it happened. Who reviewed and who approved is read from here."""

    # A line of its application, nothing by itself.
    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    action = models.CharField(_("action"), max_length=20)
    from_state = models.CharField(max_length=20, choices=State, blank=True)
    to_state = models.CharField(_("state"), max_length=20, choices=State)
    taken_at = models.DateTimeField(_("at"), default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["taken_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(to_state__in=State.values), name="step_state_known")]

    def __str__(self):
        return self.action


class Matching(models.Model):
    """What other departments' lists say of an applicant (信息比对). A lead is looked at on the visit; it refuses nobody."""

    # A sheet of its application, nothing by itself.
    application = models.ForeignKey(Application, models.CASCADE, related_name="matchings")
    matched_on = models.DateField(_("matched on"), default=timezone.localdate)
    result = models.CharField(_("result"), max_length=10, choices=MatchResult, default=MatchResult.CLEAR)
    note = models.CharField(_("leads found"), max_length=500, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("information matching")
        verbose_name_plural = _("information matchings")
        ordering = ["matched_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(result__in=MatchResult.values), name="matching_result_known"),
            models.CheckConstraint(
                condition=~Q(result=MatchResult.LEADS) | ~Q(note=""),
                name="matching_leads_told",
                violation_error_message=_("Say what was found."),
            ),
        ]

    def __str__(self):
        return f"{self.matched_on}"


class MedicalClaim(models.Model):
    """The bill of a medical relief application, in yuan; the amount is computed from it by the rule of `treated_on`."""

    # A sheet of its application, nothing by itself.
    application = models.OneToOneField(Application, models.CASCADE, related_name="claim")
    treated_on = models.DateField(_("treated on"))
    compliant_cost = models.DecimalField(_("compliant cost"), max_digits=12, decimal_places=2)
    insurance_paid = models.DecimalField(_("paid by basic insurance"), max_digits=12, decimal_places=2, default=0)
    serious_illness_paid = models.DecimalField(
        _("paid by serious-illness insurance"), max_digits=12, decimal_places=2, default=0
    )

    class Meta:
        verbose_name = _("medical claim")
        verbose_name_plural = _("medical claims")
        constraints = [
            models.CheckConstraint(
                condition=Q(compliant_cost__gt=0, insurance_paid__gte=0, serious_illness_paid__gte=0),
                name="claim_money_positive",
            ),
            models.CheckConstraint(
                condition=Q(compliant_cost__gte=F("insurance_paid") + F("serious_illness_paid")),
                name="claim_paid_within_cost",
                violation_error_message=_("The insurances cannot have paid more than the cost."),
            ),
        ]

    def __str__(self):
        return f"{self.treated_on}"
