"""Who may open the pages of psychiatric care."""

from registry.permissions import Permission as P
from tests.matrix_rows import Place, Row, of_area, person
from tests.psych_care import factories as psych

PSYCH_LISTS = ("patient", "visit", "guardianship", "medicine", "hospital-stay", "lock-up", "incident", "aid")
CARE_LISTS = ("home-bed", "loss", "doubt", "guardian-check", "training", "income", "meeting")
PSYCH_KINDS = {
    "visit": psych.VisitFactory,
    "guardianship": psych.GuardianshipFactory,
    "prescription": psych.PrescriptionFactory,
    "hospital-stay": psych.HospitalStayFactory,
    "aid": psych.AidFactory,
    "lock-up": psych.LockUpFactory,
    "incident": psych.IncidentFactory,
    "search": psych.SearchFactory,
    "home-bed": psych.HomeBedFactory,
    "guardian-check": psych.GuardianCheckFactory,
    "guardian-review": psych.GuardianReviewFactory,
}


def patient_person(place: Place):
    return psych.PatientFactory(person=person(place)).person


def of_patient(factory):
    return lambda place: factory(person=patient_person(place))


def bed_visit(place: Place):
    return psych.BedVisitFactory(bed__person=patient_person(place))


def spending(place: Place):
    return psych.CareSpendingFactory(income__area_id=place.code)


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
    **{f"psych_care:{name}-list": Row(P.VIEW_PSYCH) for name in CARE_LISTS},
    "psych_care:choose-for-home-bed": Row(P.EDIT_PSYCH),
    "psych_care:choose-for-guardian-check": Row(P.EDIT_PSYCH),
    "psych_care:board": Row(P.VIEW_PSYCH),
    "psych_care:bed-visit-add": Row(P.EDIT_PSYCH, of=of_patient(psych.HomeBedFactory)),
    "psych_care:bed-visit-edit": Row(P.EDIT_PSYCH, of=bed_visit),
    "psych_care:doubt-detail": Row(P.VIEW_PSYCH, of=of_patient(psych.DoubtFactory)),
    "psych_care:doubt-confirm": Row((P.VIEW_PSYCH, P.EDIT_PSYCH), of=of_patient(psych.DoubtFactory)),
    "psych_care:doubt-call-back": Row((P.VIEW_PSYCH, P.OVERSEE_PSYCH), of=of_patient(psych.DoubtFactory)),
    **{f"psych_care:{name}-add": Row(P.EDIT_PSYCH) for name in ("training", "income", "meeting")},
    "psych_care:training-edit": Row(P.EDIT_PSYCH, of=of_area(psych.CareTrainingFactory), above=True),
    "psych_care:meeting-edit": Row(P.EDIT_PSYCH, of=of_area(psych.CareMeetingFactory), above=True),
    "psych_care:income-edit": Row(P.EDIT_PSYCH, of=of_area(psych.CareIncomeFactory), above=True),
    "psych_care:income-detail": Row(P.VIEW_PSYCH, of=of_area(psych.CareIncomeFactory), above=True),
    "psych_care:spending-add": Row(P.EDIT_PSYCH, of=of_area(psych.CareIncomeFactory), above=True),
    "psych_care:spending-edit": Row(P.EDIT_PSYCH, of=spending, above=True),
    "psych_care:rule-list": Row(P.OVERSEE_PSYCH),
    "psych_care:rule-add": Row(P.OVERSEE_PSYCH),
}
