from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from relief.models.accounts import Account
from relief.models.entitlements import Entitlement
from relief.models.programmes import Programme
from relief.models.runs import PaymentRun, ReturnFile
from relief.payment_choices import AbsenceReason, LineKind, LineReason, LineState, Method
from relief.payment_querysets import AbsenceQuerySet, CashPayeeQuerySet, PaymentLineQuerySet


class PaymentLine(models.Model):
    """What one person gets of one programme for one month; payee, account and amount are frozen with it.

    An account's row is never changed (another number is another row), so the link holds the number as it was.
    """

    run = models.ForeignKey(PaymentRun, models.PROTECT, verbose_name=_("payment run"), related_name="lines")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, verbose_name=_("entitlement"), related_name="payments")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="payments")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="payments")
    # Where the payee lived when the run was prepared.
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    benefit_month = models.DateField(_("for the month"))
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind, default=LineKind.REGULAR)
    method = models.CharField(_("way of paying"), max_length=10, choices=Method, default=Method.CARD)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, verbose_name=_("account"), related_name="payments"
    )
    payee_name = models.CharField(_("paid to"), max_length=50)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3, null=True, blank=True)
    # What the same person got of the programme for the month before; empty where nothing.
    last_amount = models.DecimalField(_("last month"), max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("why"), max_length=20, choices=LineReason, blank=True)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.OPEN)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    return_file = models.ForeignKey(ReturnFile, models.PROTECT, null=True, blank=True, related_name="lines")
    return_reason = models.CharField(_("why it came back"), max_length=200, blank=True)
    # A returned line may be paid once more to the account it had: somebody asked the bank.
    cleared_on = models.DateField(_("account confirmed on"), null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    repays = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("paid again for"), related_name="repayments"
    )
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    note = models.CharField(_("explanation"), max_length=300, blank=True)

    objects = PaymentLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-benefit_month", "-pk"]
        indexes = [
            models.Index(fields=["run", "kind", "community"], name="payment_by_run"),
            models.Index(fields=["community", "due_on"], name="payment_by_community"),
            models.Index(fields=["state", "community"], name="payment_by_state", condition=~Q(state="paid")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "benefit_month"],
                condition=~Q(state="void") & ~Q(kind="repaid"),
                name="payment_once_a_month",
                violation_error_message=_("This person was paid this programme for this month already."),
            ),
            models.UniqueConstraint(fields=["repays"], condition=~Q(state="void"), name="payment_repaid_once"),
            models.CheckConstraint(condition=Q(benefit_month__day=1), name="payment_month_start"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(kind="repaid", repays__isnull=False)
                | (Q(kind__in=["regular", "back"]) & Q(repays__isnull=True)),
                name="payment_repaid_of_another",
            ),
            models.CheckConstraint(
                condition=Q(method="card", account__isnull=False)
                | (Q(method__in=["cash", "kind"]) & Q(account__isnull=True)),
                name="payment_by_card_has_account",
            ),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="payment_state_known"),
            models.CheckConstraint(
                condition=Q(state="paid", paid_on__isnull=False) | (~Q(state="paid") & Q(paid_on__isnull=True)),
                name="payment_paid_with_day",
            ),
            models.CheckConstraint(
                condition=Q(method="card") | ~Q(state="paid") | ~Q(proof=""), name="payment_by_hand_with_proof"
            ),
            models.CheckConstraint(condition=Q(reason__in=["", *LineReason.values]), name="payment_reason_known"),
        ]

    def __str__(self):
        return self.number

    @property
    def number(self) -> str:
        """By which the bank's return names the line."""
        return f"{self.pk:010d}"


class Absence(models.Model):
    """Somebody whom a run does not pay, and why: left out of it, or not entitled any more since last month."""

    # What a run that was never finished noted, it notes anew.
    run = models.ForeignKey(PaymentRun, models.PROTECT, verbose_name=_("payment run"), related_name="absences")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name=_("programme"), related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    reason = models.CharField(_("why not paid"), max_length=20, choices=AbsenceReason)
    # What it would have come to; empty where nothing is drawn any more.
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    last_amount = models.DecimalField(_("last month"), max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("explanation"), max_length=300, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("payee who is not paid")
        verbose_name_plural = _("payees who are not paid")
        ordering = ["reason", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "person", "programme"], name="absence_once_a_run"),
            models.CheckConstraint(condition=Q(reason__in=AbsenceReason.values), name="absence_reason_known"),
        ]

    def __str__(self):
        return self.get_reason_display()


class CashPayee(models.Model):
    """Who is paid in cash from when to when, and why: somebody who can hold no account."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="cash_payments")
    reason = models.CharField(_("why in cash"), max_length=200)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = CashPayeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("payee in cash")
        verbose_name_plural = _("payees in cash")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on__isnull=True),
                name="cash_payee_once",
                violation_error_message=_("The payee is paid in cash already."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="cash_payee_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.reason
