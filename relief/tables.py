"""The columns of each list of relief."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.records.lists import Column, RecordList
from relief import filters
from relief.choices import ApplicationState as S
from relief.models import Account, Application, Entitlement, Exclusion, Notice, Programme, Suspension
from relief.months import month_of
from relief.section import RELIEF

STATE_KINDS = {S.APPROVED: "met", S.REFUSED: "none", S.WITHDRAWN: "none", S.OBJECTED: "overdue", S.CORRECTION: "short"}


def link(url_name: str, attribute: str = "pk"):
    return lambda row: reverse(url_name, args=[getattr(row, attribute)])


COMMUNITY = Column("community", _("Community"), lambda row: row.community.name, ("community",))
PROGRAMME = Column("programme", _("Programme"), lambda row: row.programme.name, ("programme",))


def name_column(url_name: str) -> Column:
    return Column("name", _("Name"), lambda row: row.person.full_name, ("person__full_name",), url=link(url_name))


APPLICATIONS = RecordList(
    key="applications",
    section=RELIEF,
    title=_("Applications"),
    rows=lambda staff: Application.objects.visible_to(staff).for_list(),
    filterset=filters.ApplicationFilter,
    columns=(
        name_column("relief:application-detail"),
        COMMUNITY,
        PROGRAMME,
        Column("received_on", _("Application received on"), lambda row: row.received_on, ("received_on",)),
        Column("amount", _("Amount"), lambda row: row.proposed_amount, ("proposed_amount",), is_number=True),
        Column("kin", _("Kin of staff"), lambda row: _("Kin of staff") if row.bundle.is_kin else ""),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: STATE_KINDS.get(row.state, "info"),
        ),
    ),
    empty=_("No application in this list."),
    add_label=_("Receive an application"),
    add_url_name="relief:choose-for-application",
)


def _entitlements(staff):
    month = month_of(timezone.localdate())
    suspended = Suspension.objects.holding_in(month).filter(entitlement=OuterRef("pk")).values("reason")
    return (
        Entitlement.objects.visible_to(staff)
        .for_list()
        .with_amount_in(month)
        .annotate(suspended_for=Subquery(suspended[:1]))
    )


def _entitlement_state(row):
    if row.until_month:
        return row.get_stop_reason_display()
    if row.suspended_for:
        return _("Suspended")
    if row.review_due_on and row.review_due_on <= timezone.localdate():
        return _("Re-certification overdue")
    return _("Granted, not begun") if row.from_month > timezone.localdate() else _("Drawn")


def _entitlement_kind(row):
    if row.until_month:
        return "none"
    if row.suspended_for:
        return "short"
    if row.review_due_on and row.review_due_on <= timezone.localdate():
        return "overdue"
    return "info" if row.from_month > timezone.localdate() else "met"


ENTITLEMENTS = RecordList(
    key="entitlements",
    section=RELIEF,
    title=_("Entitlements"),
    rows=_entitlements,
    filterset=filters.EntitlementFilter,
    columns=(
        name_column("relief:entitlement-detail"),
        COMMUNITY,
        PROGRAMME,
        Column("amount", _("Amount"), lambda row: row.amount_then, ("amount_then",), is_number=True),
        Column("from_month", _("First month"), lambda row: f"{row.from_month:%Y-%m}", ("from_month",)),
        Column(
            "until_month",
            _("Not paid from"),
            lambda row: row.until_month and f"{row.until_month:%Y-%m}",
            ("until_month",),
        ),
        Column("review", _("Re-certification due"), lambda row: row.review_due_on, ("review_due_on",)),
        Column("state", _("State"), _entitlement_state, status=_entitlement_kind),
    ),
    empty=_("No entitlement in this list."),
)


def _notice_state(row):
    if row.taken_down_on:
        return _("Taken down")
    today = timezone.localdate()
    return _("Shown now") if row.is_shown_on(today) else _("Over")


NOTICES = RecordList(
    key="notices",
    section=RELIEF,
    title=_("Public notices"),
    rows=lambda staff: Notice.objects.visible_to(staff).for_list(),
    filterset=filters.NoticeFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.application.person.full_name,
            ("application__person__full_name",),
            url=link("relief:application-detail", "application_id"),
        ),
        Column("community", _("Community"), lambda row: row.application.community.name, ("application__community",)),
        Column("programme", _("Programme"), lambda row: row.application.programme.name, ("application__programme",)),
        Column("amount", _("Amount"), lambda row: row.amount, ("amount",), is_number=True),
        Column("starts_on", _("From"), lambda row: row.starts_on, ("starts_on",)),
        Column("ends_on", _("Ends on"), lambda row: row.taken_down_on or row.ends_on, ("ends_on",)),
        Column(
            "state",
            _("State"),
            _notice_state,
            status=lambda row: "info" if row.is_shown_on(timezone.localdate()) else "none",
        ),
    ),
    empty=_("No notice in this list."),
)

ACCOUNTS = RecordList(
    key="accounts",
    section=RELIEF,
    title=_("Accounts of payees"),
    rows=lambda staff: Account.objects.visible_to(staff).for_list(),
    filterset=filters.AccountFilter,
    columns=(
        Column(
            "name",
            _("Payee"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=link("registry:person-detail", "person_id"),
            url_permission=Permission.VIEW_PEOPLE,
        ),
        Column("community", _("Community"), lambda row: row.person.community.name, ("person__community",)),
        Column("number", _("Account number"), lambda row: row.masked_number),
        Column("bank", _("Bank"), lambda row: row.bank_name, ("bank_name",)),
        Column("holder", _("Account holder"), lambda row: row.holder_name, ("holder_name",)),
        Column("from_on", _("From"), lambda row: row.from_on, ("from_on",)),
        Column("until_on", _("Until"), lambda row: row.until_on, ("until_on",)),
    ),
    empty=_("No account in this list."),
    add_label=_("Set the account"),
    add_url_name="relief:choose-for-account",
)

PROGRAMMES = RecordList(
    key="programmes",
    section=RELIEF,
    title=_("Programmes"),
    rows=lambda staff: Programme.objects.for_list(),
    filterset=filters.ProgrammeFilter,
    columns=(
        Column("name", _("Programme"), lambda row: row.name, ("name",), url=link("relief:programme-detail")),
        Column("department", _("Owning department"), lambda row: row.get_department_display(), ("department",)),
        Column("unit", _("Granted to"), lambda row: row.get_unit_display(), ("unit",)),
        Column("cycle", _("Paid"), lambda row: row.get_cycle_display(), ("cycle",)),
        Column("amount_rule", _("Amount"), lambda row: row.get_amount_rule_display(), ("amount_rule",)),
        Column("closed_on", _("Closed on"), lambda row: row.closed_on, ("closed_on",)),
    ),
    empty=_("No programme in this list."),
    add_label=_("Add a programme"),
    add_url_name="relief:programme-add",
    permission_to_add=Permission.EDIT_PROGRAMMES,
)

EXCLUSIONS = RecordList(
    key="exclusions",
    section=RELIEF,
    title=_("Exclusions"),
    rows=lambda staff: Exclusion.objects.for_list(),
    filterset=filters.ExclusionFilter,
    columns=(
        Column("prevailing", _("Who draws"), lambda row: row.prevailing.name, ("prevailing",)),
        Column("excluded", _("does not draw"), lambda row: row.excluded.name, ("excluded",)),
        Column("effective_from", _("In force from"), lambda row: row.effective_from, ("effective_from",)),
        Column("effective_until", _("Until"), lambda row: row.effective_until, ("effective_until",)),
        Column("source", _("Source"), lambda row: row.source),
        Column(
            "end",
            _("Change"),
            lambda row: "" if row.effective_until else _("End the exclusion"),
            url=lambda row: "" if row.effective_until else reverse("relief:exclusion-end", args=[row.pk]),
            url_permission=Permission.EDIT_PROGRAMMES,
        ),
    ),
    empty=_("No exclusion in this list."),
    add_label=_("Add an exclusion"),
    add_url_name="relief:exclusion-add",
    permission_to_add=Permission.EDIT_PROGRAMMES,
)

LISTS = {records.key: records for records in (APPLICATIONS, ENTITLEMENTS, NOTICES, ACCOUNTS, PROGRAMMES, EXCLUSIONS)}
