from datetime import date

import pytest
from django.urls import reverse

from registry.models import AuditEntry, Person
from rehab.models import ServiceRecord
from tests.rehab.factories import NeedFactory, ServiceFactory

ENTRY = {
    "category": "training",
    "served_on": "2026-03-10",
    "place": "home",
    "provider_name": "舒明",
    "duration_minutes": "40",
    "content": "步态训练",
}


def test_entering_a_service(at, person, clerk):
    response = at("rehab:service-add", person.pk, data=ENTRY)
    assert response.url == reverse("registry:person-detail", args=[person.pk])
    service = ServiceRecord.objects.get()
    assert (service.person, service.community_id, service.entered_by) == (person, person.community_id, clerk)
    assert AuditEntry.objects.get().changes["content"] == [None, "…"]


def test_saving_returns_to_the_list_it_came_from(at, person):
    back = reverse("rehab:choose-for-service")
    assert at("rehab:service-add", person.pk, query=f"?next={back}", data=ENTRY).url == back


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_saving_never_leads_to_another_site(at, person, elsewhere):
    response = at("rehab:service-add", person.pk, query=f"?next={elsewhere}", data=ENTRY)
    assert response.url == reverse("registry:person-detail", args=[person.pk])


def test_a_fitting_is_chosen_beforehand(at, person):
    page = at("rehab:service-add", person.pk, query="?category=device")
    assert page.context["form"]["category"].value() == "device"
    assert at("rehab:service-add", person.pk, query="?category=nonsense").context["form"]["category"].value() is None


def test_the_only_open_need_is_chosen_beforehand(at, person):
    NeedFactory(person=person, category="medical")
    assert at("rehab:service-add", person.pk).context["form"]["category"].value() == "medical"
    assert at("rehab:service-add", person.pk, query="?category=device").context["form"]["category"].value() == "device"
    NeedFactory(person=person, category="device", found_on=date(2026, 1, 13))
    assert at("rehab:service-add", person.pk).context["form"]["category"].value() is None


def test_the_next_service_begins_with_my_last_place_and_hand(at, person, clerk, other_clerk):
    ServiceFactory(person=person, entered_by=clerk, place="room", provider_name="檀医生")
    ServiceFactory(person=person, entered_by=other_clerk, place="home", provider_name="别人")
    form = at("rehab:service-add", person.pk).context["form"]
    assert (form["place"].value(), form["provider_name"].value()) == ("room", "檀医生")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"served_on": "2026-03-19"}, "served_on"),
        ({"served_on": "2024-01-09"}, "served_on"),
        ({"category": ""}, "category"),
        ({"duration_minutes": "0"}, "__all__"),
        ({"duration_minutes": "1441"}, "__all__"),
        ({"provider_name": ""}, "provider_name"),
    ],
)
def test_services_that_are_refused(at, person, changes, field):
    response = at("rehab:service-add", person.pk, data=ENTRY | changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not ServiceRecord.objects.exists()


@pytest.fixture
def leaver(person):
    person.residences.update(until_on=date(2026, 2, 1))
    Person.objects.filter(pk=person.pk).update(left_on=date(2026, 2, 1), left_reason="moved")
    return person


@pytest.mark.parametrize(("day", "status"), [("2026-01-31", 302), ("2026-02-01", 422), ("2026-03-01", 422)])
def test_nothing_from_the_day_of_leaving_on(at, leaver, day, status):
    assert at("rehab:service-add", leaver.pk, data=ENTRY | {"served_on": day}).status_code == status


def test_correcting_keeps_a_trace(at, person):
    service = ServiceFactory(person=person, place="home")
    at("rehab:service-edit", service.pk, data=ENTRY | {"served_on": "2026-03-03", "place": "room", "version": 1})
    service.refresh_from_db()
    assert (service.place, service.version) == ("room", 2)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.changes["place"]) == ("change", ["home", "room"])


def test_who_corrects_second_sees_both(at, person):
    service = ServiceFactory(person=person, version=2)
    response = at("rehab:service-edit", service.pk, data=ENTRY | {"version": 1})
    assert response.status_code == 422
    assert response.context["form"].conflict
    service.refresh_from_db()
    assert service.version == 2
