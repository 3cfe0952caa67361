"""A person's page and change history."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import LeftReason
from registry.services.people import leave_register, move_person
from tests.factories import CertificateFactory, ComponentFactory, PersonFactory


def detail(person) -> str:
    return reverse("registry:person-detail", args=[person.pk])


def history(person) -> str:
    return reverse("registry:person-history", args=[person.pk])


def alert_kinds(client, person) -> list[str]:
    return [alert.kind for alert in client.get(detail(person)).context["alerts"]]


def test_shows_no_number_in_clear(clerk, person, as_user):
    page = as_user(clerk).get(detail(person)).content.decode()
    for number in (person.id_number, person.phone, person.certificates.get().number):
        assert number not in page
    assert person.masked_id_number in page
    assert "池阳街道 秀山居委会" in page


@pytest.mark.parametrize(
    ("expires_on", "kinds"),
    [
        (date(2026, 6, 17), []),
        (date(2026, 6, 16), ["short"]),
        (date(2026, 3, 18), ["short"]),
        (date(2026, 3, 17), ["overdue"]),
    ],
)
def test_warns_of_a_certificate_that_ends(clerk, chiyang, as_user, expires_on, kinds):
    person = PersonFactory(community=chiyang)
    CertificateFactory(person=person, expires_on=expires_on)
    assert alert_kinds(as_user(clerk), person) == kinds


def test_says_that_somebody_left(clerk, person, as_user):
    leave_register(by=clerk, person=person, on=date(2026, 3, 1), reason="died")
    assert alert_kinds(as_user(clerk), person) == ["overdue"]


def test_says_that_a_number_is_not_the_holders(clerk, chiyang, as_user):
    person = PersonFactory(community=chiyang)
    CertificateFactory(person=person, number=f"{PersonFactory().id_number}44", prefix_reason="办证后更正过身份证号")
    assert alert_kinds(as_user(clerk), person) == ["short"]


def test_says_that_somebody_is_a_minor(clerk, chiyang, as_user):
    person = PersonFactory(community=chiyang, birth_on=date(2015, 5, 5))
    CertificateFactory(person=person)
    assert alert_kinds(as_user(clerk), person) == ["info"]


def test_shows_the_parts_of_a_multiple_disability(clerk, chiyang, as_user):
    certificate = CertificateFactory(person=PersonFactory(community=chiyang), disability_type=7, grade=2)
    parts = [ComponentFactory(certificate=certificate, disability_type=kind, grade=2) for kind in (2, 4)]
    page = as_user(clerk).get(detail(certificate.person)).content.decode()
    assert "、".join(str(part) for part in parts) in page


def test_costs_the_same_however_long_the_history(clerk, chiyang, as_user, django_assert_max_num_queries):
    def cost(person):
        with django_assert_max_num_queries(40) as queries:
            client.get(detail(person))
        return len(queries)

    client = as_user(clerk)
    short, long = PersonFactory(community=chiyang), PersonFactory(community=chiyang)
    CertificateFactory(person=short)
    for year in range(2012, 2016):
        CertificateFactory(
            person=long,
            number=f"{long.id_number}44B{year - 2011}",
            issued_on=date(year, 1, 1),
            expires_on=date(year + 10, 1, 1),
            cancelled_on=date(year, 6, 1),
            cancel_reason="reissued",
        )
    CertificateFactory(person=long)
    client.get(detail(short))
    assert cost(long) == cost(short)


def test_the_neighbours_page_is_not_there(clerk, neighbour, as_user):
    assert as_user(clerk).get(detail(neighbour)).status_code == 404


def test_administrators_see_no_person(administrator, person, as_user):
    assert as_user(administrator).get(detail(person)).status_code == 403


def test_readers_see_no_buttons(reviewer, person, as_user):
    page = as_user(reviewer).get(detail(person)).content.decode()
    for name in ("person-edit", "person-move", "person-leave", "certificate-add"):
        assert reverse(f"registry:{name}", args=[person.pk]) not in page
    assert "/reveal/" not in page


class TestHistory:
    def test_tells_in_words_who_changed_what(self, manager, clerk, person, areas, as_user):
        move_person(by=clerk, person=person, community=areas["341702002001"], on=date(2026, 3, 18))
        page = as_user(manager).get(history(person)).content.decode()
        for told in ("汪春梅", "秀山居委会", "湖心居委会", "2026-03-18"):
            assert told in page
        assert "341702002001" not in page
        assert "community" not in page.split('id="content"')[1]

    def test_codes_are_shown_by_their_labels(self, manager, clerk, person, as_user):
        leave_register(by=clerk, person=person, on=date(2026, 3, 18), reason="died")
        (line,) = [
            line
            for line in as_user(manager).get(history(person)).context["lines"]
            if line.entry.object_type == "registry.person"
        ]
        assert {change.new for change in line.changes} == {"2026-03-18", str(LeftReason.DIED.label)}

    def test_clerks_do_not_see_it(self, clerk, person, as_user):
        assert as_user(clerk).get(history(person)).status_code == 403

    def test_nor_does_a_manager_of_another_district(self, person, areas, as_user):
        from registry.permissions import Role
        from tests.factories import StaffFactory

        elsewhere = StaffFactory(area_id="341721", role=Role.MANAGER)
        assert as_user(elsewhere).get(history(person)).status_code == 404

    def test_costs_the_same_for_many_entries(
        self, manager, clerk, person, areas, as_user, django_assert_max_num_queries
    ):
        def cost():
            with django_assert_max_num_queries(30) as queries:
                client.get(history(person))
            return len(queries)

        client = as_user(manager)
        move_person(by=clerk, person=person, community=areas["341702001009"], on=date(2026, 3, 1))
        client.get(history(person))
        one = cost()
        for day in range(2, 12):
            target = areas["341702001008" if day % 2 == 0 else "341702001009"]
            move_person(by=clerk, person=person, community=target, on=date(2026, 3, day))
        assert cost() == one
