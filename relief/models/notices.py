import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relief.choices import ObjectionOutcome
from relief.models.applications import Application
from relief.querysets import NoticeQuerySet, ObjectionQuerySet


def new_token() -> str:
    """The last part of a notice's address: nobody finds one by counting."""
    return secrets.token_urlsafe(16)


class Notice(models.Model):
    """The public notice of an application (公示). `ends_on` is the first day without it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notices")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"))
    # Taken down early: an objection came in, or the application went back.
    taken_down_on = models.DateField(_("taken down on"), null=True, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="notice_ends_after_start"),
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("starts_on")),
                name="notice_taken_down_after_start",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="notice_amount_positive"),
        ]

    def __str__(self):
        return f"{self.starts_on}"

    def is_shown_on(self, day) -> bool:
        return self.taken_down_on is None and self.starts_on <= day < self.ends_on

    def ran_its_days_by(self, day) -> bool:
        return self.taken_down_on is None and self.ends_on <= day


class Objection(models.Model):
    """What somebody said against a notice (异议), and what a new survey found of it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    raised_on = models.DateField(_("raised on"), default=timezone.localdate)
    raised_by = models.CharField(_("raised by"), max_length=50, blank=True)
    content = models.CharField(_("what was objected"), max_length=500)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ObjectionOutcome, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, outcome="") | (Q(answered_on__isnull=False) & ~Q(outcome="")),
                name="objection_answered_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("raised_on")),
                name="objection_answered_after_raised",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *ObjectionOutcome.values]), name="objection_outcome_known"
            ),
        ]

    def __str__(self):
        return f"{self.raised_on}"
