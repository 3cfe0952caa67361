from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from rehab.choices import CentreKind, ReferralResult, ReferralState
from rehab.models.cases import Need
from rehab.models.places import closes_after_opening
from rehab.referral_querysets import CentreQuerySet, ReferralQuerySet


class Centre(models.Model):
    """Where people are referred to: a guidance centre of one of five fields, the device supply station, a hospital (T1)."""

    name = models.CharField(_("name of the centre"), max_length=80)
    kind = models.CharField(_("kind of centre"), max_length=20, choices=CentreKind)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("guidance centre")
        verbose_name_plural = _("guidance centres")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="centre_name_once",
                violation_error_message=_("This area already has a centre of that name."),
            ),
            closes_after_opening("centre_closes_after_opening"),
            models.CheckConstraint(condition=Q(kind__in=CentreKind.values), name="centre_kind_known"),
        ]

    def __str__(self):
        return self.name


class Referral(models.Model):
    """A person sent to a centre (转介); its answer ends the need that it was for, or leaves it open."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="referrals")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    need = models.ForeignKey(
        Need, models.PROTECT, verbose_name=_("need"), null=True, blank=True, related_name="referrals"
    )
    centre = models.ForeignKey(Centre, models.PROTECT, verbose_name=_("referred to"), related_name="referrals")
    sent_on = models.DateField(_("sent on"), default=timezone.localdate)
    reason = models.CharField(_("reason for the referral"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=ReferralState, default=ReferralState.SENT)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=ReferralResult, blank=True)
    answer = models.CharField(_("what was answered"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "centre"],
                condition=Q(state__in=("sent", "accepted")),
                name="referral_one_open_each",
                violation_error_message=_("The person has an open referral to this centre."),
            ),
            models.CheckConstraint(condition=Q(result__in=["", *ReferralResult.values]), name="referral_result_known"),
            models.CheckConstraint(
                condition=Q(state="sent", answered_on__isnull=True, finished_on__isnull=True)
                | Q(state="accepted", answered_on__isnull=False, finished_on__isnull=True)
                | Q(state="declined", answered_on__isnull=False, finished_on__isnull=True)
                | Q(state="done", answered_on__isnull=False, finished_on__isnull=False)
                | Q(state="withdrawn", finished_on__isnull=False),
                name="referral_state_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                name="referral_answered_after_sent",
                violation_error_message=_("The answer is before the day of sending."),
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True)
                | Q(finished_on__gte=F("sent_on"))
                & (Q(answered_on__isnull=True) | Q(finished_on__gte=F("answered_on"))),
                name="referral_finished_after_answered",
                violation_error_message=_("It would be finished before it was answered."),
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(result="")) | (~Q(state="done") & Q(result="")),
                name="referral_done_with_result",
            ),
        ]

    def __str__(self):
        return f"{self.centre} {self.sent_on}"
