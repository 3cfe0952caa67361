"""Who may open the pages of psychiatric care."""

from registry.permissions import Permission as P
from tests.matrix_rows import Place, Row, person
from tests.psych_care import factories as psych

PSYCH_LISTS = ("patient", "visit", "guardianship", "medicine", "hospital-stay", "lock-up", "incident", "aid")
PSYCH_KINDS = {
    "visit": psych.VisitFactory,
    "guardianship": psych.GuardianshipFactory,
    "prescription": psych.PrescriptionFactory,
    "hospital-stay": psych.HospitalStayFactory,
    "aid": psych.AidFactory,
    "lock-up": psych.LockUpFactory,
    "incident": psych.IncidentFactory,
    "search": psych.SearchFactory,
}


def patient_person(place: Place):
    return psych.PatientFactory(person=person(place)).person


def of_patient(factory):
    return lambda place: factory(person=patient_person(place))


def group_member(place: Place):
    return psych.GroupMemberFactory(guardianship__person=patient_person(place))


PSYCH: dict[str, Row] = {
    "psych_care:home": Row(P.VIEW_PSYCH),
    "psych_care:export": Row((P.VIEW_PSYCH, P.EXPORT_DATA), args={"key": "patients", "file_format": "csv"}),
    **{f"psych_care:{name}-list": Row(P.VIEW_PSYCH) for name in PSYCH_LISTS},
    **{f"psych_care:choose-for-{name}": Row(P.EDIT_PSYCH) for name in ("visit", "clue", "lock-up", "incident")},
    "psych_care:patient-add": Row(P.EDIT_PSYCH, of=person),
    "psych_care:record-open": Row(P.VIEW_PSYCH, of=patient_person),
    "psych_care:patient-detail": Row(P.VIEW_PSYCH, of=patient_person),
    "psych_care:patient-edit": Row(P.EDIT_PSYCH, of=patient_person),
    "psych_care:patient-step": Row(P.EDIT_PSYCH, of=patient_person, args={"step": "lose"}),
    **{f"psych_care:{key}-add": Row(P.EDIT_PSYCH, of=patient_person) for key in PSYCH_KINDS},
    **{f"psych_care:{key}-edit": Row(P.EDIT_PSYCH, of=of_patient(make)) for key, make in PSYCH_KINDS.items()},
    "psych_care:member-add": Row(P.EDIT_PSYCH, of=of_patient(psych.GuardianshipFactory)),
    "psych_care:member-edit": Row(P.EDIT_PSYCH, of=group_member),
    "psych_care:dispensing-add": Row(P.EDIT_PSYCH, of=of_patient(psych.PrescriptionFactory)),
    **{
        f"psych_care:lock-up-{step}": Row(P.EDIT_PSYCH, of=of_patient(psych.LockUpFactory))
        for step in ("assess", "release", "treat", "follow_up")
    },
}
