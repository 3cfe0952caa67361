from datetime import date

import pytest
from django.urls import reverse

from registry.models import Guardian
from registry.services.people import leave_register
from registry.worklists import WITHOUT_GUARDIAN
from tests.factories import GuardianFactory, PersonFactory, make_id_number

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 18)


@pytest.fixture
def child(chiyang):
    return PersonFactory(full_name="查小宝", birth_on=date(2020, 6, 1))


def entered(**values):
    return {"full_name": "查文祥", "kinship": "51", "id_number": "", "phone": "", "from_on": "2024-03-01"} | values


@pytest.fixture
def add(client, clerk, child):
    client.force_login(clerk)
    return lambda **values: client.post(reverse("registry:guardian-add", args=[child.pk]), entered(**values))


def test_a_guardian_who_is_not_on_the_register(add, child):
    assert add(phone="13800001234").status_code == 302
    guardian = child.guardians.get()
    assert (guardian.full_name, guardian.phone, guardian.guardian) == ("查文祥", "13800001234", None)


def test_a_guardian_on_the_register_is_linked_by_the_id_number(add, child):
    father = PersonFactory(full_name="查文祥")
    add(id_number=father.id_number)
    assert child.guardians.get().guardian == father


def test_another_name_for_a_known_number_is_refused(add, child):
    father = PersonFactory(full_name="桂建国")
    assert add(id_number=father.id_number).status_code == 422
    assert not child.guardians.exists()


def test_a_person_out_of_scope_is_not_told_of(add, child, qiupu):
    stranger = PersonFactory(full_name="桂建国", community_id=qiupu.pk)
    assert add(id_number=stranger.id_number).status_code == 302
    assert child.guardians.get().guardian is None


@pytest.mark.parametrize("birth_on", [date(2010, 1, 1), date(2008, 3, 19)])
def test_a_minor_guards_nobody(add, birth_on):
    assert add(id_number=make_id_number(birth_on)).status_code == 422


def test_who_is_eighteen_may(add):
    assert add(id_number=make_id_number(date(2008, 3, 18))).status_code == 302


def test_nobody_is_their_own_guardian(client, clerk, chiyang):
    person = PersonFactory()
    client.force_login(clerk)
    answer = client.post(
        reverse("registry:guardian-add", args=[person.pk]),
        entered(full_name=person.full_name, id_number=person.id_number),
    )
    assert answer.status_code == 422


def test_a_minor_without_one_waits_on_today(clerk, child):
    PersonFactory(birth_on=date(1980, 1, 1))
    assert [due.text for due in WITHOUT_GUARDIAN.items(clerk, TODAY, 9)] == ["查小宝"]
    GuardianFactory(person=child)
    assert WITHOUT_GUARDIAN.count(clerk, TODAY) == (0, 0)
    Guardian.objects.update(until_on=TODAY)
    assert WITHOUT_GUARDIAN.count(clerk, TODAY) == (1, 1)


def test_the_death_of_the_guardian_ends_it(clerk, child):
    father = PersonFactory()
    guardian = GuardianFactory(person=child, guardian=father)
    leave_register(by=clerk, person=father, on=date(2025, 1, 1), reason="died")
    guardian.refresh_from_db()
    assert guardian.until_on == date(2025, 1, 1)


def test_a_guardian_who_moves_away_stays_guardian(clerk, child):
    father = PersonFactory()
    guardian = GuardianFactory(person=child, guardian=father)
    leave_register(by=clerk, person=father, on=date(2025, 1, 1), reason="moved")
    guardian.refresh_from_db()
    assert guardian.until_on is None


def test_numbers_are_masked_on_the_page(client, clerk, child):
    GuardianFactory(person=child, phone="13800001234")
    client.force_login(clerk)
    page = client.get(reverse("registry:person-detail", args=[child.pk])).content.decode()
    assert "138****1234" in page
    assert "13800001234" not in page
