"""The columns of the lists of drug-relief cards and surveys. Every look at a list is logged (psych_care.views.lists)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care import card_filters as filters
from psych_care.card_choices import ENDED_STATES, VALID_STATES, CardState
from psych_care.models import CardQuota, DesignatedHospital, DrugCard, Survey, SurveyHousehold
from psych_care.section import PSYCH
from psych_care.tables import COMMUNITY
from registry.permissions import Permission
from registry.records.lists import Column, RecordList

CARD_PERSON = Column(
    "name",
    _("Name"),
    lambda row: row.person.full_name,
    ("person__full_name",),
    url=lambda row: reverse("psych_care:drug-card-detail", args=[row.pk]),
)


def _state_kind(row) -> str:
    if row.state == CardState.CONFIRMED:
        return "met"
    return "none" if row.state in ENDED_STATES else "info"


def _validity_kind(row) -> str:
    lapsed = row.state in VALID_STATES and row.valid_until <= timezone.localdate()
    return "overdue" if lapsed else ""


DRUG_CARDS = RecordList(
    key="drug-cards",
    section=PSYCH,
    title=_("Drug-relief cards"),
    rows=lambda staff: DrugCard.objects.visible_to(staff).for_list(),
    filterset=filters.DrugCardFilter,
    columns=(
        CARD_PERSON,
        COMMUNITY,
        Column("state", _("State"), lambda row: row.get_state_display(), ("state",), status=_state_kind),
        Column("found_on", _("Found on"), lambda row: row.found_on, ("found_on",)),
        Column("number", _("Card number"), lambda row: row.number, ("number",)),
        Column(
            "hospital", _("Designated hospital"), lambda row: row.hospital and row.hospital.name, ("hospital__name",)
        ),
        Column("issued_on", _("Issued on"), lambda row: row.issued_on, ("issued_on",)),
        Column("valid_until", _("Valid until"), lambda row: row.valid_until, ("valid_until",), status=_validity_kind),
    ),
    empty=_("No card in this list."),
    add_label=_("Propose for a drug-relief card"),
    add_url_name="psych_care:choose-for-drug-card",
)

QUOTAS = RecordList(
    key="card-quotas",
    section=PSYCH,
    title=_("Quotas of drug-relief cards"),
    rows=lambda staff: CardQuota.objects.visible_to(staff).for_list().with_left(),
    filterset=filters.QuotaFilter,
    columns=(
        Column(
            "area",
            _("Area"),
            lambda row: row.area.name,
            ("area",),
            url=lambda row: reverse("psych_care:card-quota-detail", args=[row.pk]),
        ),
        Column("year", _("Year"), lambda row: str(row.year), ("year",), is_number=True),
        Column("places", _("Places"), lambda row: row.places, ("places",), is_number=True),
        Column("shared_out", _("Shared out"), lambda row: row.shared_out, ("shared_out",), is_number=True),
        Column("used", _("Used by cards"), lambda row: row.used, ("used",), is_number=True),
        Column(
            "left",
            _("Left"),
            lambda row: row.left,
            ("left",),
            is_number=True,
            status=lambda row: "" if row.left else "short",
        ),
        Column("city", _("From the city (yuan)"), lambda row: row.city_money, ("city_money",), is_number=True),
        Column("matched", _("Matched (yuan)"), lambda row: row.matched_money, ("matched_money",), is_number=True),
    ),
    empty=_("No quota in this list."),
    add_label=_("Enter a quota"),
    add_url_name="psych_care:card-quota-add",
)

HOSPITALS = RecordList(
    key="designated-hospitals",
    section=PSYCH,
    title=_("Designated hospitals"),
    rows=lambda staff: DesignatedHospital.objects.visible_to(staff).for_list(),
    filterset=filters.HospitalFilter,
    columns=(
        Column(
            "name",
            _("Hospital"),
            lambda row: row.name,
            ("name",),
            url=lambda row: "" if row.closed_on else reverse("psych_care:designated-hospital-close", args=[row.pk]),
            url_permission=Permission.EDIT_PSYCH,
        ),
        Column("area", _("Designated for"), lambda row: row.area.name, ("area",)),
        Column("address", _("Address"), lambda row: row.address, ("address",)),
        Column("opened_on", _("Designated since"), lambda row: row.opened_on, ("opened_on",)),
        Column("closed_on", _("Designated until"), lambda row: row.closed_on, ("closed_on",)),
    ),
    empty=_("No hospital in this list."),
    add_label=_("Designate a hospital"),
    add_url_name="psych_care:designated-hospital-add",
)

SURVEYS = RecordList(
    key="surveys",
    section=PSYCH,
    title=_("Surveys"),
    rows=lambda staff: Survey.objects.visible_to(staff).for_list().defer("frame"),
    filterset=filters.SurveyFilter,
    columns=(
        Column(
            "title",
            _("Title"),
            lambda row: row.title,
            ("title",),
            url=lambda row: reverse("psych_care:survey-detail", args=[row.pk]),
        ),
        Column("area", _("Area"), lambda row: row.area.name, ("area",)),
        Column("begins_on", _("Begins on"), lambda row: row.begins_on, ("begins_on",)),
        Column("ends_on", _("Ends on"), lambda row: row.ends_on, ("ends_on",)),
        Column("seed", _("Seed"), lambda row: str(row.seed), ("seed",), is_number=True),
        Column("drawn_on", _("Drawn on"), lambda row: row.drawn_on, ("drawn_on",)),
    ),
    empty=_("No survey in this list."),
    add_label=_("Plan a survey"),
    add_url_name="psych_care:survey-add",
)

SURVEY_HOUSEHOLDS = RecordList(
    key="survey-households",
    section=PSYCH,
    title=_("Households of surveys"),
    rows=lambda staff: SurveyHousehold.objects.visible_to(staff).for_list().defer("survey__frame"),
    filterset=filters.SurveyHouseholdFilter,
    columns=(
        Column(
            "name",
            _("Name"),
            lambda row: row.person.full_name,
            ("person__full_name",),
            url=lambda row: reverse("psych_care:survey-answer", args=[row.pk]),
            url_permission=Permission.EDIT_PSYCH,
        ),
        COMMUNITY,
        Column("survey", _("Survey"), lambda row: row.survey.title, ("survey__title",)),
        Column("answered_on", _("Answered on"), lambda row: row.answered_on, ("answered_on",)),
        Column("patients", _("Patients"), lambda row: row.patients, ("patients",), is_number=True),
        Column("supervised", _("Supervised"), lambda row: row.supervised, ("supervised",), is_number=True),
        Column("medicated", _("Regular medicine"), lambda row: row.medicated, ("medicated",), is_number=True),
        Column("improved", _("Markedly improved"), lambda row: row.improved, ("improved",), is_number=True),
        Column("satisfaction", _("Satisfaction"), lambda row: row.get_satisfaction_display(), ("satisfaction",)),
    ),
    empty=_("No household in this list."),
)

CARD_LISTS = {one.key: one for one in (DRUG_CARDS, QUOTAS, HOSPITALS, SURVEYS, SURVEY_HOUSEHOLDS)}
