"""Which visits are doubted, who looks at them first, and who calls back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from psych_care import care_worklists, doubts
from psych_care.doubts import Entry, Limits
from psych_care.gate import OPENED
from psych_care.models import Doubt, Visit
from psych_care.services import doubts as services
from registry.models import AuditEntry
from registry.permissions import Role
from registry.services.people import leave_register
from tests.factories import PersonFactory, StaffFactory
from tests.psych_care import factories as make
from tests.psych_care.test_records import VISIT

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 3, 18)
NOON = datetime(2026, 3, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def entry(pk: int, **values) -> Entry:
    return Entry(**{"pk": pk, "worker": "1", "person": pk, "visited_on": date(2026, 3, 2), **values})


def at_minutes(*minutes) -> list[Entry]:
    return [entry(pk, entered_at=NOON + timedelta(minutes=minute)) for pk, minute in enumerate(minutes, 1)]


class TestRules:
    def test_twenty_in_an_hour(self):
        assert doubts.hasty(at_minutes(*range(0, 60, 3)), 20) == set(range(1, 21))
        assert doubts.hasty(at_minutes(*range(0, 57, 3)), 20) == set()

    def test_an_hour_apart_is_no_haste(self):
        assert doubts.hasty(at_minutes(0, 30, 60), 3) == set()
        assert doubts.hasty(at_minutes(0, 30, 59), 3) == {1, 2, 3}

    def test_only_those_of_the_hour_are_doubted(self):
        assert doubts.hasty(at_minutes(0, 200, 201, 202, 500), 3) == {2, 3, 4}

    def test_two_workers_are_not_one(self):
        several = [entry(1, entered_at=NOON), entry(2, entered_at=NOON, worker="2")]
        assert doubts.hasty(several, 2) == set()

    def test_what_was_imported_says_nothing_of_haste(self):
        assert doubts.hasty([entry(1), entry(2)], 2) == set()

    def test_the_same_note_for_several_patients(self):
        several = [entry(pk, note="same") for pk in (1, 2, 3)]
        assert doubts.of_one_note(several, 3) == {1, 2, 3}
        assert doubts.of_one_note(several[:2], 3) == set()

    def test_one_patient_may_stay_the_same(self):
        assert doubts.of_one_note([entry(pk, person=1, note="same") for pk in (1, 2, 3)], 2) == set()

    @pytest.mark.parametrize(("died_on", "found"), [("2026-03-01", {1}), ("2026-03-02", set()), (None, set())])
    def test_after_the_death(self, died_on, found):
        assert doubts.after_death([entry(1, died_on=died_on and date.fromisoformat(died_on))]) == found

    def test_all_on_the_last_day(self):
        due = [entry(1, due_on=date(2026, 3, 2)), entry(2, visited_on=date(2026, 3, 31))]
        assert doubts.on_last_days(due, 2) == {1, 2}
        assert doubts.on_last_days(due, 3) == set()
        assert doubts.on_last_days([*due, entry(3, due_on=date(2026, 3, 3))], 2) == set()

    def test_each_finding_carries_its_rule(self):
        found = doubts.doubted([entry(1, died_on=date(2026, 1, 1), note="x")], Limits(2, 2, 2))
        assert found == {(1, "after_death")}


@pytest.fixture
def copied(patient, psychiatric_worker, areas):
    """The same note for three patients, entered by the worker."""
    people = [patient.person, *(make.PatientFactory(person=PersonFactory()).person for _ in "12")]
    visits = [make.VisitFactory(person=person, note="正常", entered_by=psychiatric_worker) for person in people]
    services.find(visits=Visit.objects.all(), by=None)
    return visits


@pytest.fixture
def manager_inside(as_user, patient, areas):
    """Manager and psychiatric worker in one, behind the gate."""
    roles = [Role.MANAGER, Role.PSYCHIATRIC_WORKER]
    staff = StaffFactory(username="lead", full_name="方志明", area_id="341702", role=roles)
    client = as_user(staff)
    session = client.session
    session[OPENED] = [patient.person_id]
    session.save()
    client.staff = staff
    return client


def test_what_is_found_is_kept_once_and_logged(copied):
    services.find(visits=Visit.objects.all(), by=None)
    assert {(one.visit_id, one.rule, one.state) for one in Doubt.objects.all()} == {
        (visit.pk, "same_note", "found") for visit in copied
    }
    assert AuditEntry.objects.filter(action="doubt").count() == 3


def test_saving_the_third_visit_finds_them_all(at, patient, psychiatric_worker, areas):
    for _ in "12":
        person = make.PatientFactory(person=PersonFactory()).person
        make.VisitFactory(person=person, note=VISIT["note"], entered_by=psychiatric_worker)
    at("visit-add", patient.person_id, data=VISIT)
    assert Doubt.objects.filter(rule="same_note").count() == 3


def test_a_correction_settles_the_doubt(at, patient, copied):
    visit = copied[0]
    at("visit-edit", visit.pk, data=VISIT | {"visited_on": "2026-03-02", "note": "情绪低落，已转诊", "version": 1})
    doubt = Doubt.objects.get(visit=visit)
    assert (doubt.state, doubt.answered_on) == ("corrected", TODAY)
    assert Doubt.objects.filter(state="found").count() == 2


def test_a_correction_that_changes_nothing_of_it_leaves_the_doubt(at, patient, copied):
    at("visit-edit", copied[0].pk, data=VISIT | {"visited_on": "2026-03-02", "note": "正常", "risk": "1", "version": 1})
    assert Doubt.objects.get(visit=copied[0]).state == "found"


def test_the_worker_looks_first_then_the_manager(at, copied, psychiatric_worker, manager_inside):
    doubt = Doubt.objects.get(visit=copied[0])
    lead = manager_inside.staff
    assert care_worklists.TO_ANSWER.count(psychiatric_worker, TODAY) == (3, 0)
    assert care_worklists.TO_ANSWER.count(lead, TODAY) == (0, 0)
    assert care_worklists.TO_CALL.count(lead, TODAY) == (0, 0)
    page = at("doubt-detail", doubt.pk)
    assert [action.label for action in page.context["actions"]] == ["Confirm with a reason", "Correct the visit"]
    assert at("doubt-confirm", doubt.pk, data={"reason": "当日三人在同一工疗站"}).status_code == 302
    assert care_worklists.TO_CALL.count(lead, TODAY) == (1, 0)
    url = reverse("psych_care:doubt-call-back", args=[doubt.pk])
    sent = manager_inside.post(url, {"outcome": "not_made", "note": "家属称无人来过"})
    assert sent.status_code == 302
    doubt.refresh_from_db()
    assert (doubt.state, doubt.outcome, doubt.called_on, doubt.called_by) == ("called_back", "not_made", TODAY, lead)
    assert care_worklists.TO_VISIT_AGAIN.count(psychiatric_worker, TODAY) == (1, 0)
    make.VisitFactory(person=doubt.person, visited_on=TODAY)
    assert care_worklists.TO_VISIT_AGAIN.count(psychiatric_worker, TODAY) == (0, 0)


def test_without_an_answer_it_goes_to_the_manager_after_days(copied, manager_inside):
    doubt, lead = Doubt.objects.get(visit=copied[0]), manager_inside.staff
    with pytest.raises(ValidationError, match="7"):
        services.call_back(doubt=doubt, by=lead, outcome="made", note="x")
    Doubt.objects.update(found_on=TODAY - timedelta(days=7))
    doubt.refresh_from_db()
    assert care_worklists.TO_CALL.count(lead, TODAY) == (3, 0)
    services.call_back(doubt=doubt, by=lead, outcome="made", note="x")
    with pytest.raises(ValidationError):
        services.call_back(doubt=doubt, by=lead, outcome="made", note="x")


def test_nobody_answers_for_another_or_calls_back_about_themselves(copied, manager_inside):
    doubt, lead = Doubt.objects.get(visit=copied[0]), manager_inside.staff
    with pytest.raises(ValidationError):
        services.confirm(doubt=doubt, by=lead, reason="x")
    Visit.objects.filter(pk=doubt.visit_id).update(entered_by=lead)
    doubt = Doubt.objects.get(pk=doubt.pk)
    services.confirm(doubt=doubt, by=lead, reason="x")
    with pytest.raises(ValidationError):
        services.call_back(doubt=doubt, by=lead, outcome="made", note="x")


def test_a_manager_without_the_psychiatric_role_learns_no_name(copied, manager):
    Doubt.objects.update(state="confirmed", answered_on=TODAY)
    assert care_worklists.TO_CALL.count(manager, TODAY) == (0, 0)
    assert care_worklists.TO_CALL.items(manager, TODAY, 10) == []


def test_a_death_told_later_doubts_what_was_entered_after_it(patient, psychiatric_worker):
    make.VisitFactory(person=patient.person, visited_on=date(2026, 3, 2))
    leave_register(person=patient.person, on=date(2026, 2, 20), reason="died", by=psychiatric_worker)
    assert Doubt.objects.get().rule == "after_death"


def test_the_night_looks_at_this_quarter_and_the_last(patient, areas, capsys):
    people = [make.PatientFactory(person=PersonFactory()).person for _ in "123"]
    for person in people:
        make.VisitFactory(person=person, note="正常", visited_on=date(2025, 10, 1))
        make.VisitFactory(person=person, note="早先", visited_on=date(2025, 9, 30))
    call_command("find_doubted_visits")
    assert "3 visits" in capsys.readouterr().out
    assert timezone.localdate() == TODAY
