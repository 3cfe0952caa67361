"""From a clue to the end of the file, each step by its form."""

from datetime import date

import pytest
from django.urls import reverse

from psych_care.models import Guardianship, HospitalStay, Patient, Prescription
from psych_care.workflows import REGISTER
from registry.models import AuditEntry
from registry.services.people import leave_register
from tests.psych_care import factories as make


@pytest.fixture
def clue(person, patient):
    Patient.objects.filter(pk=patient.pk).delete()
    return make.ClueFactory(person=person)


def test_a_clue_is_entered_and_opens_the_record(psychiatric_worker, as_user, person):
    client = as_user(psychiatric_worker)
    url = reverse("psych_care:patient-add", args=[person.pk])
    detail = reverse("psych_care:patient-detail", args=[person.pk])
    assert client.post(url, {"clue_on": "2026-03-01", "clue_source": "police"}).url == detail
    assert client.get(detail).status_code == 200
    assert Patient.objects.get().state == "clue"
    assert client.get(url).url == detail


def test_the_whole_way(at, clue):
    pk = clue.person_id
    steps = [
        ("diagnose", {"on": "2025-12-20", "diagnosis": "bipolar", "diagnosed_by": "王医师"}, "diagnosed"),
        ("put_on_file", {"on": "2026-01-05", "consent_by": "汪有田"}, "on_file"),
        ("take_under_care", {"on": "2026-01-06"}, "under_care"),
        ("lose", {"on": "2026-03-01", "reason": "外出打工，失去联系"}, "lost"),
        ("find", {"on": "2026-03-01"}, "under_care"),
        ("end_file", {"on": "2026-03-10", "reason": "declined"}, "ended"),
    ]
    for step, data, state in steps:
        assert at("patient-step", pk, step, data=data).status_code == 302
        clue.refresh_from_db()
        assert clue.state == state
    assert (clue.first_due_on, clue.under_care_on, clue.ended_on) == (
        date(2026, 1, 19),
        date(2026, 1, 6),
        date(2026, 3, 10),
    )
    assert [e.action for e in AuditEntry.objects.filter(action__in=[s[0] for s in steps]).order_by("pk")] == [
        s[0] for s in steps
    ]


def test_a_second_click_does_nothing(at, clue):
    data = {"on": "2025-12-20", "diagnosis": "bipolar", "diagnosed_by": "王医师"}
    at("patient-step", clue.person_id, "diagnose", data=data)
    again = at("patient-step", clue.person_id, "diagnose", data=data | {"diagnosis": "other"})
    assert again.status_code == 422
    assert Patient.objects.get().diagnosis == "bipolar"


def test_steps_cannot_be_skipped(at, clue):
    response = at("patient-step", clue.person_id, "take_under_care", data={"on": "2026-03-01"})
    assert response.status_code == 422


def test_an_unknown_step_is_not_found(at, patient):
    assert at("patient-step", patient.person_id, "vanish").status_code == 404


@pytest.mark.parametrize("on", ["2025-11-30", "2026-03-19"])
def test_days_out_of_order_are_refused(at, clue, on):
    data = {"on": on, "diagnosis": "bipolar", "diagnosed_by": "王医师"}
    assert at("patient-step", clue.person_id, "diagnose", data=data).status_code == 422


def test_the_page_offers_only_the_steps_that_are_open(at, patient):
    assert {step.name for step in at("patient-detail", patient.person_id).context["steps"]} == {"lose", "end_file"}


def test_with_the_file_ends_what_hangs_on_it(at, patient):
    for factory in (make.GuardianshipFactory, make.PrescriptionFactory, make.HospitalStayFactory):
        factory(person=patient.person)
    at("patient-step", patient.person_id, "end_file", data={"on": "2026-03-10", "reason": "not_ill"})
    assert Guardianship.objects.get().ended_on == date(2026, 3, 10)
    assert Prescription.objects.get().until_on == date(2026, 3, 10)
    assert HospitalStay.objects.get().discharged_on == date(2026, 3, 10)


def test_who_leaves_the_register_of_people_leaves_this_one(patient, manager):
    leave_register(person=patient.person, on=date(2026, 3, 10), reason="died", by=manager)
    patient.refresh_from_db()
    assert (patient.state, patient.ended_on, patient.end_reason) == ("ended", date(2026, 3, 10), "died")


def test_coming_back_is_a_new_row(psychiatric_worker, as_user, person):
    make.PatientFactory(person=person, state="ended", ended_on=date(2026, 2, 1), end_reason="moved")
    url = reverse("psych_care:patient-add", args=[person.pk])
    as_user(psychiatric_worker).post(url, {"clue_on": "2026-03-01", "clue_source": "police"})
    assert Patient.objects.filter(person=person).count() == 2


def test_the_drawing_has_every_transition():
    drawing = REGISTER.mermaid()
    assert "clue --> diagnosed: diagnose" in drawing
    assert drawing.count("end_file") == 5
