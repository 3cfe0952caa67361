"""A reason at the first opening in a session, a log row at each reading, nothing for anybody else."""

import pytest
from django.urls import reverse

from registry.models import AuditEntry
from tests.psych_care import factories as make

DETAIL = "psych_care:patient-detail"


@pytest.fixture
def client(psychiatric_worker, as_user):
    return as_user(psychiatric_worker)


def test_the_first_opening_asks_for_a_reason(client, patient):
    url = reverse(DETAIL, args=[patient.person_id])
    asked = client.get(url)
    gate = reverse("psych_care:record-open", args=[patient.person_id])
    assert asked.url.startswith(gate)
    assert client.post(asked.url, {"reason": ""}).status_code == 422
    assert not AuditEntry.objects.filter(action__in=["read", "open-record"]).exists()
    assert client.post(asked.url, {"reason": "季度随访"}).url == url
    assert AuditEntry.objects.get(action="open-record").reason == "季度随访"
    assert client.get(url).status_code == 200


def test_each_reading_is_logged(at, patient):
    for _ in range(3):
        at("patient-detail", patient.person_id)
    entries = AuditEntry.objects.filter(action="read", person_id=patient.person_id)
    assert entries.count() == 3
    assert {entry.object_type for entry in entries} == {"psych_care.patient"}


def test_one_reason_opens_one_record(at, neighbour, patient):
    make.PatientFactory(person=neighbour)
    assert at("patient-detail", neighbour.pk).status_code == 302


def test_a_new_session_asks_again(client_inside, client, patient):
    url = reverse(DETAIL, args=[patient.person_id])
    assert client_inside.get(url).status_code == 200
    assert client.get(url).status_code == 302


def test_a_record_behind_the_gate_is_behind_it_too(client, patient):
    visit = make.VisitFactory(person=patient.person)
    assert "open" in client.get(reverse("psych_care:visit-edit", args=[visit.pk])).url


def test_lists_are_logged(client, patient):
    client.get(reverse("psych_care:patient-list"))
    assert AuditEntry.objects.get(action="read").reason


def test_nobody_else_sees_that_there_is_a_record(clerk, manager, auditor, as_user, person):
    pages = [
        as_user(who).get(reverse("registry:person-detail", args=[person.pk])).text for who in (clerk, manager, auditor)
    ]
    make.PatientFactory(person=person)
    after = [
        as_user(who).get(reverse("registry:person-detail", args=[person.pk])).text for who in (clerk, manager, auditor)
    ]
    assert [page.count("psych") for page in pages] == [page.count("psych") for page in after] == [0, 0, 0]


def test_the_history_of_a_person_leaves_it_out(at, patient, manager, as_user, client_inside):
    at("patient-detail", patient.person_id)
    history = reverse("registry:person-history", args=[patient.person_id])
    assert [line.entry.object_type for line in as_user(manager).get(history).context["lines"]] == []


def test_the_audit_log_tells_auditors_nothing_of_whom(at, patient, auditor, as_user):
    at("visit-add", patient.person_id)
    line = as_user(auditor).get(reverse("registry:audit-log")).context["rows"][0]["line"]
    assert (line.entry.person_id, line.entry.object_id, line.changes) == (None, "", [])


def test_no_reason_of_a_record_reaches_auditors(client, patient, auditor, as_user):
    client.post(reverse("psych_care:record-open", args=[patient.person_id]), {"reason": "汪德福出院"})
    assert "汪德福" not in as_user(auditor).get(reverse("registry:audit-log")).text
