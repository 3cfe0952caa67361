"""Psychiatric datasets: of patients only, with the permission; a visit from a file is computed like one from the form."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from psych_care.models import Visit
from registry.plugs import plugs
from tests.factories import PersonFactory
from tests.psych_care.factories import PatientFactory
from tests.registry.test_record_datasets import outcomes, reasons, run

DATASET = plugs.datasets["psychiatric-visits"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def patient(areas):
    return PatientFactory(person=PersonFactory(community_id="341702001008", registered_on=date(2025, 1, 1)))


def _row(person, day: str, **told) -> dict:
    row = {"id_number": person.id_number, "visited_on": day, "visited_by": "佘静", "note": f"{day} 走访"}
    values = {
        "method": "face_to_face",
        "risk": 0,
        "symptoms": "recovered",
        "insight": "full",
        "social": "good",
        "physical": "stable",
        "side_effects": "none",
        "adherence": "regular",
        "course": "improved",
    }
    return row | values | told


def _run(*rows: dict, staff):
    return run("psychiatric-visits", list(rows[0]), *[list(row.values()) for row in rows], staff=staff)


def test_class_and_next_day_are_computed_in_the_order_of_the_days(psychiatric_worker, patient):
    unstable = {"risk": 4, "symptoms": "fluctuating", "insight": "none", "social": "poor", "referred_to": "市三院"}
    known = {str(value) for value, _label in DATASET.column("symptoms").choices}
    unstable["symptoms"] = next(value for value in sorted(known) if value not in ("recovered",))
    unstable["insight"] = str(DATASET.column("insight").choices[-1][0])
    unstable["social"] = str(DATASET.column("social").choices[-1][0])
    rows = [
        _row(patient.person, "2026-01-20", referred_to=""),
        _row(patient.person, "2026-01-06", **unstable),
    ]
    result = _run(*[dict(sorted(row.items())) for row in rows], staff=psychiatric_worker)
    assert outcomes(result) == {"added": 2}
    first, second = Visit.objects.order_by("visited_on")
    assert (first.stability, first.next_due_on) == ("unstable", date(2026, 1, 20))
    assert second.stability == "stable"
    alone = Visit(person=patient.person, visited_on=date(2026, 1, 20))
    for name in ("risk", "symptoms", "insight", "side_effects", "physical", "social", "course"):
        setattr(alone, name, getattr(second, name))
    alone.classify()
    assert second.next_due_on == alone.next_due_on
    assert {visit.entered_by for visit in (first, second)} == {psychiatric_worker}


def test_an_unstable_patient_is_referred(psychiatric_worker, patient):
    result = _run(_row(patient.person, "2026-01-06", risk=5), staff=psychiatric_worker)
    assert list(reasons(result)) == ["referred_to"]
    assert not Visit.objects.exists()


def test_somebody_who_is_no_patient_is_told_as_nobody(psychiatric_worker, patient):
    result = _run(_row(PersonFactory(community_id="341702001008"), "2026-01-06"), staff=psychiatric_worker)
    assert reasons(result) == {"id_number": "Nobody on the register of your area has this ID number."}
    assert not Visit.objects.exists()


def test_without_the_permission_there_is_no_template_and_no_export(client, clerk, manager):
    for staff in (clerk, manager):
        client.force_login(staff)
        for name in ("registry:import-template", "registry:data-export"):
            assert client.get(reverse(name, args=["psychiatric-visits"])).status_code == 403
        assert "psychiatric-visits" not in client.get(reverse("registry:import-home")).text
