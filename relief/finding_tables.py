"""The columns of the lists of information matching and of petitions."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.records.lists import Column, RecordList
from relief import finding_filters as filters
from relief.amounts import cents
from relief.case_choices import PetitionState as P
from relief.matching.rules import rule_label
from relief.matching_choices import FindingState as F
from relief.models import MatchFinding, OutsideList, Petition, Recovery
from relief.section import RELIEF
from relief.tables import COMMUNITY, link, name_column

FINDING_KINDS = {F.OPEN: "short", F.EXPLAINED: "none", F.GONE: "none"}
PETITION_KINDS = {P.REGISTERED: "short", P.ANSWERED: "info", P.CALLED_BACK: "info", P.ARCHIVED: "none"}


def _at_stake(rows) -> str:
    total = rows.order_by().aggregate(total=Sum("amount"))["total"] or 0
    return gettext("%(total)s yuan at stake") % {"total": f"{total:,.2f}"}


FINDINGS = RecordList(
    key="findings",
    section=RELIEF,
    title=_("Findings of the matching"),
    rows=lambda staff: MatchFinding.objects.visible_to(staff).for_list(),
    filterset=filters.FindingFilter,
    columns=(
        name_column("relief:finding-detail"),
        COMMUNITY,
        Column("kind", _("Kind of finding"), lambda row: row.get_kind_display(), ("kind",)),
        Column("rule", _("Matching rule"), lambda row: rule_label(row.rule), ("rule",)),
        Column("programme", _("Programme"), lambda row: row.programme and row.programme.name, ("programme",)),
        Column("amount", _("Yuan at stake"), lambda row: row.amount, ("amount",), is_number=True),
        Column("found_on", _("Found on"), lambda row: row.found_on, ("found_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: FINDING_KINDS.get(row.state, "met"),
        ),
    ),
    empty=_("No finding in this list."),
    summary=_at_stake,
)

LISTS_OF_OTHERS = RecordList(
    key="lists",
    section=RELIEF,
    title=_("Lists of other departments"),
    rows=lambda staff: OutsideList.objects.visible_to(staff).for_list(),
    filterset=filters.OutsideListFilter,
    columns=(
        Column(
            "kind",
            _("What the list tells"),
            lambda row: row.get_kind_display(),
            ("kind",),
            url=link("relief:list-detail"),
        ),
        Column("department", _("Department"), lambda row: row.department, ("department",)),
        Column("as_of", _("As of"), lambda row: row.as_of, ("as_of",)),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        Column("row_count", _("Rows taken in"), lambda row: row.row_count, ("row_count",), is_number=True),
        Column("rejected", _("Rows refused"), lambda row: row.rejected_count, ("rejected_count",), is_number=True),
        Column("file", _("File"), lambda row: row.file_name),
    ),
    empty=_("No list yet: take in the first."),
    add_label=_("Take in a list"),
    add_url_name="relief:list-add",
)


def _recovery_state(row) -> str:
    if row.settled_on:
        return gettext("Settled on %(day)s") % {"day": row.settled_on}
    return _("Overdue") if row.next_due_on < timezone.localdate() else _("Outstanding")


def _recovery_kind(row) -> str:
    if row.settled_on:
        return "met"
    return "overdue" if row.next_due_on < timezone.localdate() else "info"


RECOVERIES = RecordList(
    key="recoveries",
    section=RELIEF,
    title=_("Recoveries"),
    rows=lambda staff: Recovery.objects.visible_to(staff).for_list(),
    filterset=filters.RecoveryFilter,
    columns=(
        name_column("relief:recovery-detail"),
        COMMUNITY,
        Column("reason", _("Why it is asked back"), lambda row: row.get_reason_display(), ("reason",)),
        Column("decided_on", _("Decided on"), lambda row: row.decided_on, ("decided_on",)),
        Column("amount", _("Amount"), lambda row: row.amount, ("amount",), is_number=True),
        Column("paid", _("Come in"), lambda row: cents(row.paid_sum), ("paid_sum",), is_number=True),
        Column("next_due_on", _("Next due on"), lambda row: row.next_due_on, ("next_due_on",)),
        Column("state", _("State"), _recovery_state, status=_recovery_kind),
    ),
    empty=_("No recovery in this list."),
    add_label=_("Ask money back"),
    add_url_name="relief:choose-for-recovery",
)


def _petition_kind(row) -> str:
    late = row.answered_on is None and row.due_on < timezone.localdate()
    return "overdue" if late else PETITION_KINDS.get(row.state, "info")


PETITIONS = RecordList(
    key="petitions",
    section=RELIEF,
    title=_("Petitions and requests for help"),
    rows=lambda staff: Petition.objects.visible_to(staff).for_list(),
    filterset=filters.PetitionFilter,
    columns=(
        Column(
            "name",
            _("Petitioner"),
            lambda row: row.petitioner_name,
            ("petitioner_name",),
            url=link("relief:petition-detail"),
        ),
        COMMUNITY,
        Column("kind", _("Kind of petition"), lambda row: row.get_kind_display(), ("kind",)),
        Column("subject", _("Subject"), lambda row: row.subject),
        Column("people", _("People"), lambda row: row.people_count, ("people_count",), is_number=True),
        Column("received_on", _("Petition received on"), lambda row: row.received_on, ("received_on",)),
        Column("due_on", _("Answer due on"), lambda row: row.due_on, ("due_on",)),
        Column(
            "assigned", _("Assigned to"), lambda row: row.assigned_to and row.assigned_to.full_name, ("assigned_to",)
        ),
        Column("state", _("State"), lambda row: row.get_state_display(), ("state",), status=_petition_kind),
    ),
    empty=_("No petition in this list."),
    add_label=_("Register a petition"),
    add_url_name="relief:petition-add",
)

LISTS = {records.key: records for records in (FINDINGS, LISTS_OF_OTHERS, RECOVERIES, PETITIONS)}
