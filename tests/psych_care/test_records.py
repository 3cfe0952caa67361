"""What is entered about a patient: visits, medicine, guardianship, hospital, lock-ups, incidents, aid, searches."""

from datetime import date

import pytest

from psych_care import models
from registry.models import AuditEntry
from tests.psych_care import factories as make

VISIT = {
    "visited_on": "2026-03-10",
    "visited_by": "佘静",
    "method": "face_to_face",
    "symptoms": "recovered",
    "insight": "full",
    "risk": "0",
    "side_effects": "none",
    "physical": "stable",
    "social": "good",
    "adherence": "regular",
    "course": "improved",
    "note": "情绪平稳，协助家务",
}


class TestVisits:
    def test_class_and_next_day_are_computed(self, at, patient):
        assert at("visit-add", patient.person_id, data=VISIT).status_code == 302
        visit = models.Visit.objects.get()
        assert (visit.stability, visit.next_due_on) == ("stable", date(2026, 6, 10))
        assert (visit.community_id, visit.entered_by.username) == ("341702001008", "psychiatric")

    def test_what_somebody_types_as_class_is_ignored(self, at, patient):
        at("visit-add", patient.person_id, data=VISIT | {"stability": "unstable", "next_due_on": "2030-01-01"})
        assert models.Visit.objects.get().stability == "stable"

    @pytest.mark.parametrize("signs", [{"risk": "3"}, {"symptoms": "marked"}, {"insight": "none"}])
    def test_an_unstable_patient_must_be_referred(self, at, patient, signs):
        refused = at("visit-add", patient.person_id, data=VISIT | signs)
        assert "referred_to" in refused.context["form"].errors
        at("visit-add", patient.person_id, data=VISIT | signs | {"referred_to": "市二院"})
        visit = models.Visit.objects.get()
        assert (visit.stability, visit.next_due_on) == ("unstable", date(2026, 3, 24))

    @pytest.mark.parametrize(
        "wrong",
        [{"risk": "6"}, {"risk": ""}, {"visited_on": "2026-03-19"}, {"visited_on": "2001-01-01"}, {"note": ""}],
    )
    def test_nonsense_is_refused(self, at, patient, wrong):
        assert at("visit-add", patient.person_id, data=VISIT | wrong).status_code == 422
        assert not models.Visit.objects.exists()

    def test_a_late_entry_moves_the_day_after_the_following_visit(self, at, patient):
        basically = VISIT | {"symptoms": "partly", "course": "unchanged"}
        at("visit-add", patient.person_id, data=basically)
        assert models.Visit.objects.get().next_due_on == date(2026, 3, 24)
        at("visit-add", patient.person_id, data=basically | {"visited_on": "2026-02-20", "note": "补录"})
        assert models.Visit.objects.get(visited_on=date(2026, 3, 10)).next_due_on == date(2026, 4, 10)

    def test_correcting_reckons_again(self, at, patient):
        at("visit-add", patient.person_id, data=VISIT)
        visit = models.Visit.objects.get()
        at("visit-edit", visit.pk, data=VISIT | {"risk": "4", "referred_to": "市二院", "version": 1})
        visit.refresh_from_db()
        assert (visit.stability, visit.next_due_on) == ("unstable", date(2026, 3, 24))

    def test_notes_are_unreadable_in_the_log(self, at, patient):
        at("visit-add", patient.person_id, data=VISIT)
        changes = AuditEntry.objects.get(action="add").changes
        assert "情绪平稳" not in str(changes)
        assert changes["risk"] == [None, "…"]

    def test_who_is_not_in_the_register_is_entered_there_first(self, at, neighbour):
        response = at("visit-add", neighbour.pk)
        assert response.url.endswith(f"/psych/people/{neighbour.pk}/clue/")


class TestMedicine:
    def hand_out(self, at, prescription, **data):
        entry = {"dispensed_on": "2026-03-01", "quantity": "61", "dispensed_by": "佘静"}
        return at("dispensing-add", prescription.pk, data=entry | data)

    def test_runs_out_after_whole_days(self, at, patient):
        prescription = make.PrescriptionFactory(person=patient.person)
        assert self.hand_out(at, prescription).status_code == 302
        assert models.Dispensing.objects.get().runs_out_on == date(2026, 3, 31)

    def test_what_was_left_counts(self, at, patient):
        prescription = make.PrescriptionFactory(person=patient.person)
        self.hand_out(at, prescription)
        self.hand_out(at, prescription, dispensed_on="2026-03-15", quantity="10")
        assert models.Dispensing.objects.latest("dispensed_on").runs_out_on == date(2026, 4, 5)

    @pytest.mark.parametrize("wrong", [{"quantity": "0"}, {"quantity": "-1"}, {"dispensed_on": "2026-01-09"}])
    def test_nonsense_is_refused(self, at, patient, wrong):
        assert self.hand_out(at, make.PrescriptionFactory(person=patient.person), **wrong).status_code == 422

    def test_the_same_medicine_twice_is_refused(self, at, patient):
        make.PrescriptionFactory(person=patient.person)
        data = {"medicine": "利培酮片", "units_a_day": "1", "from_on": "2026-02-01", "prescribed_by": "王"}
        assert at("prescription-add", patient.person_id, data=data).status_code == 422


class TestGuardianship:
    def test_with_letter_and_members(self, at, patient):
        data = {
            "guardian_name": "汪有田",
            "started_on": "2026-02-01",
            "letter_signed_on": "2026-02-01",
            "letter_until": "2027-02-01",
        }
        assert at("guardianship-add", patient.person_id, data=data).status_code == 302
        group = models.Guardianship.objects.get()
        member = {"full_name": "吴志国", "role": "police", "phone": "13856601234", "joined_on": "2026-02-02"}
        assert at("member-add", group.pk, data=member).status_code == 302
        saved = models.GroupMember.objects.get()
        page = at("member-edit", saved.pk).text
        assert "13856601234" not in page
        assert "138****1234" in page
        at("member-edit", saved.pk, data=member | {"phone": "138****1234", "left_on": "2026-03-01", "version": 1})
        saved.refresh_from_db()
        assert (saved.phone, saved.left_on) == ("13856601234", date(2026, 3, 1))

    def test_a_letter_needs_both_days(self, at, patient):
        data = {"guardian_name": "汪有田", "started_on": "2026-02-01", "letter_signed_on": "2026-02-01"}
        assert at("guardianship-add", patient.person_id, data=data).status_code == 422


class TestHospital:
    def test_a_discharge_names_who_takes_over(self, at, patient):
        stay = make.HospitalStayFactory(person=patient.person)
        data = {"hospital": "市二院", "admitted_on": "2026-02-01", "discharged_on": "2026-03-01", "version": 1}
        assert at("hospital-stay-edit", stay.pk, data=data).status_code == 422
        assert at("hospital-stay-edit", stay.pk, data=data | {"handed_over_to": "佘静"}).status_code == 302


class TestLockUp:
    def test_from_found_to_the_end(self, at, patient):
        data = {"found_on": "2026-02-20", "found_by": "舒明", "place": "后院偏房", "conditions": "无窗"}
        at("lock-up-add", patient.person_id, data=data)
        lock_up = models.LockUp.objects.get()
        days = {"assess": "2026-02-21", "release": "2026-02-22", "treat": "2026-02-22", "follow_up": "2026-03-15"}
        for step, on in days.items():
            assert at(f"lock-up-{step}", lock_up.pk, data={"on": on}).status_code == 302
        lock_up.refresh_from_db()
        assert (lock_up.state, lock_up.followed_on) == ("followed", date(2026, 3, 15))

    def test_days_must_follow_each_other(self, at, patient):
        lock_up = make.LockUpFactory(person=patient.person)
        assert at("lock-up-assess", lock_up.pk, data={"on": "2026-02-19"}).status_code == 422
        lock_up.refresh_from_db()
        assert lock_up.state == "found"

    def test_locked_again_is_a_new_event(self, at, patient):
        first = make.LockUpFactory(
            person=patient.person,
            state="followed",
            **dict.fromkeys(("assessed_on", "released_on", "treated_on", "followed_on"), date(2026, 2, 25)),
        )
        data = {"found_on": "2026-03-10", "found_by": "舒明", "place": "阁楼", "conditions": "上锁"}
        at("lock-up-add", patient.person_id, data=data)
        assert models.LockUp.objects.exclude(pk=first.pk).get().state == "found"

    def test_two_open_events_of_one_person_are_refused(self, at, patient):
        make.LockUpFactory(person=patient.person)
        data = {"found_on": "2026-03-10", "found_by": "舒明", "place": "阁楼", "conditions": "上锁"}
        assert at("lock-up-add", patient.person_id, data=data).status_code == 422


def test_an_incident_and_its_review(at, patient):
    data = {"happened_on": "2026-03-01", "kind": "trouble", "people_hurt": "0", "damage": "120.50"}
    notes = {"account": "砸坏邻居门窗", "measures": "送医"}
    assert at("incident-add", patient.person_id, data=data | notes).status_code == 302
    incident = models.Incident.objects.get()
    review = {"reviewed_on": "2026-03-12", "review": "已复核", "version": 1}
    assert at("incident-edit", incident.pk, data=data | notes | review).status_code == 302


@pytest.mark.parametrize("amount", ["0", "-5", "1.234", "NaN"])
def test_aid_is_a_positive_amount(at, patient, amount):
    data = {"given_on": "2026-03-01", "kind": "medicine", "amount": amount}
    assert at("aid-add", patient.person_id, data=data).status_code == 422


def test_a_search_for_a_lost_patient(at, patient):
    data = {"searched_on": "2026-03-01", "searched_by": "佘静", "result": "询问其姐"}
    assert at("search-add", patient.person_id, data=data).status_code == 302
    assert "询问其姐" in at("patient-detail", patient.person_id).text


def test_the_patient_page_shows_everything(at, patient, django_assert_max_num_queries):
    person = patient.person
    visits = [make.VisitFactory(person=person, visited_on=date(2026, month, 2), risk=month) for month in (1, 2, 3)]
    supply = make.DispensingFactory(prescription=make.PrescriptionFactory(person=person))
    group = make.GroupMemberFactory(guardianship=make.GuardianshipFactory(person=person))
    for factory in (make.HospitalStayFactory, make.AidFactory, make.LockUpFactory, make.IncidentFactory):
        factory(person=person)
    with django_assert_max_num_queries(40):
        page = at("patient-detail", person.pk)
    for text in (visits[0].note, supply.prescription.medicine, group.full_name, "无窗，铁链", "与邻居争吵", "300.00"):
        assert text in page.text
    assert [point["visit"] for point in page.context["chart"]["points"]] == visits
