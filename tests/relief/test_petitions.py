"""Petitions and requests for help: led from the counter to the archive, and what is said there kept in confidence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from registry.models import AuditEntry
from relief.models import JobPlacement, Petition, PetitionEntry
from relief.services import petitions as cases
from tests.relief.factories import ApplicationFactory, programme
from tests.relief.finding_factories import EntryFactory, PetitionFactory

PETITION = {
    "kind": "help",
    "via": "visit",
    "received_on": "2026-03-10",
    "people_count": "1",
    "subject": "房屋漏水",
    "content": "下雨漏水",
    "phone": "13800001234",
}


def test_a_petition_from_the_counter_to_the_archive(at, person, clerk):
    assert at("relief:petition-receive", person.pk, data=PETITION).status_code == 302
    petition = Petition.objects.get()
    assert (petition.petitioner_name, petition.due_on) == (person.full_name, date(2026, 5, 9))
    pk = petition.pk
    at("relief:petition-assign", pk, data={"assigned_to": clerk.pk})
    talk = {"kind": "talk", "on": "2026-03-11", "with_whom": "本人", "text": "想修房"}
    at("relief:petition-entry-add", pk, data=talk)
    at("relief:petition-answer", pk, data={"on": "2026-03-12", "with_whom": "本人", "text": "已列入计划"})
    back = {"on": "2026-03-15", "with_whom": "本人", "satisfied": "no", "text": "还没动工"}
    at("relief:petition-call-back", pk, data=back)
    at("relief:petition-step", pk, "take_up", data={})
    petition.refresh_from_db()
    assert (petition.state, petition.answered_on, petition.due_on) == ("assigned", None, date(2026, 5, 17))
    at("relief:petition-answer", pk, data={"on": "2026-03-16", "with_whom": "", "text": "已动工"})
    at("relief:petition-call-back", pk, data=back | {"on": "2026-03-17", "satisfied": "yes"})
    at("relief:petition-step", pk, "archive", data={})
    petition.refresh_from_db()
    assert (petition.state, petition.archived_on) == ("archived", date(2026, 3, 18))
    assert at("relief:petition-entry-add", pk, data=talk).status_code == 422
    assert [row.kind for row in petition.entries.all()] == ["talk", "answer", "call_back", "answer", "call_back"]


def test_of_somebody_who_is_not_on_the_register(at, chiyang):
    data = PETITION | {"petitioner_name": "查有田", "community": chiyang.code, "people_count": "23"}
    assert at("relief:petition-add", data=data).status_code == 302
    petition = Petition.objects.get()
    assert (petition.person, petition.is_collective) == (None, True)
    assert Petition.objects.collective().people() == 23


def test_nobody_enters_one_for_another_street(at, qiupu):
    data = PETITION | {"petitioner_name": "查有田", "community": qiupu.code}
    assert at("relief:petition-add", data=data).status_code == 422


def test_a_petition_is_not_assigned_across_the_streets(at, person, other_clerk):
    petition = PetitionFactory(person=person)
    assert at("relief:petition-assign", petition.pk, data={"assigned_to": other_clerk.pk}).status_code == 422


def test_no_step_is_taken_twice(person, clerk):
    petition = PetitionFactory(person=person, state="assigned", assigned_to=clerk)
    stale = Petition.objects.get(pk=petition.pk)
    cases.answer(petition=petition, on=date(2026, 3, 12), text="已列入计划", by=clerk)
    with pytest.raises(ValidationError, match="taken already"):
        cases.answer(petition=stale, on=date(2026, 3, 13), text="再答", by=clerk)
    assert petition.entries.count() == 1


def test_what_was_said_lies_in_no_clear_text_and_in_no_log(at, person):
    petition = PetitionFactory(person=person)
    at(
        "relief:petition-entry-add",
        petition.pk,
        data={"kind": "talk", "on": "2026-03-11", "with_whom": "", "text": "家丑不外扬"},
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM relief_petitionentry")
        assert cursor.fetchone()[0].startswith("1:")
    assert PetitionEntry.objects.get().text == "家丑不外扬"
    assert "家丑" not in "".join(str(row.changes) for row in AuditEntry.objects.all())


def test_aid_and_a_job_come_of_it(at, person):
    petition = PetitionFactory(person=person)
    application = ApplicationFactory(person=person, programme=programme("temporary"))
    other = ApplicationFactory()
    assert at("relief:petition-aid-link", petition.pk, data={"application": other.pk}).status_code == 422
    assert at("relief:petition-aid-link", petition.pk, data={"application": application.pk}).status_code == 302
    job = {"full_name": "方桂英", "enterprise_name": "秀山福利厂", "started_on": "2026-03-16", "monthly_wage": "2000"}
    assert at("relief:placement-add", petition.pk, data=job).status_code == 302
    assert JobPlacement.objects.get().enterprise_name == "秀山福利厂"
    text = at("relief:petition-detail", petition.pk).content.decode()
    assert "秀山福利厂" in text
    assert reverse("relief:application-detail", args=[application.pk]) in text


def test_an_undertaking_is_printed_to_be_signed(at, person):
    entry = EntryFactory(petition__person=person, kind="undertaking", text="月底前修好屋顶")
    answer = at("relief:petition-undertaking", entry.pk)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    talk = EntryFactory(petition=entry.petition)
    assert at("relief:petition-undertaking", talk.pk).status_code == 404


def test_the_phone_is_masked_and_its_showing_is_logged(at, person):
    petition = PetitionFactory(person=person)
    assert "13800001234" not in at("relief:petition-detail", petition.pk).content.decode()
    text = at("relief:petition-phone", petition.pk, data={"reason": "回访联系"}).content.decode()
    assert "13800001234" in text
    assert AuditEntry.objects.filter(action="reveal").exists()
