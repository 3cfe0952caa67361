"""A new rule or standard is a new dated row, saved only after its preview was seen; amounts follow from its month."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from registry.models import Person
from relief import previews
from relief.eligibility import drawing, meeting
from relief.models import Entitlement, EntitlementAmount, Exclusion, ProgrammeRule, Standard
from tests.factories import CertificateFactory, ComponentFactory, HouseholdFactory, MemberFactory, PersonFactory
from tests.relief.factories import AmountFactory, EntitlementFactory, StandardFactory, exclusion, programme

APRIL, DAY = date(2026, 4, 1), date(2026, 3, 18)
STANDARD = {"tier": "all", "amount": "450", "effective_from": "2026-04-01", "source": "池民〔2026〕5号"}


@pytest.fixture
def allowance(areas):
    row = programme("allowance")
    StandardFactory(programme=row, amount=390)
    return row


def draws(allowance, chiyang, amount, income, members=1):
    household = HouseholdFactory(community=chiyang)
    person = PersonFactory(community=chiyang)
    entitlement = EntitlementFactory(person=person, household=household, programme=allowance, amount="none")
    AmountFactory(entitlement=entitlement, amount=amount, members=members, income_per_head=income)
    return entitlement


@pytest.fixture
def signed_in(at, manager):
    return lambda *args, **kwargs: at(*args, user=manager, **kwargs)


def test_the_preview_tells_who_gains_and_by_how_much(allowance, areas, chiyang):
    draws(allowance, chiyang, 380, 200, members=2)
    draws(allowance, chiyang, 90, 300)
    found = previews.of_standard(
        Entitlement.objects.all(), Standard(programme=allowance, amount=Decimal(450), effective_from=APRIL)
    )
    assert [line.change for line in found.gaining] == [120, 60]
    assert found.summary()["gain_total"] == 180


def test_the_preview_tells_who_would_get_nothing(allowance, areas, chiyang):
    draws(allowance, chiyang, 90, 300)
    found = previews.of_standard(
        Entitlement.objects.all(), Standard(programme=allowance, amount=Decimal(300), effective_from=APRIL)
    )
    assert [(line.before, line.after) for line in found.losing] == [(90, 0)]


def test_nothing_is_saved_before_the_preview_was_seen(signed_in, allowance, chiyang):
    entitlement = draws(allowance, chiyang, 190, 200)
    first = signed_in("relief:standard-add", allowance.pk, data=STANDARD)
    assert first.status_code == 200
    assert allowance.standards.count() == 1
    seen = first.context["form"]["seen"].value()
    changed = signed_in("relief:standard-add", allowance.pk, data=STANDARD | {"amount": "500", "seen": seen})
    assert allowance.standards.count() == 1
    seen = changed.context["form"]["seen"].value()
    assert signed_in(
        "relief:standard-add", allowance.pk, data=STANDARD | {"amount": "500", "seen": seen}
    ).url == reverse("relief:programme-detail", args=[allowance.pk])
    assert entitlement.amount_on(date(2026, 3, 1)).amount == 190
    row = EntitlementAmount.objects.get(from_month=APRIL)
    assert (row.amount, row.reason) == (300, "standard")


def test_who_would_get_nothing_keeps_the_old_amount_until_somebody_decides(signed_in, allowance, chiyang):
    draws(allowance, chiyang, 90, 300)
    data = STANDARD | {"amount": "300"}
    seen = signed_in("relief:standard-add", allowance.pk, data=data).context["form"]["seen"].value()
    signed_in("relief:standard-add", allowance.pk, data=data | {"seen": seen})
    assert [row.amount for row in EntitlementAmount.objects.all()] == [90]


def test_only_the_tier_of_the_new_standard_changes(areas, chiyang):
    nursing = programme()
    for tier in ("grade_1", "grade_2"):
        StandardFactory(programme=nursing, tier=tier, amount=100)
    people = [PersonFactory(community=chiyang) for _ in "12"]
    for grade, person in enumerate(people, start=1):
        CertificateFactory(person=person, grade=grade)
        EntitlementFactory(person=person)
    found = previews.of_standard(
        Entitlement.objects.all(),
        Standard(programme=nursing, tier="grade_1", amount=Decimal(120), effective_from=APRIL),
    )
    assert [line.entitlement.person for line in found.gaining] == people[:1]
    assert found.unchanged == 1


def test_the_preview_of_a_rule(areas, chiyang):
    nursing = programme()
    nursing.rules.update(max_grade=2, max_grade_mental=3)
    by_grade = {}
    for grade in (1, 2, 3):
        by_grade[grade] = PersonFactory(full_name=f"级{grade}", community=chiyang)
        CertificateFactory(person=by_grade[grade], grade=grade)
    EntitlementFactory(person=by_grade[2])
    stricter = ProgrammeRule(programme=nursing, effective_from=DAY, max_grade=1)
    found = previews.of_rule(Entitlement.objects.all(), Person.objects.all(), stricter)
    assert [line.entitlement.person for line in found.losing] == [by_grade[2]]
    assert found.newly == []
    wider = ProgrammeRule(programme=nursing, effective_from=DAY, max_grade=3)
    assert previews.of_rule(Entitlement.objects.all(), Person.objects.all(), wider).newly == [by_grade[3]]


@pytest.mark.parametrize(
    ("disability", "grade", "let_in"), [(4, 2, True), (4, 3, False), (5, 3, True), (6, 3, True), (6, 4, False)]
)
def test_grade_three_only_for_intellectual_and_mental(areas, disability, grade, let_in):
    person = PersonFactory()
    CertificateFactory(person=person, disability_type=disability, grade=grade)
    rule = ProgrammeRule(max_grade=2, max_grade_mental=3)
    assert meeting(Person.objects.all(), programme(), rule, DAY).exists() == let_in


def test_of_a_multiple_disability_the_components_count(areas):
    certificate = CertificateFactory(disability_type=7, grade=3)
    ComponentFactory(certificate=certificate, disability_type=6, grade=3)
    rule = ProgrammeRule(max_grade=2, max_grade_mental=3)
    assert meeting(Person.objects.all(), programme(), rule, DAY).exists()


@pytest.mark.parametrize(("born", "let_in"), [("1946-03-18", True), ("1946-03-19", False), ("1944-02-29", True)])
def test_eighty_on_the_birthday(areas, born, let_in):
    PersonFactory(birth_on=date.fromisoformat(born))
    assert meeting(Person.objects.all(), programme("old_age"), ProgrammeRule(min_age=80), DAY).exists() == let_in


def test_members_draw_with_the_household(areas, chiyang, allowance):
    head = MemberFactory(person=PersonFactory(community=chiyang))
    child = MemberFactory(person=PersonFactory(community=chiyang), household=head.household, kinship="20").person
    EntitlementFactory(person=head.person, household=head.household, programme=allowance)
    assert {row["pk"] for row in drawing(allowance.pk, DAY)} == {head.person.pk, child.pk}


def test_an_exclusion_begins_and_ends_by_days(signed_in):
    data = {
        "prevailing": programme("housing").pk,
        "excluded": programme("temporary").pk,
        "effective_from": "2026-03-18",
        "source": "",
    }
    assert signed_in("relief:exclusion-add", data=data).status_code == 302
    row = Exclusion.objects.get(prevailing=programme("housing"))
    assert signed_in("relief:exclusion-end", row.pk, data={"on": "2026-06-01"}).status_code == 302
    assert Exclusion.objects.holding_on(date(2026, 5, 31)).filter(pk=row.pk).exists()
    assert not Exclusion.objects.holding_on(date(2026, 6, 1)).filter(pk=row.pk).exists()


def test_ending_it_twice(signed_in):
    row = exclusion()
    assert signed_in("relief:exclusion-end", row.pk, data={"on": "2026-06-01"}).status_code == 302
    assert signed_in("relief:exclusion-end", row.pk, data={"on": "2026-07-01"}).status_code == 422
