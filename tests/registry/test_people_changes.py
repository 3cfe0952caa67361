"""Moves, leaving, returning: every change of a person is a dated row and an audit row."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry import plugs
from registry.models import AuditEntry, CancelReason, LeftReason, Person
from registry.services.people import leave_register, move_person, return_to_register
from tests.factories import CertificateFactory, PersonFactory

TODAY = date(2026, 3, 18)


def stays(person):
    return [(r.community_id, r.from_on, r.until_on) for r in person.residences.all()]


class TestMoving:
    def test_the_old_residence_ends_on_the_day_the_new_one_begins(self, clerk, person, areas):
        move_person(by=clerk, person=person, community=areas["341702001009"], on=date(2026, 3, 1))
        assert stays(person) == [
            ("341702001008", date(2024, 1, 10), date(2026, 3, 1)),
            ("341702001009", date(2026, 3, 1), None),
        ]
        assert Person.objects.get(pk=person.pk).community_id == "341702001009"

    def test_into_another_street_leaves_the_clerks_scope(self, clerk, person, as_user):
        client = as_user(clerk)
        url = reverse("registry:person-move", args=[person.pk])
        response = client.post(url, {"community": "341702002001", "on": "2026-03-01"})
        assert response.url == reverse("registry:person-list")
        assert client.get(reverse("registry:person-detail", args=[person.pk])).status_code == 404

    def test_another_district_is_no_destination(self, clerk, person, as_user):
        url = reverse("registry:person-move", args=[person.pk])
        response = as_user(clerk).post(url, {"community": "341721100001", "on": "2026-03-01"})
        assert response.context["form"].errors["community"]

    def test_on_its_first_day_a_residence_is_corrected(self, clerk, person, areas):
        move_person(by=clerk, person=person, community=areas["341702001009"], on=date(2024, 1, 10))
        assert stays(person) == [("341702001009", date(2024, 1, 10), None)]

    @pytest.mark.parametrize(
        ("code", "on", "field"),
        [
            ("341702001009", date(2026, 3, 19), "on"),
            ("341702001009", date(2024, 1, 9), "on"),
            ("341702001008", date(2026, 3, 1), "community"),
        ],
    )
    def test_days_and_places_that_cannot_be(self, clerk, person, areas, code, on, field):
        with pytest.raises(ValidationError) as refused:
            move_person(by=clerk, person=person, community=areas[code], on=on)
        assert list(refused.value.message_dict) == [field]
        assert len(stays(person)) == 1

    def test_is_audited_with_both_communities(self, clerk, person, areas):
        move_person(by=clerk, person=person, community=areas["341702002001"], on=TODAY)
        entry = AuditEntry.objects.get(action="move")
        assert (entry.staff, entry.person_id) == (clerk, person.pk)
        assert entry.changes["community"] == ["341702001008", "341702002001"]


class TestLeaving:
    @pytest.mark.parametrize(
        ("reason", "cancelled"), [(LeftReason.DIED, CancelReason.DIED), (LeftReason.MOVED, CancelReason.MOVED)]
    )
    def test_ends_residence_and_certificate(self, clerk, person, reason, cancelled):
        leave_register(by=clerk, person=person, on=TODAY, reason=reason)
        left = Person.objects.get(pk=person.pk)
        assert (left.left_on, left.left_reason) == (TODAY, reason)
        assert stays(person)[-1][2] == TODAY
        certificate = person.certificates.get()
        assert (certificate.cancelled_on, certificate.cancel_reason) == (TODAY, cancelled)

    def test_for_another_reason_keeps_the_certificate(self, clerk, person):
        leave_register(by=clerk, person=person, on=TODAY, reason=LeftReason.OTHER)
        assert person.certificates.get().cancelled_on is None

    def test_tells_the_floors_above_once(self, clerk, person, monkeypatch):
        told = []
        monkeypatch.setattr(plugs.plugs, "leave_hooks", [lambda **what: told.append(what)])
        leave_register(by=clerk, person=person, on=TODAY, reason=LeftReason.DIED)
        assert [(what["person"].pk, what["on"], what["by"]) for what in told] == [(person.pk, TODAY, clerk)]

    def test_twice_is_refused(self, clerk, person):
        leave_register(by=clerk, person=person, on=TODAY, reason=LeftReason.DIED)
        with pytest.raises(ValidationError):
            leave_register(by=clerk, person=person, on=TODAY, reason=LeftReason.DIED)

    def test_before_the_certificate_was_issued_changes_nothing(self, clerk, chiyang):
        person = PersonFactory(community=chiyang)
        CertificateFactory(person=person, issued_on=date(2026, 3, 10), expires_on=date(2036, 3, 10))
        with pytest.raises(ValidationError):
            leave_register(by=clerk, person=person, on=date(2026, 3, 9), reason=LeftReason.DIED)
        assert Person.objects.get(pk=person.pk).left_on is None
        assert stays(person)[-1][2] is None

    def test_the_page_asks_for_a_reason(self, clerk, person, as_user):
        url = reverse("registry:person-leave", args=[person.pk])
        assert as_user(clerk).post(url, {"on": "2026-03-18", "reason": ""}).context["form"].errors["reason"]
        assert Person.objects.on_register().filter(pk=person.pk).exists()


class TestReturning:
    @pytest.fixture
    def gone(self, clerk, person):
        leave_register(by=clerk, person=person, on=date(2026, 2, 1), reason=LeftReason.MOVED)
        return person

    def test_opens_a_new_residence_and_keeps_the_gap(self, clerk, gone, chiyang):
        return_to_register(by=clerk, person=gone, community=chiyang, on=TODAY, reason="迁回本街道")
        assert stays(gone) == [
            (chiyang.pk, date(2024, 1, 10), date(2026, 2, 1)),
            (chiyang.pk, TODAY, None),
        ]
        assert Person.objects.get(pk=gone.pk).left_on is None
        assert not Person.objects.living_on(date(2026, 2, 15), "341702").exists()

    def test_not_before_leaving(self, clerk, gone, chiyang):
        with pytest.raises(ValidationError):
            return_to_register(by=clerk, person=gone, community=chiyang, on=date(2026, 1, 31), reason="误登记")

    def test_whoever_is_there_cannot_return(self, clerk, person, chiyang):
        with pytest.raises(ValidationError):
            return_to_register(by=clerk, person=person, community=chiyang, on=TODAY, reason="误登记")

    def test_by_the_page(self, clerk, gone, as_user):
        url = reverse("registry:person-return", args=[gone.pk])
        as_user(clerk).post(url, {"community": "341702001009", "on": "2026-03-18", "reason": "迁回本街道"})
        assert Person.objects.get(pk=gone.pk).community_id == "341702001009"
        assert AuditEntry.objects.get(action="return").reason == "迁回本街道"


class TestCorrectingTheDayOfRegistering:
    def edit(self, client, person, day):
        data = {
            "version": person.version,
            "full_name": person.full_name,
            "id_number": person.masked_id_number,
            "sex": person.sex,
            "birth_on": person.birth_on.isoformat(),
            "ethnic_group": "01",
            "phone": person.masked_phone,
            "address": person.address,
            "registered_on": day,
        }
        return client.post(reverse("registry:person-edit", args=[person.pk]), data)

    def test_moves_the_first_residence_along(self, clerk, person, as_user):
        assert self.edit(as_user(clerk), person, "2023-12-01").status_code == 302
        assert stays(person) == [("341702001008", date(2023, 12, 1), None)]

    @pytest.mark.parametrize("day", ["2026-03-19", "2026-03-01", "1900-01-01"])
    def test_days_that_cannot_be(self, clerk, person, areas, as_user, day):
        """To come, after the first residence ended, before the birth."""
        move_person(by=clerk, person=person, community=areas["341702001009"], on=date(2026, 3, 1))
        person.refresh_from_db()
        assert self.edit(as_user(clerk), person, day).context["form"].errors
        assert stays(person)[0][1] == date(2024, 1, 10)


ACTIONS = ("person-edit", "person-move", "person-leave", "certificate-add")


@pytest.mark.parametrize("name", ACTIONS)
def test_the_neighbours_people_are_not_there(clerk, neighbour, as_user, name):
    url = reverse(f"registry:{name}", args=[neighbour.pk])
    assert as_user(clerk).get(url).status_code == 404
    assert as_user(clerk).post(url, {}).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_readers_may_not(reviewer, person, as_user, name):
    assert as_user(reviewer).get(reverse(f"registry:{name}", args=[person.pk])).status_code == 403
