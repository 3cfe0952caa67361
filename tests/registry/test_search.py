"""The search field: a part of a name, or a whole number; never anybody out of scope."""

import re

import pytest
from django.urls import reverse

from tests.factories import PersonFactory

SEARCH = reverse("registry:search")


def search(client, text):
    return client.post(SEARCH, {"q": text})


def found(response) -> list[str]:
    return [row["person"].full_name for row in response.context["rows"]]


def test_a_part_of_the_name(clerk, person, chiyang, as_user):
    PersonFactory(full_name="毛秀兰", community=chiyang)
    assert found(search(as_user(clerk), "德福")) == [person.full_name]


@pytest.mark.parametrize("spelled", ["{}", " {} ", "{}".lower()])
def test_a_whole_number_leads_to_the_person(clerk, person, as_user, spelled):
    detail = reverse("registry:person-detail", args=[person.pk])
    for number in (person.id_number, person.certificates.get().number, person.phone):
        assert search(as_user(clerk), spelled.format(number)).url == detail


def test_a_part_of_a_number_finds_nobody(clerk, person, as_user):
    assert found(search(as_user(clerk), person.id_number[:17])) == []


def test_a_shared_phone_lists_everyone(clerk, person, chiyang, as_user):
    PersonFactory(full_name="毛秀兰", phone=person.phone, community=chiyang)
    assert sorted(found(search(as_user(clerk), person.phone))) == sorted(["毛秀兰", person.full_name])


def test_the_neighbours_people_read_like_nobody(clerk, neighbour, as_user):
    client = as_user(clerk)
    nobody = search(client, "19900099999").content.decode()
    for text in (neighbour.id_number, neighbour.phone, neighbour.certificates.get().number):
        page = search(client, text).content.decode()
        assert neighbour.full_name not in page
        assert _apart_from_the_entry(page, text) == _apart_from_the_entry(nobody, "19900099999")


def _apart_from_the_entry(page: str, text: str) -> str:
    lines = page.replace(text, "").splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower())


def test_a_name_of_the_neighbours_finds_nobody(clerk, neighbour, as_user):
    assert found(search(as_user(clerk), neighbour.full_name)) == []


def test_those_who_left_are_found_too(clerk, chiyang, as_user):
    PersonFactory(full_name="柯文远", community=chiyang, left_on="2025-01-01", left_reason="died")
    assert found(search(as_user(clerk), "柯文")) == ["柯文远"]


def test_asking_by_the_address_searches_nothing(clerk, person, as_user):
    """An ID number in an address would stand in every log on its way."""
    response = as_user(clerk).get(SEARCH, {"q": person.id_number})
    assert response.status_code == 200
    assert response.context["found"] is None


def test_many_of_one_name_are_cut(clerk, areas, as_user, monkeypatch):
    from registry.services import search as service

    monkeypatch.setattr(service, "SHOWN", 2)
    for _ in range(3):
        PersonFactory(full_name="汪春梅")
    response = search(as_user(clerk), "汪春")
    assert len(found(response)) == 2
    assert response.context["found"].more


def test_administrators_see_no_person(administrator, as_user):
    assert search(as_user(administrator), "汪").status_code == 403


def test_the_field_of_every_page_asks_by_post(clerk, as_user):
    page = as_user(clerk).get(SEARCH).content.decode()
    (form,) = re.findall(r'<form class="search".*?</form>', page, re.DOTALL)
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form
