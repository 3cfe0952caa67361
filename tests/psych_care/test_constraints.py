"""Every constraint of psychiatric care is violated once, past all forms: the database itself refuses."""

from datetime import date
from decimal import Decimal

import pytest

from tests.constraints import assert_refused, declared_names
from tests.psych_care import factories as make
from tests.psych_care.card_violations import CARD_VIOLATIONS
from tests.psych_care.care_violations import CARE_VIOLATIONS

EARLIER = date(2001, 1, 1)
DAY = date(2026, 2, 25)


def _patient(**values):
    return lambda p: make.PatientFactory(person=p, **values)


def _visit(**values):
    return lambda p: make.VisitFactory(person=p, **values)


def _lock_up(**values):
    return lambda p: make.LockUpFactory(person=p, **values)


def _twice(factory, **values):
    return lambda p: [factory(person=p, **values) for _ in "12"]


def _dispense_twice(person):
    prescription = make.PrescriptionFactory(person=person)
    for _ in "12":
        make.DispensingFactory(prescription=prescription)


VIOLATIONS = {
    **CARE_VIOLATIONS,
    "patient_one_open": _twice(make.PatientFactory),
    "patient_state_known": _patient(state="magic"),
    "patient_clue_source_known": _patient(clue_source="magic"),
    "patient_diagnosis_known": _patient(diagnosis="magic"),
    "patient_insurance_known": _patient(insurance="magic"),
    "patient_diagnosed_with_diagnosis": _patient(diagnosis=""),
    "patient_on_file_after_diagnosis": _patient(registered_on=date(2025, 12, 9)),
    "patient_on_file_with_consent": _patient(consent_by=""),
    "patient_under_care_after_file": _patient(under_care_on=date(2026, 1, 4)),
    "patient_ends_after_clue": _patient(state="ended", ended_on=EARLIER, end_reason="died"),
    "patient_ends_with_reason": _patient(state="ended", ended_on=DAY),
    "patient_state_tells_the_end": _patient(ended_on=DAY, end_reason="died"),
    "visit_once_a_day": _twice(make.VisitFactory),
    "visit_risk_range": _visit(risk=6),
    "visit_stability_known": _visit(stability="magic"),
    "visit_unstable_is_referred": _visit(stability="unstable"),
    "visit_next_is_later": _visit(next_due_on=date(2026, 3, 2)),
    "guardianship_one_open": _twice(make.GuardianshipFactory),
    "guardianship_ends_after_start": lambda p: make.GuardianshipFactory(person=p, ended_on=EARLIER),
    "guardianship_letter_has_both_days": lambda p: make.GuardianshipFactory(person=p, letter_signed_on=DAY),
    "group_member_leaves_after_joining": lambda p: make.GroupMemberFactory(guardianship__person=p, left_on=EARLIER),
    "group_member_role_known": lambda p: make.GroupMemberFactory(guardianship__person=p, role="magic"),
    "prescription_once_open": _twice(make.PrescriptionFactory),
    "prescription_ends_after_start": lambda p: make.PrescriptionFactory(person=p, until_on=EARLIER),
    "prescription_dose_positive": lambda p: make.PrescriptionFactory(person=p, units_a_day=Decimal(0)),
    "dispensing_once_a_day": _dispense_twice,
    "dispensing_quantity_positive": lambda p: make.DispensingFactory(prescription__person=p, quantity=0),
    "dispensing_runs_out_later": lambda p: make.DispensingFactory(prescription__person=p, runs_out_on=EARLIER),
    "hospital_stay_one_open": _twice(make.HospitalStayFactory),
    "hospital_stay_ends_after_start": lambda p: make.HospitalStayFactory(
        person=p, discharged_on=EARLIER, handed_over_to="x"
    ),
    "hospital_stay_is_handed_over": lambda p: make.HospitalStayFactory(person=p, discharged_on=DAY),
    "psych_aid_amount_positive": lambda p: make.AidFactory(person=p, amount=0),
    "psych_aid_kind_known": lambda p: make.AidFactory(person=p, kind="magic"),
    "lock_up_one_open": _twice(make.LockUpFactory),
    "lock_up_state_known": _lock_up(state="magic"),
    "lock_up_assessed_after_found": _lock_up(assessed_on=EARLIER),
    "lock_up_released_after_assessed": _lock_up(released_on=DAY),
    "lock_up_treated_after_released": _lock_up(treated_on=DAY),
    "lock_up_followed_after_treated": _lock_up(followed_on=DAY),
    "incident_kind_known": lambda p: make.IncidentFactory(person=p, kind="magic"),
    "incident_damage_not_negative": lambda p: make.IncidentFactory(person=p, damage=-1),
    "incident_reviewed_later": lambda p: make.IncidentFactory(person=p, reviewed_on=EARLIER),
    **CARD_VIOLATIONS,
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(person, name):
    assert_refused(name, lambda: VIOLATIONS[name](person))


def test_no_constraint_is_left_out():
    assert declared_names("psych_care") == set(VIOLATIONS)
