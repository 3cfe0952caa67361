"""The columns of each list of psychiatric care. Every look at a list is logged (psych_care.views.lists)."""

from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care import filters
from psych_care.care_querysets import HIGH_RISK
from psych_care.choices import LockState, Stability
from psych_care.models import Aid, Guardianship, HospitalStay, Incident, LockUp, Patient, Prescription, Visit
from psych_care.section import PSYCH
from registry.records.lists import Column, RecordList

PERSON = Column(
    "name",
    _("Name"),
    lambda row: row.person.full_name,
    ("person__full_name",),
    url=lambda row: reverse("psych_care:patient-detail", args=[row.person_id]),
)
COMMUNITY = Column("community", _("Community"), lambda row: row.community.name, ("community",))
LIVES_IN = Column("community", _("Community"), lambda row: row.person.community.name, ("person__community",))


def _overdue(day) -> str:
    return "overdue" if day and day < timezone.localdate() else ""


def _risk_kind(row) -> str:
    return "short" if row.risk is not None and row.risk >= HIGH_RISK else ""


def _class_words(row) -> str:
    return str(Stability(row.stability).label) if row.stability else ""


PATIENTS = RecordList(
    key="patients",
    section=PSYCH,
    title=_("Patients"),
    rows=lambda staff: Patient.objects.visible_to(staff).for_list().with_due_day(),
    filterset=filters.PatientFilter,
    columns=(
        PERSON,
        LIVES_IN,
        Column("state", _("State"), lambda row: row.get_state_display(), ("state",)),
        Column("diagnosis", _("Diagnosis"), lambda row: row.get_diagnosis_display(), ("diagnosis",)),
        Column("stability", pgettext_lazy("of a patient", "Class"), _class_words, ("stability",)),
        Column("risk", _("Risk"), lambda row: row.risk, ("risk",), status=_risk_kind),
        Column("seen_on", _("Last seen"), lambda row: row.seen_on, ("seen_on",)),
        Column(
            "due_on", _("Next contact"), lambda row: row.due_on, ("due_on",), status=lambda row: _overdue(row.due_on)
        ),
    ),
    empty=_("No patient in this list."),
    add_label=_("Enter a clue"),
    add_url_name="psych_care:choose-for-clue",
)

VISITS = RecordList(
    key="visits",
    section=PSYCH,
    title=_("Visits"),
    rows=lambda staff: Visit.objects.visible_to(staff).for_list(),
    filterset=filters.VisitFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("visited_on", _("Visited on"), lambda row: row.visited_on, ("visited_on",)),
        Column("visited_by", _("Visited by"), lambda row: row.visited_by, ("visited_by",)),
        Column("method", _("How"), lambda row: row.get_method_display(), ("method",)),
        Column("stability", pgettext_lazy("of a patient", "Class"), _class_words, ("stability",)),
        Column("risk", _("Risk"), lambda row: row.risk, ("risk",), status=_risk_kind),
        Column("next", _("Next contact"), lambda row: row.next_due_on, ("next_due_on",)),
    ),
    empty=_("No visit in this list."),
    add_label=_("Enter a visit"),
    add_url_name="psych_care:choose-for-visit",
)

GUARDIANSHIPS = RecordList(
    key="guardianships",
    section=PSYCH,
    title=_("Guardianships"),
    rows=lambda staff: Guardianship.objects.visible_to(staff).for_list(),
    filterset=filters.GuardianshipFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("guardian", _("Guardian"), lambda row: row.guardian_name, ("guardian_name",)),
        Column("started_on", _("Since"), lambda row: row.started_on, ("started_on",)),
        Column("ended_on", _("Until"), lambda row: row.ended_on, ("ended_on",)),
        Column(
            "letter",
            _("Letter valid until"),
            lambda row: row.letter_until,
            ("letter_until",),
            status=lambda row: _overdue(row.letter_until),
        ),
    ),
    empty=_("No guardianship in this list."),
)

PRESCRIPTIONS = RecordList(
    key="medicine",
    section=PSYCH,
    title=_("Medicine"),
    rows=lambda staff: (
        Prescription.objects.visible_to(staff).for_list().in_force_on(timezone.localdate()).with_supply()
    ),
    filterset=filters.PrescriptionFilter,
    columns=(
        PERSON,
        LIVES_IN,
        Column("medicine", _("Medicine"), lambda row: row.medicine, ("medicine",)),
        Column("dose", _("Units a day"), lambda row: row.units_a_day, ("units_a_day",), is_number=True),
        Column(
            "lasts",
            _("Runs out on"),
            lambda row: row.lasts_until,
            ("lasts_until",),
            status=lambda row: _overdue(row.lasts_until),
        ),
    ),
    empty=_("No prescription in this list."),
)

HOSPITAL_STAYS = RecordList(
    key="hospital-stays",
    section=PSYCH,
    title=_("Hospital stays"),
    rows=lambda staff: HospitalStay.objects.visible_to(staff).for_list(),
    filterset=filters.HospitalStayFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("hospital", _("Hospital"), lambda row: row.hospital, ("hospital",)),
        Column("admitted_on", _("Admitted on"), lambda row: row.admitted_on, ("admitted_on",)),
        Column("discharged_on", _("Discharged on"), lambda row: row.discharged_on, ("discharged_on",)),
        Column("to", _("Handed over to"), lambda row: row.handed_over_to, ("handed_over_to",)),
    ),
    empty=_("No hospital stay in this list."),
)


def _locked_up(staff):
    seen = Visit.objects.filter(person=OuterRef("person")).order_by().values("person")
    newest = seen.annotate(day=Max("visited_on")).values("day")
    return LockUp.objects.visible_to(staff).for_list().annotate(seen_on=Subquery(newest))


def _days_since(day):
    return (timezone.localdate() - day).days if day else None


LOCK_UPS = RecordList(
    key="locked-up",
    section=PSYCH,
    title=_("Locked up"),
    rows=_locked_up,
    filterset=filters.LockUpFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("found_on", _("Found on"), lambda row: row.found_on, ("found_on",)),
        Column("found_by", _("Found by"), lambda row: row.found_by, ("found_by",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_state_display(),
            ("state",),
            status=lambda row: {LockState.FOLLOWED: "met", LockState.FOUND: "overdue"}.get(row.state, "info"),
        ),
        Column("days", _("Days since found"), lambda row: _days_since(row.found_on), ("found_on",), is_number=True),
        Column("unseen", _("Days since last seen"), lambda row: _days_since(row.seen_on), ("seen_on",), is_number=True),
        Column("released_on", _("Released on"), lambda row: row.released_on, ("released_on",)),
    ),
    empty=_("Nobody is on this board."),
)

INCIDENTS = RecordList(
    key="incidents",
    section=PSYCH,
    title=_("Incidents"),
    rows=lambda staff: Incident.objects.visible_to(staff).for_list(),
    filterset=filters.IncidentFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("happened_on", _("Happened on"), lambda row: row.happened_on, ("happened_on",)),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), ("kind",)),
        Column("hurt", _("People hurt"), lambda row: row.people_hurt, ("people_hurt",), is_number=True),
        Column("damage", _("Damage (yuan)"), lambda row: row.damage, ("damage",), is_number=True),
        Column("reviewed_on", _("Reviewed on"), lambda row: row.reviewed_on, ("reviewed_on",)),
    ),
    empty=_("No incident in this list."),
)

AID = RecordList(
    key="aid",
    section=PSYCH,
    title=_("Aid for patients"),
    rows=lambda staff: Aid.objects.visible_to(staff).for_list(),
    filterset=filters.AidFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("given_on", _("Given on"), lambda row: row.given_on, ("given_on",)),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), ("kind",)),
        Column("amount", _("Yuan"), lambda row: row.amount, ("amount",), is_number=True),
    ),
    empty=_("No aid in this list."),
)

LISTS = {
    one.key: one for one in (PATIENTS, VISITS, GUARDIANSHIPS, PRESCRIPTIONS, HOSPITAL_STAYS, LOCK_UPS, INCIDENTS, AID)
}
