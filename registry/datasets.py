"""The datasets of the ground floor, beside people and certificates."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from registry.forms.households import GuardianForm
from registry.imports.record_bulk import BulkRecordResource
from registry.imports.record_columns import community_column, of_fields, person_columns
from registry.imports.record_forms import FormRecordResource
from registry.imports.records import RecordSpec, record_dataset
from registry.models import Commissioner, Guardian, HelpingPair, Volunteer
from registry.permissions import Permission

_POST_IDENTITY = ("community_id", "full_name", "started_on")


def _guardian_form(row, staff, **kwargs):
    return GuardianForm(person=row.person, staff=staff, **kwargs)


def _guardian_columns():
    name, number, phone, kinship, from_on = of_fields(
        Guardian, "full_name", "id_number", "phone", "kinship", "from_on", required=("from_on",)
    )
    return (
        replace(name, name="guardian_name", heading=_("Name of the guardian")),
        replace(number, name="guardian_id_number", heading=_("ID number of the guardian"), width=22),
        replace(phone, name="guardian_phone", heading=_("Phone of the guardian")),
        kinship,
        from_on,
    )


GUARDIANS = record_dataset(
    "guardians",
    _("Guardians"),
    FormRecordResource,
    RecordSpec(
        Guardian,
        ("person_id", "full_name"),
        make_form=_guardian_form,
        related=("person",),
        renamed={"guardian_name": "full_name", "guardian_id_number": "id_number", "guardian_phone": "phone"},
    ),
    (*person_columns(), *_guardian_columns()),
    Permission.EDIT_PEOPLE,
    30,
)
COMMISSIONERS = record_dataset(
    "commissioners",
    _("Full-time commissioners"),
    BulkRecordResource,
    RecordSpec(Commissioner, _POST_IDENTITY),
    (
        community_column(),
        *of_fields(Commissioner, "full_name", "phone", "started_on", "ended_on", required=("started_on",)),
    ),
    Permission.EDIT_PEOPLE,
    40,
)
VOLUNTEERS = record_dataset(
    "volunteers",
    _("Volunteers"),
    BulkRecordResource,
    RecordSpec(Volunteer, _POST_IDENTITY),
    (
        community_column(),
        *of_fields(Volunteer, "full_name", "phone", "skills", "started_on", "ended_on", required=("started_on",)),
    ),
    Permission.EDIT_PEOPLE,
    50,
)
HELPING_PAIRS = record_dataset(
    "helping-pairs",
    _("One-to-one helpers"),
    BulkRecordResource,
    RecordSpec(HelpingPair, ("person_id", "helper_name", "started_on"), related=("person",)),
    (
        *person_columns(),
        *of_fields(
            HelpingPair,
            "helper_name",
            "organisation",
            "phone",
            "visit_every_days",
            "started_on",
            "ended_on",
            required=("started_on",),
        ),
    ),
    Permission.EDIT_PEOPLE,
    60,
)
DATASETS = (GUARDIANS, COMMISSIONERS, VOLUNTEERS, HELPING_PAIRS)
