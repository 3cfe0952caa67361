"""Lists, figures of the hub and worklists: each figure is as long as its list."""

from datetime import date

import pytest
from django.urls import reverse

from psych_care import worklists
from psych_care.tables import LISTS
from registry.models import AuditEntry
from tests.psych_care import factories as make

TODAY = date(2026, 3, 18)


@pytest.fixture
def records(patient):
    person = patient.person
    make.VisitFactory(person=person)
    make.DispensingFactory(prescription=make.PrescriptionFactory(person=person))
    for factory in (
        make.GuardianshipFactory,
        make.HospitalStayFactory,
        make.AidFactory,
        make.LockUpFactory,
        make.IncidentFactory,
    ):
        factory(person=person)


def test_every_figure_of_the_hub_is_as_long_as_its_list(at, client_inside, records):
    for group in at("home").context["groups"]:
        for figure in group["figures"]:
            assert client_inside.get(figure["url"]).context["count"] == str(figure["value"]), figure["label"]


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_list_is_exported_and_logged(at, records, key, file_format):
    response = at("export", key, file_format)
    assert "汪德福".encode() in response.getvalue() or file_format == "xlsx"
    assert AuditEntry.objects.filter(action="export").count() == 1


@pytest.mark.parametrize("key", LISTS)
def test_every_list_sorts_by_every_column(at, client_inside, records, key):
    names = {"locked-up": "lock-up", "medicine": "medicine", "aid": "aid"}
    url = reverse(f"psych_care:{names.get(key, key.removesuffix('s'))}-list")
    for column in LISTS[key].columns:
        assert client_inside.get(url, {"sort": f"-{column.key}"}).context["count"] == "1"


def _names(waiting, staff):
    return [due.text for due in waiting.items(staff, TODAY, 10)]


def test_a_first_visit_that_nobody_made_is_due(psychiatric_worker, patient):
    assert _names(worklists.CONTACT_DUE, psychiatric_worker) == ["汪德福"]
    assert worklists.CONTACT_DUE.count(psychiatric_worker, TODAY) == (1, 1)
    make.VisitFactory(person=patient.person)
    assert _names(worklists.CONTACT_DUE, psychiatric_worker) == []


@pytest.mark.parametrize(
    ("seen_on", "risk", "waits"), [("2026-03-04", 3, True), ("2026-03-05", 3, False), ("2026-03-04", 2, False)]
)
def test_high_risk_left_alone_escalates(psychiatric_worker, patient, seen_on, risk, waits):
    make.VisitFactory(person=patient.person, visited_on=seen_on, risk=risk)
    assert bool(_names(worklists.LEFT_ALONE, psychiatric_worker)) is waits


def test_medicine_that_runs_out_is_told_before(psychiatric_worker, patient):
    supply = make.DispensingFactory(
        prescription=make.PrescriptionFactory(person=patient.person), runs_out_on=date(2026, 3, 25)
    )
    assert worklists.RUNNING_OUT.count(psychiatric_worker, TODAY) == (1, 0)
    supply.runs_out_on = date(2026, 3, 26)
    supply.save()
    assert worklists.RUNNING_OUT.count(psychiatric_worker, TODAY) == (0, 0)


def test_who_has_no_guardian_and_whose_letter_is_missing(psychiatric_worker, patient):
    assert _names(worklists.WITHOUT_GUARDIAN, psychiatric_worker) == ["汪德福"]
    group = make.GuardianshipFactory(person=patient.person)
    assert _names(worklists.WITHOUT_GUARDIAN, psychiatric_worker) == []
    assert _names(worklists.LETTER_ENDING, psychiatric_worker) == ["汪德福"]
    group.letter_signed_on, group.letter_until = date(2026, 1, 6), date(2027, 1, 6)
    group.save()
    assert _names(worklists.LETTER_ENDING, psychiatric_worker) == []


def test_whoever_was_discharged_is_visited(psychiatric_worker, patient):
    make.VisitFactory(person=patient.person, visited_on=date(2026, 2, 10))
    make.HospitalStayFactory(person=patient.person, discharged_on=date(2026, 3, 1), handed_over_to="佘静")
    assert worklists.DISCHARGED.count(psychiatric_worker, TODAY) == (1, 1)
    make.VisitFactory(person=patient.person, visited_on=date(2026, 3, 3))
    assert worklists.DISCHARGED.count(psychiatric_worker, TODAY) == (0, 0)


def test_nobody_leaves_the_board_of_the_locked_up_without_an_end(psychiatric_worker, patient):
    lock_up = make.LockUpFactory(person=patient.person)
    for name in ("assessed_on", "released_on", "treated_on"):
        setattr(lock_up, name, date(2026, 3, 1))
        lock_up.save()
        assert _names(worklists.LOCKED_UP, psychiatric_worker) == ["汪德福"]
    lock_up.followed_on = date(2026, 3, 10)
    lock_up.save()
    assert _names(worklists.LOCKED_UP, psychiatric_worker) == []
