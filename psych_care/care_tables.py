"""Lists of home beds, lost patients, doubted visits, incentives, and of what psychiatric care runs on."""

from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from psych_care import care_filters as filters
from psych_care.care_choices import DoubtState
from psych_care.models import CareIncome, CareMeeting, CareTraining, Doubt, GuardianCheck, HomeBed, Loss
from psych_care.section import PSYCH
from psych_care.tables import COMMUNITY, PERSON
from registry.permissions import Permission
from registry.records.lists import Column, RecordList

AREA = Column("area", _("Area"), lambda row: row.area.name, ("area",))
# SQLite adds up without the trailing zeros.
CENT = Decimal("0.01")
DOUBT_KINDS = {DoubtState.FOUND: "overdue", DoubtState.CONFIRMED: "short"}

HOME_BEDS = RecordList(
    key="home-beds",
    section=PSYCH,
    title=_("Home beds"),
    rows=lambda staff: HomeBed.objects.visible_to(staff).for_list().with_last_visit(),
    filterset=filters.HomeBedFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("opened_on", _("Opened on"), lambda row: row.opened_on, ("opened_on",)),
        Column("opened_by", _("Opened by"), lambda row: row.opened_by, ("opened_by",)),
        Column("visited_on", _("Last visit"), lambda row: row.visited_on, ("visited_on",)),
        Column("closed_on", _("Closed on"), lambda row: row.closed_on, ("closed_on",)),
        Column("reason", _("Why it was closed"), lambda row: row.get_close_reason_display(), ("close_reason",)),
    ),
    empty=_("No home bed in this list."),
    add_label=_("Open a home bed"),
    add_url_name="psych_care:choose-for-home-bed",
)

LOSSES = RecordList(
    key="lost",
    section=PSYCH,
    title=_("Lost patients"),
    rows=lambda staff: Loss.objects.visible_to(staff).for_list().with_last_search(),
    filterset=filters.LossFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("lost_on", _("Lost since"), lambda row: row.lost_on, ("lost_on",)),
        Column("searched_on", _("Last search"), lambda row: row.last_search, ("last_search",)),
        Column("ended_on", _("Until"), lambda row: row.ended_on, ("ended_on",)),
    ),
    empty=_("Nobody is lost."),
)

DOUBTS = RecordList(
    key="doubted-visits",
    section=PSYCH,
    title=_("Doubted visits"),
    rows=lambda staff: Doubt.objects.visible_to(staff).for_list(),
    filterset=filters.DoubtFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=lambda row: reverse("psych_care:doubt-detail", args=[row.pk]),
        ),
        COMMUNITY,
        Column("visited_on", _("Visited on"), lambda row: row.visit.visited_on, ("visit__visited_on",)),
        Column("visited_by", _("Visited by"), lambda row: row.visit.visited_by, ("visit__visited_by",)),
        Column("rule", _("Why it is doubted"), lambda row: row.get_rule_display(), ("rule",)),
        Column("found_on", _("Found on"), lambda row: row.found_on, ("found_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: DOUBT_KINDS.get(row.state, "met"),
        ),
        Column("outcome", _("Outcome"), lambda row: row.get_outcome_display(), ("outcome",)),
    ),
    empty=_("No visit is doubted."),
)

GUARDIAN_CHECKS = RecordList(
    key="guardian-checks",
    section=PSYCH,
    title=_("Guardian incentives"),
    rows=lambda staff: GuardianCheck.objects.visible_to(staff).for_list().select_related("guardianship").with_payable(),
    filterset=filters.GuardianCheckFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("guardian", _("Guardian"), lambda row: row.guardianship.guardian_name, ("guardianship__guardian_name",)),
        Column("quarter", _("Quarter"), lambda row: f"{row.from_on} – {row.until_on}", ("from_on",)),
        Column("checked_on", _("Checked on"), lambda row: row.checked_on, ("checked_on",)),
        Column(
            "fit",
            _("Assessed"),
            lambda row: _("fit") if row.is_fit else _("not fit"),
            ("is_fit",),
            status=lambda row: "met" if row.is_fit else "short",
        ),
        Column("amount", _("Yuan"), lambda row: row.amount, ("amount",), is_number=True),
        Column(
            "payable", _("Proposed for payment"), lambda row: _("Yes") if row.is_payable else _("No"), ("is_payable",)
        ),
    ),
    empty=_("No quarter in this list."),
    add_label=_("Enter the quarter's check of the guardian"),
    add_url_name="psych_care:choose-for-guardian-check",
)


def _person_times(rows) -> str:
    total = rows.aggregate(total=Sum("person_times"))["total"] or 0
    return gettext("Total: %(n)s person-times") % {"n": f"{total:,}"}


def _money(rows) -> str:
    total = rows.aggregate(total=Sum("amount"))["total"] or 0
    return gettext("Total: %(amount)s yuan") % {"amount": f"{total:,.2f}"}


def _edit(name: str):
    return lambda row: reverse(f"psych_care:{name}", args=[row.pk])


TRAINING = RecordList(
    key="training",
    section=PSYCH,
    title=_("Training"),
    rows=lambda staff: CareTraining.objects.visible_to(staff).for_list(),
    filterset=filters.CareTrainingFilter,
    columns=(
        Column(
            "topic",
            _("Topic"),
            lambda row: row.topic,
            ("topic",),
            url=_edit("training-edit"),
            url_permission=Permission.EDIT_PSYCH,
        ),
        Column("held_on", _("Held on"), lambda row: row.held_on, ("held_on",)),
        AREA,
        Column("audience", _("For whom"), lambda row: row.get_audience_display(), ("audience",)),
        Column("trainer", _("Trainer"), lambda row: row.trainer, ("trainer",)),
        Column("people", _("Person-times"), lambda row: row.person_times, ("person_times",), is_number=True),
    ),
    empty=_("No training in this list."),
    add_label=_("Enter a training"),
    add_url_name="psych_care:training-add",
    summary=_person_times,
)

INCOME = RecordList(
    key="income",
    section=PSYCH,
    title=_("Income and donations"),
    rows=lambda staff: CareIncome.objects.visible_to(staff).for_list().with_spent(),
    filterset=filters.CareIncomeFilter,
    columns=(
        Column("source", _("From whom"), lambda row: row.source, ("source",), url=_edit("income-detail")),
        Column("received_on", _("Received on"), lambda row: row.received_on, ("received_on",)),
        AREA,
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), ("kind",)),
        Column("purpose", _("For what"), lambda row: row.purpose, ("purpose",)),
        Column("amount", _("Amount (yuan)"), lambda row: row.amount, ("amount",), is_number=True),
        Column("spent", _("Spent (yuan)"), lambda row: row.spent.quantize(CENT), ("spent",), is_number=True),
    ),
    empty=_("No money in this list."),
    add_label=_("Enter income"),
    add_url_name="psych_care:income-add",
    summary=_money,
)

MEETINGS = RecordList(
    key="meetings",
    section=PSYCH,
    title=_("Meetings of the leading group"),
    rows=lambda staff: CareMeeting.objects.visible_to(staff).for_list(),
    filterset=filters.CareMeetingFilter,
    columns=(
        Column(
            "held_on",
            _("Held on"),
            lambda row: row.held_on,
            ("held_on",),
            url=_edit("meeting-edit"),
            url_permission=Permission.EDIT_PSYCH,
        ),
        AREA,
        Column("present", _("Who was there"), lambda row: row.present),
        Column("decisions", _("What was decided"), lambda row: row.decisions),
        Column("next_on", _("Next meeting"), lambda row: row.next_on, ("next_on",)),
    ),
    empty=_("No meeting in this list."),
    add_label=_("Enter a meeting"),
    add_url_name="psych_care:meeting-add",
)

CARE_LISTS = {one.key: one for one in (HOME_BEDS, LOSSES, DOUBTS, GUARDIAN_CHECKS, TRAINING, INCOME, MEETINGS)}
