"""The columns of each list of payments."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.permissions import Permission
from registry.records.lists import Column, RecordList
from relief import payment_filters as filters
from relief.models import Absence, ApprovalBand, PaymentLine, PaymentRule, PaymentRun
from relief.payment_choices import AbsenceReason, LineReason, LineState, RunState
from relief.section import RELIEF
from relief.tables import COMMUNITY, PROGRAMME

RUN_KINDS = {RunState.CLOSED: "met", RunState.CANCELLED: "none"}
LINE_KINDS = {LineState.PAID: "met", LineState.RETURNED: "overdue", LineState.VOID: "none"}


def _to(url_name: str):
    return lambda row: reverse(url_name, args=[row.pk])


RUNS = RecordList(
    key="runs",
    section=RELIEF,
    title=_("Payment runs"),
    rows=lambda staff: PaymentRun.objects.visible_to(staff).for_list(),
    filterset=filters.RunFilter,
    columns=(
        Column("number", _("Number"), lambda row: row.number, ("month",), url=_to("relief:run-detail")),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        Column("programme", _("Programme"), lambda row: row.programme.name if row.programme else _("All programmes")),
        Column("lines", _("Payments"), lambda row: row.line_count, ("line_count",), is_number=True),
        Column("money", _("Total in yuan"), lambda row: row.money, ("money",), is_number=True),
        Column("prepared_on", _("Prepared on"), lambda row: row.prepared_on, ("prepared_on",)),
        Column(
            "released_on", pgettext_lazy("payment run", "Released on"), lambda row: row.released_on, ("released_on",)
        ),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: RUN_KINDS.get(row.state, "info"),
        ),
    ),
    empty=_("No payment run in this list."),
    add_label=_("Prepare a run"),
    add_url_name="relief:run-prepare",
)

MONTH = Column("benefit_month", _("For the month"), lambda row: f"{row.benefit_month:%Y-%m}", ("benefit_month",))
LAST = Column("last_amount", _("Last month"), lambda row: row.last_amount, ("last_amount",), is_number=True)


def _way(row) -> str:
    """With the last digits of the account, by which people know it."""
    digits = f" {row.account.masked_number[-8:]}" if row.account else ""
    return f"{row.get_method_display()}{digits}"


PAYMENTS = RecordList(
    key="payments",
    section=RELIEF,
    title=_("Payments"),
    rows=lambda staff: PaymentLine.objects.visible_to(staff).for_list(),
    filterset=filters.PaymentFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=_to("relief:payment-detail"),
        ),
        COMMUNITY,
        PROGRAMME,
        MONTH,
        Column("amount", _("Amount"), lambda row: row.amount, ("amount",), is_number=True),
        LAST,
        Column(
            "reason",
            _("Why"),
            lambda row: row.get_reason_display() or ("" if row.kind == "regular" else row.get_kind_display()),
            status=lambda row: "overdue" if row.reason == LineReason.UNEXPLAINED and not row.note else "",
        ),
        Column("method", _("Way of paying"), _way, ("method",)),
        Column("paid_on", _("Paid on"), lambda row: row.paid_on, ("paid_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: LINE_KINDS.get(row.state, "info"),
        ),
    ),
    empty=_("No payment in this list."),
)

ABSENCES = RecordList(
    key="absences",
    section=RELIEF,
    title=_("Not paid"),
    rows=lambda staff: Absence.objects.visible_to(staff).for_list(),
    filterset=filters.AbsenceFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=lambda row: reverse("relief:entitlement-detail", args=[row.entitlement_id]),
        ),
        COMMUNITY,
        PROGRAMME,
        Column("run", _("Payment run"), lambda row: row.run.number, ("run",)),
        LAST,
        Column("amount", _("Amount"), lambda row: row.amount, ("amount",), is_number=True),
        Column("reason", _("Why not paid"), lambda row: row.get_reason_display(), ("reason",)),
        Column(
            "explain",
            _("Explanation"),
            lambda row: row.note or (_("Explain it") if row.reason == AbsenceReason.UNEXPLAINED else ""),
            url=lambda row: (
                reverse("relief:absence-explain", args=[row.pk])
                if row.reason == AbsenceReason.UNEXPLAINED and not row.note
                else ""
            ),
            url_permission=Permission.EDIT_RELIEF,
        ),
    ),
    empty=_("Nobody in this list."),
)

RULES = RecordList(
    key="payment-rules",
    section=RELIEF,
    title=_("Payment rules"),
    rows=lambda staff: PaymentRule.objects.for_list(),
    filterset=filters.PaymentRuleFilter,
    columns=(
        Column("effective_from", _("In force from"), lambda row: row.effective_from, ("effective_from",)),
        Column("due_day", _("Paid by the … of the month"), lambda row: row.due_day, is_number=True),
        Column("rest", _("Days a changed account rests"), lambda row: row.account_rest_days, is_number=True),
        Column("back", _("Months that are paid back at most"), lambda row: row.back_months, is_number=True),
    ),
    empty=_("No rule yet: payments are due on the 15th, a changed account rests 7 days, 6 months are paid back."),
    add_label=_("Add a payment rule"),
    add_url_name="relief:payment-rule-add",
    permission_to_add=Permission.EDIT_PROGRAMMES,
)

BANDS = RecordList(
    key="approval-bands",
    section=RELIEF,
    title=_("Approval bands"),
    rows=lambda staff: ApprovalBand.objects.for_list(),
    filterset=filters.ApprovalBandFilter,
    columns=(
        Column("effective_from", _("In force from"), lambda row: row.effective_from, ("effective_from",)),
        Column("from_amount", _("From a total of"), lambda row: row.from_amount, ("from_amount",), is_number=True),
        Column("approvers", _("Approvers"), lambda row: row.approvers, is_number=True),
    ),
    empty=_("No band yet: every run has one approver."),
    add_label=_("Add an approval band"),
    add_url_name="relief:approval-band-add",
    permission_to_add=Permission.EDIT_PROGRAMMES,
)

PAYMENT_LISTS = {records.key: records for records in (RUNS, PAYMENTS, ABSENCES, RULES, BANDS)}
