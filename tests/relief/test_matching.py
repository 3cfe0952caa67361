"""Information matching: each rule finds what it is for and nothing beside; a finding is there once, whoever runs it."""

from datetime import date
from decimal import Decimal

import pytest

from registry.models import AuditEntry
from relief.matching.rules import all_rules
from relief.models import Exclusion, MatchFinding
from relief.services.matching import apply_rule
from tests.factories import CertificateFactory, GuardianFactory, MemberFactory, PersonFactory
from tests.psych_care.factories import PatientFactory
from tests.rehab.factories import NeedFactory
from tests.relief.factories import (
    AccountFactory,
    AmountFactory,
    EntitlementFactory,
    StandardFactory,
    make_card,
    programme,
)
from tests.relief.finding_factories import ListRowFactory, OutsideListFactory

DAY = date(2026, 3, 18)


def drawn(person, code="nursing_subsidy", amount=100, **values):
    return EntitlementFactory(person=person, programme=programme(code), amount=amount, **values)


def found(rule: str) -> list[MatchFinding]:
    apply_rule(rule=rule, hits=all_rules()[rule], day=DAY)
    return list(MatchFinding.objects.filter(rule=rule, state="open"))


def listed(person, kind, **values):
    where = {name: values.pop(name) for name in ("department", "as_of", "area_id") if name in values}
    return ListRowFactory(outside_list=OutsideListFactory(kind=kind, **where), id_number=person.id_number, **values)


@pytest.fixture
def severe(chiyang):
    person = PersonFactory(full_name="方桂英", sex="2", birth_on=date(1970, 5, 5), community=chiyang)
    CertificateFactory(person=person, grade=1)
    return person


@pytest.fixture
def family(chiyang):
    """A head and a daughter."""
    head = MemberFactory(person=PersonFactory(full_name="方桂英", community=chiyang))
    MemberFactory(person=PersonFactory(full_name="方小明", community=chiyang), household=head.household, kinship="30")
    return head.household


def test_two_programmes_that_exclude_each_other(person):
    nursing, destitute = drawn(person), drawn(person, "destitute", from_month=date(2026, 2, 1))
    [row] = found("excluded")
    assert {row.entitlement, row.other_entitlement} == {nursing, destitute}
    assert (row.kind, row.since, row.amount) == ("duplicate", date(2026, 2, 1), Decimal(200))


def test_what_no_row_of_the_matrix_excludes_is_no_finding(person):
    drawn(person)
    drawn(person, "living_subsidy")
    assert not found("excluded")


def test_an_exclusion_that_ended_is_none(person):
    drawn(person)
    drawn(person, "destitute")
    Exclusion.objects.update(effective_until=date(2026, 3, 1))
    assert not found("excluded")


def test_a_member_excludes_what_the_household_draws(family):
    head, daughter = (member.person for member in family.members.order_by("pk"))
    allowance = drawn(head, "allowance", household=family)
    drawn(daughter, "destitute")
    [row] = found("excluded")
    assert row.entitlement == allowance


def test_a_households_benefit_twice(family):
    head, daughter = (member.person for member in family.members.order_by("pk"))
    drawn(head, "allowance", household=family)
    second = drawn(daughter, "allowance", household=family)
    [row] = found("same_household")
    assert row.entitlement == second


def test_the_households_of_two_neighbours_are_two(family, chiyang):
    drawn(family.members.first().person, "allowance", household=family)
    other = MemberFactory(person=PersonFactory(community=chiyang))
    drawn(other.person, "allowance", household=other.household)
    assert not found("same_household")


def two_payees(person, chiyang, **held):
    other = PersonFactory(community=chiyang)
    number = make_card(7)
    AccountFactory(person=person, number=number)
    guardian = GuardianFactory(person=other, **held)
    AccountFactory(person=other, number=number, guardian=guardian)
    drawn(person)
    drawn(other)
    return other, guardian


def test_one_account_for_two_payees(person, chiyang):
    """The guardian who holds it is somebody else than the other payee."""
    two_payees(person, chiyang)
    [row] = found("same_account")
    assert row.other_person_id in (person.pk, row.person_id) or row.person_id == person.pk


def test_a_registered_guardian_may_hold_it(person, chiyang):
    two_payees(person, chiyang, guardian=person)
    assert not found("same_account")


def test_a_guardian_of_earlier_days_may_not(person, chiyang):
    two_payees(person, chiyang, guardian=person, until_on=date(2026, 3, 1))
    assert len(found("same_account")) == 1


def test_namesakes_with_one_guardian(chiyang):
    pair = [PersonFactory(full_name="方小明", birth_on=date(2015, 5, 5), community=chiyang) for _ in "12"]
    for one in pair:
        GuardianFactory(person=one, full_name="方大明")
        drawn(one)
    [row] = found("same_person")
    assert {row.person_id, row.other_person_id} == {one.pk for one in pair}


def test_namesakes_of_two_families_are_two(chiyang):
    for name in ("方大明", "查大明"):
        one = PersonFactory(full_name="方小明", birth_on=date(2015, 5, 5), community=chiyang)
        GuardianFactory(person=one, full_name=name)
        drawn(one)
    assert not found("same_person")


def test_a_certificate_with_anothers_number(person, chiyang):
    other = PersonFactory(community=chiyang)
    CertificateFactory(person=other, number=f"{person.id_number}43", prefix_reason="身份证换号")
    drawn(person)
    drawn(other)
    assert len(found("same_person")) == 1


def test_relief_of_another_department_as_well(person):
    nursing = drawn(person)
    row = listed(person, "other_relief", amount=300, detail="临时救助")
    [finding] = found("other_relief")
    assert (finding.entitlement, finding.row, finding.amount) == (nursing, row, Decimal(300))


def test_in_the_lists_of_two_departments(person):
    listed(person, "other_relief", department="区总工会", amount=300)
    assert not found("two_lists")
    listed(person, "other_relief", department="区妇联", amount=200)
    [finding] = found("two_lists")
    assert finding.amount == 200


def test_drawn_after_death(person):
    """Of what is drawn since January: not paid from the month after, so February and March are at stake."""
    nursing = drawn(person, amount=120)
    listed(person, "deaths", on=date(2026, 1, 20))
    [finding] = found("dead")
    assert (finding.entitlement, finding.since, finding.amount) == (nursing, date(2026, 1, 20), Decimal(240))


def test_an_amount_that_changed_is_added_up_month_by_month(person):
    nursing = drawn(person, amount=100)
    AmountFactory(entitlement=nursing, from_month=date(2026, 3, 1), amount=110)
    listed(person, "deaths", on=date(2026, 1, 20))
    assert found("dead")[0].amount == 210


@pytest.mark.parametrize("area", ["341702002", "341721"])
def test_a_list_of_another_area_says_nothing(person, area):
    drawn(person)
    listed(person, "deaths", on=date(2026, 1, 20), area_id=area)
    assert not found("dead")


def test_who_was_granted_something_since_has_come_back(person):
    drawn(person, granted_on=date(2026, 2, 20))
    listed(person, "moved", on=date(2026, 2, 19))
    assert not found("moved_away")
    listed(person, "moved", on=date(2026, 2, 20), department="乡镇")
    assert len(found("moved_away")) == 1


def test_in_an_institution(person):
    drawn(person)
    drawn(person, "old_age")
    listed(person, "institution", on=date(2026, 2, 1))
    assert [row.programme.code for row in found("institution")] == ["nursing_subsidy"]


def test_a_certificate_that_lapsed(severe, chiyang):
    programme().rules.update(max_grade=2)
    drawn(severe)
    late = PersonFactory(community=chiyang)
    CertificateFactory(person=late, grade=1, expires_on=date(2026, 2, 10))
    lapsed = drawn(late)
    [finding] = found("lapsed")
    assert (finding.entitlement, finding.since) == (lapsed, date(2026, 2, 10))


@pytest.mark.parametrize(("kind", "rule"), [("vehicles", "vehicle"), ("property", "property"), ("pensions", "pension")])
def test_leads_are_of_means_tested_households(family, kind, rule):
    programme("allowance").__class__.objects.filter(code="allowance").update(amount_rule="difference")
    head, daughter = (member.person for member in family.members.order_by("pk"))
    allowance = drawn(head, "allowance", household=family, amount=500)
    drawn(daughter)
    listed(daughter, kind)
    [finding] = found(rule)
    assert (finding.kind, finding.entitlement, finding.other_person, finding.amount) == (
        "lead",
        allowance,
        daughter,
        Decimal(500),
    )


def test_a_newer_list_of_the_department_replaces_the_older(family):
    head = family.members.first().person
    drawn(head, "allowance", household=family)
    listed(head, "vehicles", as_of=date(2026, 1, 1))
    assert found("vehicle")
    OutsideListFactory(kind="vehicles", as_of=date(2026, 3, 1))
    assert not found("vehicle")
    assert MatchFinding.objects.get().state == "gone"


@pytest.fixture
def nursing_rule(areas):
    programme().rules.update(max_grade=2)
    StandardFactory(tier="grade_1", amount=110)


def test_severely_disabled_without_the_subsidy(nursing_rule, severe, person):
    """The man of grade 4 is not meant."""
    [finding] = found("no_nursing")
    assert (finding.person, finding.amount, finding.kind) == (severe, Decimal(110), "missed")


@pytest.mark.parametrize("code", ["nursing_subsidy", "destitute"])
def test_who_draws_it_or_what_excludes_it_is_not_missed(nursing_rule, severe, code):
    drawn(severe, code)
    assert not found("no_nursing")


def test_who_is_granted_it_for_a_month_to_come_is_not_missed(nursing_rule, severe):
    drawn(severe, from_month=date(2026, 4, 1))
    assert not found("no_nursing")


def test_of_an_allowance_household_without_the_living_subsidy(family, person):
    living = programme("living_subsidy")
    living.rules.update(max_grade=4)
    head, daughter = (member.person for member in family.members.order_by("pk"))
    CertificateFactory(person=daughter)
    drawn(head, "allowance", household=family)
    assert [row.person for row in found("no_living")] == [daughter]


def test_of_age_without_the_allowance(chiyang):
    programme("old_age").rules.update(min_age=80)
    for birth in (date(1946, 3, 18), date(1946, 3, 19)):
        PersonFactory(birth_on=birth, community=chiyang)
    assert [row.person.birth_on for row in found("no_old_age")] == [date(1946, 3, 18)]


def test_a_young_child_without_aid_comes_from_the_field_beside(chiyang):
    child = PersonFactory(birth_on=date(2022, 5, 5), registered_on=date(2024, 1, 10), community=chiyang)
    NeedFactory(person=child)
    assert [row.person for row in found("no_child_aid")] == [child]


def test_a_patient_without_medicine_is_known_to_who_may_know(chiyang, manager, clerk, psychiatric_worker):
    patient = PatientFactory(person=PersonFactory(community=chiyang), poor_since=date(2025, 1, 1))
    [finding] = found("no_drug_relief")
    assert finding.person == patient.person
    assert not MatchFinding.objects.visible_to(manager).exists()
    assert not MatchFinding.objects.visible_to(clerk).exists()
    assert MatchFinding.objects.visible_to(psychiatric_worker).get() == finding


def test_neither_page_nor_log_nor_figure_names_a_patient(at, chiyang, manager, auditor):
    person = PersonFactory(full_name="查月华", community=chiyang)
    PatientFactory(person=person, poor_since=date(2025, 1, 1))
    [finding] = found("no_drug_relief")
    for url, *args in (("relief:finding-list",), ("relief:finding-board",), ("relief:home",)):
        text = at(url, *args, user=manager).content.decode()
        assert person.full_name not in text
        assert "mental disorder" not in text
        assert "严重精神障碍" not in text
    assert at("relief:finding-detail", finding.pk, user=manager).status_code == 404
    assert not AuditEntry.objects.filter(person_id=person.pk).exists()
