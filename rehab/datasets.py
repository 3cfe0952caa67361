"""Rehabilitation's datasets for import and export."""

from django.utils.translation import gettext_lazy as _

from registry.imports.record_bulk import BulkRecordResource
from registry.imports.record_columns import area_column, community_column, of_fields, person_columns
from registry.imports.record_forms import FormRecordResource
from registry.imports.records import RecordSpec, record_dataset
from registry.permissions import Permission
from rehab.forms.cases import FileForm
from rehab.models import (
    Coordinator,
    Funding,
    HealthStation,
    Outreach,
    RehabFile,
    RehabStation,
    SatisfactionAnswer,
    ServiceRecord,
    Training,
)


def _file_form(row, staff, **kwargs):
    return FileForm(person=row.person, **kwargs)


def _dataset(key, label, resource, spec, columns, order):
    return record_dataset(key, label, resource, spec, columns, Permission.EDIT_REHAB, order)


FILES = _dataset(
    "rehab-files",
    _("Rehab files"),
    FormRecordResource,
    RecordSpec(RehabFile, ("person_id", "opened_on"), "opened_on", make_form=_file_form, related=("person",)),
    (*person_columns(), *of_fields(RehabFile, "opened_on", "responsible_name", "goal", required=("opened_on",))),
    110,
)
SERVICES = _dataset(
    "rehab-services",
    _("Rehab services"),
    BulkRecordResource,
    RecordSpec(
        ServiceRecord, ("person_id", "category", "served_on", "provider_name"), "served_on", related=("person",)
    ),
    (
        *person_columns(),
        *of_fields(
            ServiceRecord,
            "category",
            "served_on",
            "place",
            "provider_name",
            "duration_minutes",
            "content",
            required=("served_on",),
        ),
    ),
    120,
)
SATISFACTION = _dataset(
    "rehab-satisfaction",
    _("Satisfaction answers"),
    BulkRecordResource,
    RecordSpec(SatisfactionAnswer, ("person_id", "answered_on", "respondent"), "answered_on", related=("person",)),
    (
        *person_columns(),
        *of_fields(SatisfactionAnswer, "score", "answered_on", "respondent", "remark", required=("answered_on",)),
    ),
    130,
)
HEALTH_STATIONS = _dataset(
    "health-stations",
    _("Health stations"),
    BulkRecordResource,
    RecordSpec(HealthStation, ("community_id", "name")),
    (community_column(), *of_fields(HealthStation, "name", "opened_on", "closed_on")),
    140,
)
STATIONS = _dataset(
    "rehab-stations",
    _("Rehab stations"),
    BulkRecordResource,
    RecordSpec(RehabStation, ("community_id", "name")),
    (community_column(), *of_fields(RehabStation, "name", "opened_on", "closed_on")),
    150,
)
COORDINATORS = _dataset(
    "coordinators",
    _("Coordinators"),
    BulkRecordResource,
    RecordSpec(Coordinator, ("community_id", "full_name", "started_on")),
    (community_column(), *of_fields(Coordinator, "full_name", "phone", "is_full_time", "started_on", "ended_on")),
    160,
)
TRAININGS = _dataset(
    "rehab-trainings",
    _("Trainings of coordinators"),
    BulkRecordResource,
    RecordSpec(Training, ("area_id", "title", "held_on")),
    (area_column(), *of_fields(Training, "title", "held_on", "duration_hours", "pass_mark")),
    170,
)
OUTREACH = _dataset(
    "rehab-outreach",
    _("Lectures, publicity, trainings of relatives"),
    BulkRecordResource,
    RecordSpec(Outreach, ("area_id", "title", "held_on")),
    (area_column(), *of_fields(Outreach, "kind", "title", "held_on", "reached", "copies", "passed")),
    180,
)
FUNDING = _dataset(
    "rehab-funding",
    _("Funding of rehabilitation"),
    BulkRecordResource,
    RecordSpec(Funding, ("area_id", "received_on", "source", "purpose", "amount")),
    (area_column(), *of_fields(Funding, "received_on", "source", "purpose", "amount", "document")),
    190,
)
DATASETS = (FILES, SERVICES, SATISFACTION, HEALTH_STATIONS, STATIONS, COORDINATORS, TRAININGS, OUTREACH, FUNDING)
