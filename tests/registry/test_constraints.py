"""Every constraint of registry is violated once, past all forms: the database itself refuses."""

from datetime import date

import pytest

from registry.models import (
    Certificate,
    Guardian,
    Household,
    HouseholdMember,
    Job,
    Person,
    Population,
    Residence,
    StaffRole,
)
from registry.permissions import Role
from tests.constraints import assert_refused, declared_names
from tests.factories import (
    CertificateFactory,
    ComponentFactory,
    GuardianFactory,
    MemberFactory,
    PersonFactory,
    StaffFactory,
)

EARLIER, LATER = date(2001, 1, 1), date(2026, 2, 1)


def _population(year=2025, times=1):
    for _ in range(times):
        Population.objects.create(area_id="341702001", year=year, residents=9000)


def _person(**values):
    Person.objects.filter(pk=PersonFactory().pk).update(**values)


def _residence(**values):
    Residence.objects.create(person=PersonFactory(), community_id="341702001009", **values)


def _certificate(**values):
    Certificate.objects.filter(pk=CertificateFactory().pk).update(**values)


def _same_certificate_number():
    first = CertificateFactory(cancelled_on=LATER, cancel_reason="reissued")
    CertificateFactory(person=first.person, number=first.number)


def _second_certificate():
    first = CertificateFactory()
    CertificateFactory(person=first.person, number=f"{first.person.id_number}43", grade=3)


def _same_component():
    certificate = CertificateFactory(disability_type=7)
    for _ in "12":
        ComponentFactory(certificate=certificate)


def _same_role():
    staff = StaffFactory(area_id="341702001", role=Role.CLERK)
    StaffRole.objects.create(staff=staff, role=Role.CLERK)


def _household(**values):
    Household.objects.filter(pk=MemberFactory().household_id).update(**values)


def _member(**values):
    HouseholdMember.objects.filter(pk=MemberFactory().pk).update(**values)


def _same_member():
    first = MemberFactory(until_on=LATER)
    MemberFactory(household=first.household, person=first.person, until_on=LATER)


def _guardian(**values):
    Guardian.objects.filter(pk=GuardianFactory().pk).update(**values)


def _own_guardian():
    person = PersonFactory()
    GuardianFactory(person=person, guardian=person)


def _job_in_state(state):
    staff = StaffFactory(area_id="341702001")
    Job.objects.create(kind="x", title="x", created_by=staff, area=staff.area, state=state)


VIOLATIONS = {
    "population_once_a_year": lambda: _population(times=2),
    "population_year_plausible": lambda: _population(year=1900),
    "person_id_number_once": lambda: PersonFactory(id_number=PersonFactory().id_number),
    "person_leaves_after_registering": lambda: _person(left_on=EARLIER, left_reason="died"),
    "person_left_with_reason": lambda: _person(left_on=LATER),
    "person_born_before_registering": lambda: _person(birth_on=date(2025, 1, 1)),
    "person_sex_known": lambda: _person(sex="x"),
    "residence_one_open": lambda: _residence(from_on=LATER),
    "residence_one_a_day": lambda: _residence(from_on=date(2024, 1, 10), until_on=LATER),
    "residence_ends_after_start": lambda: _residence(from_on=LATER, until_on=EARLIER),
    "certificate_number_once": _same_certificate_number,
    "certificate_one_in_force": _second_certificate,
    "certificate_expires_after_issue": lambda: _certificate(expires_on=EARLIER),
    "certificate_cancelled_after_issue": lambda: _certificate(cancelled_on=EARLIER, cancel_reason="died"),
    "certificate_cancelled_with_reason": lambda: _certificate(cancelled_on=LATER),
    "certificate_type_known": lambda: _certificate(disability_type=8),
    "certificate_grade_known": lambda: _certificate(grade=5),
    "certificate_component_once": _same_component,
    "certificate_component_single": lambda: ComponentFactory(
        certificate=CertificateFactory(disability_type=7), disability_type=7
    ),
    "household_kind_known": lambda: _household(kind="x"),
    "household_dissolved_after_formed": lambda: _household(dissolved_on=EARLIER),
    "member_of_one_household": lambda: MemberFactory(person=MemberFactory().person),
    "household_one_head": lambda: MemberFactory(household=MemberFactory().household),
    "member_once_a_day": _same_member,
    "member_ends_after_start": lambda: _member(until_on=EARLIER),
    "member_kinship_known": lambda: _member(kinship="03"),
    "guardian_once": lambda: GuardianFactory(person=GuardianFactory().person),
    "guardian_is_somebody_else": _own_guardian,
    "guardian_ends_after_start": lambda: _guardian(until_on=EARLIER),
    "guardian_kinship_known": lambda: _guardian(kinship="02"),
    "job_state_known": lambda: _job_in_state("lost"),
    "staff_role_once": _same_role,
    "staff_role_known": lambda: StaffFactory(area_id="341702001", role="king"),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(areas, name):
    assert_refused(name, VIOLATIONS[name])


def test_no_constraint_is_left_out():
    assert declared_names("registry") == set(VIOLATIONS)
