from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.codes import HEAD_OF_HOUSEHOLD
from registry.models import AuditEntry, Household, HouseholdMember
from registry.services.households import change_head, form_household, join_household, leave_household
from registry.services.people import leave_register, move_person
from tests.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
SINCE, SPOUSE, SON = date(2024, 3, 1), "10", "20"


@pytest.fixture
def family(clerk, chiyang):
    """A head with a spouse, together since March 2024."""
    head, spouse = PersonFactory(full_name="查文祥"), PersonFactory(full_name="佘静", sex="2")
    household = form_household(by=clerk, person=head, kind="rural", on=SINCE)
    join_household(by=clerk, household=household, person=spouse, kinship=SPOUSE, on=SINCE)
    return household


def present(household) -> dict[str, str]:
    return {m.person.full_name: m.kinship for m in household.members.present().select_related("person")}


def test_a_household_is_entered_on_the_page_of_its_head(client, clerk, chiyang):
    person = PersonFactory()
    client.force_login(clerk)
    client.post(reverse("registry:household-form", args=[person.pk]), {"kind": "rural", "on": "2024-03-01"})
    household = Household.objects.get()
    assert (household.community_id, household.kind, household.formed_on) == (chiyang.pk, "rural", SINCE)
    assert present(household) == {person.full_name: HEAD_OF_HOUSEHOLD}
    page = client.get(reverse("registry:person-detail", args=[person.pk])).content.decode()
    assert reverse("registry:household-detail", args=[household.pk]) in page


def test_a_member_joins_through_the_form(client, clerk, family):
    child = PersonFactory(full_name="查小宝", birth_on=date(2020, 6, 1))
    client.force_login(clerk)
    url = reverse("registry:member-add", args=[family.pk, child.pk])
    client.post(url, {"kinship": SON, "on": "2024-03-01"})
    assert present(family)["查小宝"] == SON


def test_nobody_belongs_to_two_households_at_once(clerk, family):
    other = MemberFactory(person=PersonFactory()).household
    spouse = family.members.get(kinship=SPOUSE).person
    with pytest.raises(ValidationError):
        join_household(by=clerk, household=other, person=spouse, kinship=SPOUSE, on=date(2025, 1, 1))
    leave_household(by=clerk, member=family.members.get(kinship=SPOUSE), on=date(2025, 1, 1))
    with pytest.raises(ValidationError):
        join_household(by=clerk, household=other, person=spouse, kinship=SPOUSE, on=date(2024, 12, 31))
    join_household(by=clerk, household=other, person=spouse, kinship=SPOUSE, on=date(2025, 1, 1))


def test_a_change_of_head_keeps_who_was_head_before(client, clerk, family):
    client.force_login(clerk)
    head, spouse = (family.members.get(kinship=k) for k in (HEAD_OF_HOUSEHOLD, SPOUSE))
    url = reverse("registry:household-head", args=[family.pk])
    refused = client.post(url, {"head": spouse.pk, "on": "2025-05-01"})
    assert refused.status_code == 422
    client.post(url, {"head": spouse.pk, "on": "2025-05-01", f"member_{head.pk}": "11"})
    assert present(family) == {"佘静": HEAD_OF_HOUSEHOLD, "查文祥": "11"}
    before = HouseholdMember.objects.holding_on(date(2025, 4, 30)).heads().get()
    assert before.person.full_name == "查文祥"


def test_a_head_named_on_the_first_day_corrects_that_day(clerk, family):
    head, spouse = (family.members.get(kinship=k) for k in (HEAD_OF_HOUSEHOLD, SPOUSE))
    change_head(by=clerk, household=family, head=spouse, kinships={head.pk: "11"}, on=SINCE)
    assert present(family) == {"佘静": HEAD_OF_HOUSEHOLD, "查文祥": "11"}
    assert family.members.count() == 2


def test_the_household_lives_where_its_head_lives(manager, family, qiupu):
    spouse = family.members.get(kinship=SPOUSE).person
    move_person(by=manager, person=spouse, community=qiupu, on=date(2025, 1, 1))
    family.refresh_from_db()
    assert family.community_id != qiupu.pk
    head = family.members.get(kinship=HEAD_OF_HOUSEHOLD).person
    move_person(by=manager, person=head, community=qiupu, on=date(2025, 1, 1))
    family.refresh_from_db()
    assert family.community_id == qiupu.pk


@pytest.mark.parametrize(("ticked", "moved"), [({"with_household": "on"}, 2), ({}, 1)])
def test_those_at_home_move_along_when_told_so(client, manager, family, qiupu, ticked, moved):
    head = family.members.get(kinship=HEAD_OF_HOUSEHOLD).person
    client.force_login(manager)
    url = reverse("registry:person-move", args=[head.pk])
    client.post(url, {"community": qiupu.pk, "on": "2025-01-01"} | ticked)
    assert family.members.filter(person__community=qiupu).count() == moved


def test_who_dies_leaves_the_household_and_the_last_dissolves_it(clerk, family):
    head, spouse = (family.members.get(kinship=k).person for k in (HEAD_OF_HOUSEHOLD, SPOUSE))
    leave_register(by=clerk, person=head, on=date(2025, 1, 1), reason="died")
    family.refresh_from_db()
    assert (present(family), family.dissolved_on) == ({"佘静": SPOUSE}, None)
    leave_register(by=clerk, person=spouse, on=date(2025, 2, 1), reason="moved")
    family.refresh_from_db()
    assert (present(family), family.dissolved_on) == ({}, date(2025, 2, 1))


def test_members_out_of_scope_are_counted_but_not_named(client, clerk, manager, family, qiupu):
    spouse = family.members.get(kinship=SPOUSE).person
    move_person(by=manager, person=spouse, community=qiupu, on=date(2025, 1, 1))
    client.force_login(clerk)
    page = client.get(reverse("registry:household-detail", args=[family.pk])).content.decode()
    assert "查文祥" in page
    assert "佘静" not in page


def test_every_step_is_in_the_audit_log(clerk, family):
    leave_household(by=clerk, member=family.members.get(kinship=SPOUSE), on=date(2025, 1, 1))
    kinds = list(AuditEntry.objects.order_by("pk").values_list("action", "object_type"))
    member = "registry.householdmember"
    assert kinds == [("add", "registry.household"), ("add", member), ("add", member), ("end", member)]


def test_the_list_costs_the_same_for_one_and_for_ten(client, clerk, family, django_assert_max_num_queries):
    client.force_login(clerk)
    url = reverse("registry:household-list")
    client.get(url)
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    for _ in range(9):
        MemberFactory(person=PersonFactory())
    with django_assert_max_num_queries(len(one.captured_queries)):
        assert "查文祥" in client.get(url).content.decode()
