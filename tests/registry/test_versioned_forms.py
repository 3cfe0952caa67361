"""Two people edit one person: whoever saves second sees both values and keeps what they typed."""

from datetime import date

import pytest
from django.urls import reverse

from registry.forms.people import PersonChangeForm
from registry.models import AuditEntry, Person
from registry.versioned_forms import StaleVersionError
from tests.factories import make_id_number


def edit(person, **changes) -> dict:
    values = {
        "version": person.version,
        "full_name": person.full_name,
        "id_number": person.masked_id_number,
        "sex": person.sex,
        "birth_on": person.birth_on.isoformat(),
        "ethnic_group": "01",
        "phone": person.masked_phone,
        "address": person.address,
        "registered_on": person.registered_on.isoformat(),
    }
    return values | changes


@pytest.fixture
def url(person):
    return reverse("registry:person-edit", args=[person.pk])


@pytest.fixture
def both_open(clerk, manager, as_user, url):
    """Two people with the same page open, before either saves."""
    clients = as_user(clerk), as_user(manager)
    for client in clients:
        assert client.get(url).status_code == 200
    return clients


def test_the_second_sees_both_and_keeps_theirs(both_open, person, url):
    first, second = both_open
    first.post(url, edit(person, address="甲路 1 号"))
    page = second.post(url, edit(person, address="乙路 2 号"))
    (row,) = page.context["form"].conflict
    assert (row["yours"], row["theirs"]) == ("乙路 2 号", "甲路 1 号")
    assert page.context["form"]["address"].value() == "乙路 2 号"
    assert Person.objects.get(pk=person.pk).address == "甲路 1 号"


def test_saving_again_is_a_choice_with_both_in_sight(both_open, person, url):
    first, second = both_open
    first.post(url, edit(person, address="甲路 1 号"))
    page = second.post(url, edit(person, address="乙路 2 号"))
    newer = page.context["form"]["version"].value()
    assert second.post(url, edit(person, address="乙路 2 号", version=newer)).status_code == 302
    assert Person.objects.get(pk=person.pk).address == "乙路 2 号"


def test_without_the_version_the_first_ones_work_is_lost(both_open, person, url, monkeypatch):
    """The harm that the guard prevents."""
    monkeypatch.setattr(PersonChangeForm, "_tell_conflict", lambda self: None)
    first, second = both_open
    first.post(url, edit(person, address="甲路 1 号"))
    second.post(url, edit(person, address="乙路 2 号"))
    assert Person.objects.get(pk=person.pk).address == "乙路 2 号"


def test_saved_between_the_check_and_the_write(clerk, person):
    form = PersonChangeForm(edit(person, address="乙路 2 号"), instance=Person.objects.get(pk=person.pk), staff=clerk)
    assert form.is_valid()
    Person.objects.filter(pk=person.pk).update(address="甲路 1 号", version=person.version + 1)
    assert form.save_change(by=clerk) is None
    assert [row["theirs"] for row in form.conflict] == ["甲路 1 号"]
    assert Person.objects.get(pk=person.pk).address == "甲路 1 号"


def test_a_plain_save_raises(clerk, person):
    form = PersonChangeForm(edit(person, address="乙路 2 号"), instance=Person.objects.get(pk=person.pk), staff=clerk)
    assert form.is_valid()
    Person.objects.filter(pk=person.pk).update(version=person.version + 1)
    with pytest.raises(StaleVersionError):
        form.save()


def test_numbers_of_a_conflict_are_masked(both_open, person, url):
    first, second = both_open
    first.post(url, edit(person, phone="19900008888"))
    page = second.post(url, edit(person, phone="19900009999"))
    assert page.context["form"].conflict[0]["theirs"] == "199****8888"
    assert "19900008888" not in page.content.decode()


def test_a_field_left_masked_keeps_what_the_other_saved(both_open, person, url):
    first, second = both_open
    first.post(url, edit(person, phone="19900008888"))
    page = second.post(url, edit(person, address="乙路 2 号"))
    assert [str(row["theirs"]) for row in page.context["form"].conflict] == ["秀山路 8 号"]
    newer = page.context["form"]["version"].value()
    second.post(url, edit(person, address="乙路 2 号", version=newer))
    assert Person.objects.get(pk=person.pk).phone == "19900008888"


def test_the_page_holds_no_number_in_clear(clerk, person, as_user, url):
    page = as_user(clerk).get(url).content.decode()
    assert person.id_number not in page
    assert person.phone not in page
    assert person.masked_id_number in page


def test_a_changed_id_number_keeps_its_digest_in_step(clerk, person, as_user, url):
    number = make_id_number(date(1971, 2, 3), "1", 9)
    as_user(clerk).post(url, edit(person, id_number=number, birth_on="1971-02-03"))
    assert Person.objects.with_id_number(number).get() == person
    assert not Person.objects.with_id_number(person.id_number).exists()


def test_a_change_is_audited_masked_and_counts_the_version_up(clerk, person, as_user, url):
    as_user(clerk).post(url, edit(person, phone="19900008888"))
    entry = AuditEntry.objects.get()
    assert entry.action == "change"
    assert entry.changes == {"phone": [person.masked_phone, "199****8888"]}
    assert Person.objects.get(pk=person.pk).version == person.version + 1


def test_saving_without_a_change_writes_nothing(clerk, person, as_user, url):
    assert as_user(clerk).post(url, edit(person)).status_code == 302
    assert not AuditEntry.objects.exists()
    assert Person.objects.get(pk=person.pk).version == person.version
