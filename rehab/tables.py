"""The columns of each list of rehab."""

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.records.lists import Column, RecordList
from rehab import filters
from rehab.choices import Satisfaction
from rehab.models import (
    Coordinator,
    FloorArea,
    Funding,
    HealthStation,
    Need,
    RehabFile,
    RehabRoom,
    RehabStation,
    SatisfactionAnswer,
    Screening,
    ServiceRecord,
    Standard,
    StandardCode,
    Training,
)
from rehab.section import REHAB

SEPARATOR = pgettext_lazy("list", ", ")


def _link(url_name: str, attribute: str = "pk"):
    return lambda row: reverse(url_name, args=[getattr(row, attribute)])


PERSON = Column(
    "name",
    _("Name"),
    lambda row: row.person.full_name,
    ("person__full_name",),
    url=_link("registry:person-detail", "person_id"),
)
COMMUNITY = Column("community", _("Community"), lambda row: row.community.name, ("community",))


def _needs_found(screening) -> str:
    return str(SEPARATOR).join(need.get_category_display() for need in screening.needs.all()) or str(_("No need"))


SCREENINGS = RecordList(
    key="screenings",
    section=REHAB,
    title=_("Need screenings"),
    rows=lambda staff: Screening.objects.visible_to(staff).for_list(),
    filterset=filters.ScreeningFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("screened_on", _("Screened on"), lambda row: row.screened_on, ("screened_on",)),
        Column("screened_by", _("Screened by"), lambda row: row.screened_by, ("screened_by",)),
        Column("needs", _("Needs found"), _needs_found),
        Column("priority", _("Priority"), lambda row: row.get_priority_display(), ("priority",)),
    ),
    empty=_("No screening in this list."),
    add_label=_("Screen a person"),
    add_url_name="rehab:choose-for-screening",
)


def _needs(staff):
    today = timezone.localdate()
    files = RehabFile.objects.open_on(today).filter(person=OuterRef("person"))
    return Need.objects.visible_to(staff).for_list().annotate(has_file=Exists(files))


def _need_state(need):
    if need.closed_on:
        return need.get_close_reason_display()
    return _("Still open") if need.has_file else _("Open, no rehab file")


def _need_kind(need):
    if need.closed_on:
        return "none"
    return "info" if need.has_file else "short"


NEEDS = RecordList(
    key="needs",
    section=REHAB,
    title=_("Rehabilitation needs"),
    rows=_needs,
    filterset=filters.NeedFilter,
    columns=(
        PERSON,
        Column("community", _("Community"), lambda row: row.person.community.name, ("person__community",)),
        Column("category", _("Need"), lambda row: row.get_category_display(), ("category",)),
        Column("found_on", _("Found on"), lambda row: row.found_on, ("found_on",)),
        Column("closed_on", _("Ended on"), lambda row: row.closed_on, ("closed_on",)),
        Column("state", _("State"), _need_state, status=_need_kind),
    ),
    empty=_("No need in this list."),
    add_label=_("Screen a person"),
    add_url_name="rehab:choose-for-screening",
)

FILES = RecordList(
    key="files",
    section=REHAB,
    title=_("Rehab files"),
    rows=lambda staff: RehabFile.objects.visible_to(staff).for_list().with_last_service(),
    filterset=filters.FileFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=_link("rehab:file-detail"),
        ),
        COMMUNITY,
        Column("opened_on", _("File opened on"), lambda row: row.opened_on, ("opened_on",)),
        Column("responsible", _("Responsible"), lambda row: row.responsible_name, ("responsible_name",)),
        Column("last_served_on", _("Last service or opening"), lambda row: row.last_served_on, ("last_served_on",)),
        Column("closed_on", _("File closed on"), lambda row: row.closed_on, ("closed_on",)),
        Column(
            "state",
            _("State"),
            lambda row: row.get_close_reason_display() if row.closed_on else _("Open"),
            status=lambda row: "none" if row.closed_on else "met",
        ),
    ),
    empty=_("No rehab file in this list."),
    add_label=_("Open a file"),
    add_url_name="rehab:choose-for-file",
)

SERVICES = RecordList(
    key="services",
    section=REHAB,
    title=_("Service records"),
    rows=lambda staff: ServiceRecord.objects.visible_to(staff).for_list(),
    filterset=filters.ServiceFilter,
    columns=(
        PERSON,
        COMMUNITY,
        Column("served_on", _("Served on"), lambda row: row.served_on, ("served_on",)),
        Column("category", _("Service"), lambda row: row.get_category_display(), ("category",)),
        Column("place", _("Place"), lambda row: row.get_place_display(), ("place",)),
        Column("provider", _("Served by"), lambda row: row.provider_name, ("provider_name",)),
        Column("minutes", _("Minutes"), lambda row: row.duration_minutes, ("duration_minutes",), is_number=True),
    ),
    empty=_("No service in this list."),
    add_label=_("Enter a service"),
    add_url_name="rehab:choose-for-service",
)


def _answer_kind(answer):
    if answer.score == Satisfaction.NO_ANSWER:
        return "none"
    return "met" if answer.score >= Satisfaction.SATISFIED else "short"


ANSWERS = RecordList(
    key="satisfaction",
    section=REHAB,
    title=_("Satisfaction answers"),
    rows=lambda staff: SatisfactionAnswer.objects.visible_to(staff).for_list(),
    filterset=filters.SatisfactionFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=_link("rehab:satisfaction-detail"),
        ),
        COMMUNITY,
        Column("answered_on", _("Asked on"), lambda row: row.answered_on, ("answered_on",)),
        Column("respondent", _("Who answered"), lambda row: row.get_respondent_display(), ("respondent",)),
        Column("score", _("Satisfaction"), lambda row: row.get_score_display(), ("score",), status=_answer_kind),
    ),
    empty=_("No answer in this list."),
    add_label=_("Ask a person"),
    add_url_name="rehab:choose-for-satisfaction",
)


def _health_stations(staff):
    rooms = RehabRoom.objects.open_on(timezone.localdate()).filter(health_station=OuterRef("pk"))
    return (
        HealthStation.objects.visible_to(staff)
        .for_list()
        .annotate(
            room_opened_on=Subquery(rooms.values("opened_on")[:1]), doctor=Subquery(rooms.values("doctor_name")[:1])
        )
    )


PLACE_NAME = pgettext_lazy("place", "Name")


def _name_of(url_name: str, attribute: str = "name", label=PLACE_NAME) -> Column:
    return Column("name", label, lambda row: getattr(row, attribute), (attribute,), url=_link(url_name))


OPENED_ON = Column("opened_on", _("Opened on"), lambda row: row.opened_on, ("opened_on",))
CLOSED_ON = Column("closed_on", _("Closed on"), lambda row: row.closed_on, ("closed_on",))

HEALTH_STATIONS = RecordList(
    key="health-stations",
    section=REHAB,
    title=_("Health stations"),
    rows=_health_stations,
    filterset=filters.HealthStationFilter,
    columns=(
        _name_of("rehab:health-station-detail"),
        COMMUNITY,
        Column(
            "room",
            _("Rehab room"),
            lambda row: _("Has a rehab room") if row.room_opened_on else _("No rehab room"),
            status=lambda row: "met" if row.room_opened_on else "short",
        ),
        Column("doctor", _("Rehab doctor"), lambda row: row.doctor, ("doctor",)),
        OPENED_ON,
        CLOSED_ON,
    ),
    empty=_("No health station in this list."),
    add_label=_("Add a health station"),
    add_url_name="rehab:health-station-add",
)


def _stations(staff):
    today = timezone.localdate()
    now = FloorArea.objects.holding_on(today).filter(rehab_station=OuterRef("pk"))
    return (
        RehabStation.objects.visible_to(staff)
        .for_list()
        .annotate(
            floor_area_m2=Subquery(now.values("floor_area_m2"), output_field=DecimalField()),
            is_large=Exists(now.reaching_standard(today)),
        )
    )


def _size(station):
    if station.floor_area_m2 is None:
        return _("not entered")
    return _("Reaches the standard") if station.is_large else _("Too small")


STATIONS = RecordList(
    key="stations",
    section=REHAB,
    title=_("Rehab stations"),
    rows=_stations,
    filterset=filters.StationFilter,
    columns=(
        _name_of("rehab:station-detail"),
        COMMUNITY,
        Column("floor_area", _("Floor area (m²)"), lambda row: row.floor_area_m2, ("floor_area_m2",), is_number=True),
        Column("size", _("Standard"), _size, status=lambda row: "met" if row.is_large else "short"),
        OPENED_ON,
        CLOSED_ON,
    ),
    empty=_("No rehab station in this list."),
    add_label=_("Add a rehab station"),
    add_url_name="rehab:station-add",
)

COORDINATORS = RecordList(
    key="coordinators",
    section=REHAB,
    title=_("Coordinators"),
    rows=lambda staff: Coordinator.objects.visible_to(staff).for_list(),
    filterset=filters.CoordinatorFilter,
    columns=(
        _name_of("rehab:coordinator-detail", "full_name", _("Name")),
        COMMUNITY,
        Column("phone", _("Phone"), lambda row: row.masked_phone),
        Column(
            "full_time",
            _("Post"),
            lambda row: _("Full-time") if row.is_full_time else _("Part-time"),
            ("is_full_time",),
        ),
        Column("started_on", _("In post since"), lambda row: row.started_on, ("started_on",)),
        Column("ended_on", _("Left the post on"), lambda row: row.ended_on, ("ended_on",)),
    ),
    empty=_("No coordinator in this list."),
    add_label=_("Add a coordinator"),
    add_url_name="rehab:coordinator-add",
)


def _trainings(staff):
    """Counts are those of my own coordinators: a training of the district is attended by others' too."""
    mine = Q(attendances__attended=True, attendances__coordinator__community__code__inside=staff.area_id)
    passed = mine & Q(attendances__mark__gte=F("pass_mark"))
    return (
        Training.objects.visible_to(staff)
        .for_list()
        .annotate(attended=Count("attendances", filter=mine), passed=Count("attendances", filter=passed))
    )


TRAININGS = RecordList(
    key="trainings",
    section=REHAB,
    title=_("Trainings"),
    rows=_trainings,
    filterset=filters.TrainingFilter,
    columns=(
        _name_of("rehab:training-detail", "title", _("Name of the training")),
        Column("area", _("Organised by"), lambda row: row.area.name, ("area",)),
        Column("held_on", _("Held on"), lambda row: row.held_on, ("held_on",)),
        Column("hours", _("Hours"), lambda row: row.duration_hours, ("duration_hours",), is_number=True),
        Column("pass_mark", _("Pass mark"), lambda row: row.pass_mark, ("pass_mark",), is_number=True),
        Column("attended", _("Attended"), lambda row: row.attended, ("attended",), is_number=True),
        Column("passed", _("Passed"), lambda row: row.passed, ("passed",), is_number=True),
    ),
    empty=_("No training in this list."),
    add_label=_("Add a training"),
    add_url_name="rehab:training-add",
)


def _total(rows) -> str:
    return gettext("Total: %(amount)s yuan") % {"amount": f"{rows.total():,.2f}"}


FUNDING = RecordList(
    key="funding",
    section=REHAB,
    title=_("Funding"),
    rows=lambda staff: Funding.objects.visible_to(staff).for_list(),
    filterset=filters.FundingFilter,
    columns=(
        Column(
            "received_on",
            _("Received on"),
            lambda row: row.received_on,
            ("received_on",),
            url=_link("rehab:funding-edit"),
            url_permission=Permission.EDIT_REHAB,
        ),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        Column("source", _("Source"), lambda row: row.get_source_display(), ("source",)),
        Column("purpose", _("Purpose"), lambda row: row.get_purpose_display(), ("purpose",)),
        Column("amount", _("Amount (yuan)"), lambda row: row.amount, ("amount",), is_number=True),
        Column("document", _("Document"), lambda row: row.document),
    ),
    empty=_("No money in this list."),
    add_label=_("Enter funding"),
    add_url_name="rehab:funding-add",
    summary=_total,
)

STANDARDS = RecordList(
    key="standards",
    section=REHAB,
    title=_("Standards"),
    rows=lambda staff: Standard.objects.all(),
    filterset=filters.StandardFilter,
    columns=(
        Column("code", _("Standard"), lambda row: StandardCode(row.code).label, ("code",)),
        Column("value", _("Value"), lambda row: row.value, ("value",), is_number=True),
        Column("since", _("Since"), lambda row: row.effective_from, ("effective_from",)),
        Column("source", _("Source"), lambda row: row.source),
    ),
    empty=_("No standard yet."),
    add_label=_("Add a standard"),
    add_url_name="rehab:standard-add",
    permission_to_add=Permission.EDIT_TARGETS,
)

LISTS = {
    records.key: records
    for records in (
        SCREENINGS,
        NEEDS,
        FILES,
        SERVICES,
        ANSWERS,
        HEALTH_STATIONS,
        STATIONS,
        COORDINATORS,
        TRAININGS,
        FUNDING,
        STANDARDS,
    )
}
