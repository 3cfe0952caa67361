"""Psychiatric care's datasets for import and export: of people in the register only, for those with the permission."""

from django.utils.translation import gettext_lazy as _

from psych_care.forms.visits import VisitForm
from psych_care.models import Aid, Guardianship, HospitalStay, Incident, Patient, Prescription, Visit
from registry.imports.record_bulk import BulkRecordResource
from registry.imports.record_columns import of_fields, person_columns
from registry.imports.record_forms import FormRecordResource
from registry.imports.records import RecordSpec, record_dataset
from registry.permissions import Permission


def _patients(people):
    return people.filter(pk__in=Patient.objects.values("person"))


def _visit_form(row, staff, **kwargs):
    return VisitForm(person=row.person, **kwargs)


def _dataset(key, label, identity: tuple[str, ...], columns, order, *, model, make_form=None):
    """`identity` ends with the record's day."""
    spec = RecordSpec(model, identity, identity[-1], _patients, make_form=make_form, related=("person",))
    resource = FormRecordResource if make_form else BulkRecordResource
    return record_dataset(key, label, resource, spec, (*person_columns(), *columns), Permission.EDIT_PSYCH, order)


VISITS = _dataset(
    "psychiatric-visits",
    _("Psychiatric visits"),
    ("person_id", "method", "visited_on"),
    of_fields(
        Visit,
        "visited_on",
        "visited_by",
        "method",
        "risk",
        "symptoms",
        "insight",
        "social",
        "takes_part",
        "physical",
        "side_effects",
        "adherence",
        "medication",
        "course",
        "note",
        "referred_to",
        required=("visited_on", "method"),
    ),
    210,
    model=Visit,
    make_form=_visit_form,
)
PRESCRIPTIONS = _dataset(
    "prescriptions",
    _("Prescriptions"),
    ("person_id", "medicine", "from_on"),
    of_fields(Prescription, "medicine", "units_a_day", "from_on", "prescribed_by", "until_on", required=("from_on",)),
    220,
    model=Prescription,
)
HOSPITAL_STAYS = _dataset(
    "hospital-stays",
    _("Hospital stays"),
    ("person_id", "hospital", "admitted_on"),
    of_fields(HospitalStay, "hospital", "admitted_on", "discharged_on", "handed_over_to", required=("admitted_on",)),
    230,
    model=HospitalStay,
)
AID = _dataset(
    "psychiatric-aid",
    _("Psychiatric aid"),
    ("person_id", "kind", "amount", "given_on"),
    of_fields(Aid, "given_on", "kind", "amount", required=("given_on",)),
    240,
    model=Aid,
)
INCIDENTS = _dataset(
    "incidents",
    _("Incidents"),
    ("person_id", "kind", "happened_on"),
    of_fields(
        Incident,
        "happened_on",
        "kind",
        "people_hurt",
        "damage",
        "police_called",
        "account",
        "measures",
        "reviewed_on",
        "review",
        required=("happened_on",),
    ),
    250,
    model=Incident,
)
GUARDIANSHIPS = _dataset(
    "guardianships",
    _("Guardianship of patients"),
    ("person_id", "guardian_name", "started_on"),
    of_fields(
        Guardianship,
        "guardian_name",
        "started_on",
        "letter_signed_on",
        "letter_until",
        "ended_on",
        ahead=("letter_until",),
        required=("started_on",),
    ),
    260,
    model=Guardianship,
)
DATASETS = (VISITS, PRESCRIPTIONS, HOSPITAL_STAYS, AID, INCIDENTS, GUARDIANSHIPS)
