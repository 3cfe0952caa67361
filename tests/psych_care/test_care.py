"""Home beds, lost patients, hospital, groups, guardian incentives: worklists, forms, the end of a file."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from psych_care import care_worklists, models, worklists
from psych_care.quarters import ended_quarters, quarter_of
from psych_care.services.incentives import PROGRAMME, open_quarters
from registry.models import AuditEntry
from registry.permissions import Role
from registry.plugs import payment_proposals_for, plugs
from registry.services.people import leave_register
from relief.models import Programme
from tests.factories import PersonFactory, StaffFactory
from tests.psych_care import factories as make

TODAY = date(2026, 3, 18)


def count(waiting, staff):
    return waiting.count(staff, TODAY)


class TestHomeBed:
    def test_opened_visited_closed(self, at, patient):
        opened = {"opened_on": "2026-03-01", "opened_by": "佘静", "plan": "每周上门"}
        assert at("home-bed-add", patient.person_id, data=opened).status_code == 302
        bed = models.HomeBed.objects.get()
        visit = {"visited_on": "2026-03-05", "visited_by": "佘静", "note": "按计划服药"}
        assert at("bed-visit-add", bed.pk, data=visit).status_code == 302
        assert "按计划服药" in at("patient-detail", patient.person_id).text
        without = at("home-bed-edit", bed.pk, data=opened | {"closed_on": "2026-03-10", "version": 1})
        assert without.status_code == 422
        closed = opened | {"closed_on": "2026-03-10", "close_reason": "recovered", "version": 1}
        assert at("home-bed-edit", bed.pk, data=closed).status_code == 302

    @pytest.mark.parametrize("day", ["2026-02-28", "2026-03-11", "2026-03-19"])
    def test_no_visit_while_it_is_not_open(self, at, patient, day):
        bed = make.HomeBedFactory(person=patient.person, closed_on=date(2026, 3, 10), close_reason="wish")
        visit = {"visited_on": day, "visited_by": "佘静", "note": "x"}
        assert at("bed-visit-add", bed.pk, data=visit).status_code == 422

    def test_waits_for_a_visit_by_the_rule_of_the_day(self, psychiatric_worker, patient):
        bed = make.HomeBedFactory(person=patient.person)
        make.BedVisitFactory(bed=bed, visited_on=date(2026, 3, 10))
        assert count(care_worklists.BED_VISIT, psychiatric_worker) == (1, 1)
        make.CareRuleFactory(effective_from=TODAY, bed_days=8)
        assert count(care_worklists.BED_VISIT, psychiatric_worker) == (1, 0)
        due = care_worklists.BED_VISIT.items(psychiatric_worker, TODAY, 5)[0]
        assert due.due_on == TODAY


def test_what_a_person_who_died_kept_open_ends(patient, psychiatric_worker):
    make.HomeBedFactory(person=patient.person)
    make.LossFactory(person=patient.person)
    group = make.GuardianshipFactory(person=patient.person)
    leave_register(person=patient.person, on=date(2026, 3, 12), reason="died", by=psychiatric_worker)
    bed, loss = models.HomeBed.objects.get(), models.Loss.objects.get()
    group.refresh_from_db()
    assert (bed.closed_on, bed.close_reason) == (date(2026, 3, 12), "file_ended")
    assert (loss.ended_on, group.ended_on) == (date(2026, 3, 12), date(2026, 3, 12))
    assert count(care_worklists.BED_VISIT, psychiatric_worker) == (0, 0)


class TestLost:
    def lose(self, at, patient, on="2026-02-01"):
        return at("patient-step", patient.person_id, "lose", data={"on": on, "reason": "失去联系"})

    def test_from_lost_to_found(self, at, patient, psychiatric_worker):
        assert count(worklists.CONTACT_DUE, psychiatric_worker) == (1, 1)
        assert self.lose(at, patient).status_code == 302
        assert count(worklists.CONTACT_DUE, psychiatric_worker) == (0, 0)
        assert count(care_worklists.LOST, psychiatric_worker) == (1, 1)
        make.SearchFactory(person=patient.person, searched_on=date(2026, 3, 1))
        assert count(care_worklists.LOST, psychiatric_worker) == (1, 0)
        assert at("patient-step", patient.person_id, "find", data={"on": "2026-01-31"}).status_code == 422
        assert at("patient-step", patient.person_id, "find", data={"on": "2026-03-10"}).status_code == 302
        loss = models.Loss.objects.get()
        assert (loss.lost_on, loss.ended_on, loss.known) == (date(2026, 2, 1), date(2026, 3, 10), "失去联系")
        assert count(care_worklists.LOST, psychiatric_worker) == (0, 0)

    def test_lost_twice_is_two_rows(self, at, patient):
        self.lose(at, patient)
        at("patient-step", patient.person_id, "find", data={"on": "2026-03-01"})
        self.lose(at, patient, on="2026-03-05")
        assert models.Loss.objects.count() == 2

    def test_never_before_the_file_began(self, at, patient):
        assert self.lose(at, patient, on="2026-01-04").status_code == 422
        assert not models.Loss.objects.exists()


class TestHospital:
    def test_who_is_in_hospital_is_not_due(self, psychiatric_worker, patient, at):
        assert count(worklists.CONTACT_DUE, psychiatric_worker) == (1, 1)
        stay = make.HospitalStayFactory(person=patient.person)
        assert count(worklists.CONTACT_DUE, psychiatric_worker) == (0, 0)
        assert at("patient-list").context["count"] == "1"
        stay.discharged_on, stay.handed_over_to = TODAY, "佘静"
        stay.save()
        assert count(worklists.CONTACT_DUE, psychiatric_worker) == (1, 1)

    def test_nor_left_alone(self, psychiatric_worker, patient):
        make.VisitFactory(person=patient.person, visited_on=date(2026, 2, 1), risk=4)
        assert count(worklists.LEFT_ALONE, psychiatric_worker) == (1, 1)
        make.HospitalStayFactory(person=patient.person)
        assert count(worklists.LEFT_ALONE, psychiatric_worker) == (0, 0)

    def test_the_first_visit_is_due_by_the_rule_of_the_day(self, psychiatric_worker, patient):
        make.HospitalStayFactory(person=patient.person, discharged_on=date(2026, 3, 10), handed_over_to="佘静")
        assert count(worklists.DISCHARGED, psychiatric_worker) == (1, 0)
        make.CareRuleFactory(effective_from=TODAY, discharge_days=7)
        assert count(worklists.DISCHARGED, psychiatric_worker) == (1, 1)
        make.HospitalStayFactory(person=patient.person, admitted_on=date(2026, 3, 12))
        assert count(worklists.DISCHARGED, psychiatric_worker) == (0, 0)


def test_a_single_guardian_is_no_group(psychiatric_worker, patient, at):
    group = make.GuardianshipFactory(person=patient.person)
    assert count(care_worklists.SINGLE_GUARDIAN, psychiatric_worker) == (1, 1)
    assert at("guardianship-list").client.get("/psych/guardianships/?group=no").context["count"] == "1"
    member = make.GroupMemberFactory(guardianship=group)
    assert count(care_worklists.SINGLE_GUARDIAN, psychiatric_worker) == (0, 0)
    assert models.Patient.objects.without_group_on(TODAY).count() == 0
    member.left_on = TODAY
    member.save()
    assert count(care_worklists.SINGLE_GUARDIAN, psychiatric_worker) == (1, 1)
    assert models.Patient.objects.without_group_on(TODAY).count() == 1


def test_the_manager_sees_high_risk_only_with_the_psychiatric_role(psychiatric_worker, manager, patient):
    make.VisitFactory(person=patient.person, visited_on=date(2026, 3, 10), risk=3)
    assert count(care_worklists.HIGH_RISK, psychiatric_worker) == (1, 0)
    assert count(care_worklists.HIGH_RISK, manager) == (0, 0)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2026-03-31", ("2026-01-01", "2026-03-31")),
        ("2026-04-01", ("2026-04-01", "2026-06-30")),
        ("2025-12-31", ("2025-10-01", "2025-12-31")),
    ],
)
def test_quarters(day, quarter):
    assert tuple(map(str, quarter_of(date.fromisoformat(day)))) == quarter


class TestIncentives:
    CHECK = {
        "quarter": "2025-10-01",
        "checked_on": "2026-01-10",
        "checked_by": "佘静",
        "is_fit": "yes",
        "note": "看护到位",
    }

    @pytest.fixture
    def guardian(self, patient):
        """Since long before, with the person on the register as long."""
        make.CareRuleFactory()
        return make.GuardianshipFactory(person=patient.person, started_on=date(2025, 8, 1))

    def test_a_quarter_is_checked_and_proposed_once(self, at, patient, guardian, psychiatric_worker):
        assert count(care_worklists.TO_CHECK, psychiatric_worker) == (1, 1)
        assert at("guardian-check-add", patient.person_id, data=self.CHECK).status_code == 302
        assert count(care_worklists.TO_CHECK, psychiatric_worker) == (0, 0)
        assert at("guardian-check-add", patient.person_id, data=self.CHECK).status_code == 422
        proposals = payment_proposals_for(psychiatric_worker, PROGRAMME)
        assert [(one.payee, one.amount, one.from_on) for one in proposals] == [
            ("汪有田", Decimal("600.00"), date(2025, 10, 1))
        ]

    def test_neither_or_is_no_answer(self, at, patient, guardian):
        assert (
            "is_fit"
            in at("guardian-check-add", patient.person_id, data=self.CHECK | {"is_fit": ""}).context["form"].errors
        )

    def test_only_quarters_with_one_guardianship_all_through(self, patient, guardian):
        assert open_quarters(patient.person, TODAY) == [(date(2025, 10, 1), date(2025, 12, 31))]

    def test_not_before_the_quarter_is_over(self, at, patient, guardian):
        early = self.CHECK | {"checked_on": "2025-12-31"}
        assert at("guardian-check-add", patient.person_id, data=early).status_code == 422

    def test_the_amount_is_that_of_the_quarters_last_day(self, at, patient, guardian):
        make.CareRuleFactory(effective_from=date(2026, 1, 1), incentive=900)
        at("guardian-check-add", patient.person_id, data=self.CHECK)
        assert models.GuardianCheck.objects.get().amount == 600

    @pytest.mark.parametrize(
        ("happened_on", "payable"),
        [("2025-09-30", True), ("2025-10-01", False), ("2025-12-31", False), ("2026-01-01", True)],
    )
    def test_an_incident_of_the_quarter_prevents_it_even_when_told_later(self, patient, happened_on, payable):
        make.GuardianCheckFactory(person=patient.person)
        make.IncidentFactory(person=patient.person, happened_on=date.fromisoformat(happened_on))
        assert models.GuardianCheck.objects.payable().exists() is payable

    @pytest.mark.parametrize("values", [{"is_fit": False}, {"amount": 0}])
    def test_nothing_for_the_unfit_or_without_an_amount(self, patient, values, psychiatric_worker):
        make.GuardianCheckFactory(person=patient.person, **values)
        assert payment_proposals_for(psychiatric_worker, PROGRAMME) == []

    def test_the_years_review_may_refuse(self, at, patient, guardian, psychiatric_worker):
        make.GuardianCheckFactory(person=patient.person, guardianship=guardian)
        assert count(care_worklists.TO_REVIEW, psychiatric_worker) == (1, 1)
        review = {"year": "2025", "reviewed_on": "2026-02-01", "reviewed_by": "佘静", "is_fit": "no", "note": "失职"}
        assert at("guardian-review-add", patient.person_id, data=review).status_code == 302
        assert count(care_worklists.TO_REVIEW, psychiatric_worker) == (0, 0)
        assert not models.GuardianCheck.objects.payable().exists()
        assert at("guardian-review-add", patient.person_id, data=review).status_code == 422

    def test_without_an_amount_nobody_has_to_check(self, patient, psychiatric_worker):
        make.GuardianshipFactory(person=patient.person, started_on=date(2025, 8, 1))
        assert count(care_worklists.TO_CHECK, psychiatric_worker) == (0, 0)

    def test_scope_holds_for_proposals(self, patient, other_clerk, psychiatric_worker):
        make.GuardianCheckFactory(person=patient.person)
        assert len(payment_proposals_for(psychiatric_worker, PROGRAMME)) == 1
        assert payment_proposals_for(other_clerk, PROGRAMME) == []

    def test_a_proposal_names_the_guardian_only(self, patient, psychiatric_worker):
        make.GuardianCheckFactory(person=patient.person)
        assert patient.person.full_name not in str(payment_proposals_for(psychiatric_worker, PROGRAMME))

    def test_relief_has_the_programme(self, db):
        assert Programme.objects.filter(code=PROGRAMME).exists()


def test_the_quarters_before_today():
    assert [first for first, _last in ended_quarters(TODAY, 3)] == [
        date(2025, 10, 1),
        date(2025, 7, 1),
        date(2025, 4, 1),
    ]


def test_steps_of_a_doubt_and_a_loss_are_in_the_log(at, patient):
    at("patient-step", patient.person_id, "lose", data={"on": "2026-03-01", "reason": "失去联系"})
    actions = set(AuditEntry.objects.values_list("action", "object_type"))
    assert {("lose", "psych_care.patient"), ("add", "psych_care.loss")} <= actions
    assert "失去联系" not in str(list(AuditEntry.objects.values_list("changes", "reason")))


@pytest.fixture
def everything_waits(patient, psychiatric_worker):
    """One patient of high risk for whom each worklist of psychiatric care waits; two where one cannot be in both."""
    person = patient.person
    make.CareRuleFactory()
    make.VisitFactory(person=person, visited_on=date(2026, 1, 20), risk=3, next_due_on=date(2026, 2, 3))
    make.PrescriptionFactory(person=person)
    make.LockUpFactory(person=person)
    make.LossFactory(person=person)
    make.HomeBedFactory(person=person, opened_on=date(2026, 2, 1))
    make.HospitalStayFactory(person=person, discharged_on=date(2026, 2, 10), handed_over_to="佘静")
    group = make.GuardianshipFactory(person=person, started_on=date(2025, 8, 1))
    make.GuardianCheckFactory(person=person, guardianship=group, from_on=date(2025, 7, 1), until_on=date(2025, 9, 30))
    make.PatientFactory(person=PersonFactory())
    doubt = make.DoubtFactory(person=person, visit__visited_on=date(2026, 1, 5))
    make.DoubtFactory(person=person, visit=doubt.visit, rule="haste", state="confirmed", answered_on=TODAY)
    call = {"state": "called_back", "called_on": TODAY, "called_by": psychiatric_worker, "outcome": "not_made"}
    make.DoubtFactory(person=person, visit=doubt.visit, rule="last_day", **call)


@pytest.fixture
def both_roles(areas):
    return StaffFactory(username="lead", area_id="341702", role=[Role.MANAGER, Role.PSYCHIATRIC_WORKER])


KINDS = ("alone", "locked-up", "contact", "discharged", "medicine", "guardian", "letter", "single-guardian", "home-bed")
KINDS += ("lost", "doubt", "again", "check", "review", "high-risk", "call-back")


def test_every_worklist_lists_what_it_counts_and_leads_on(everything_waits, both_roles, as_user):
    client = as_user(both_roles)
    for key in (f"psych-{kind}" for kind in KINDS):
        worklist = plugs.worklists[key]
        items = worklist.items(both_roles, TODAY, 10)
        assert len(items) == worklist.count(both_roles, TODAY)[0] > 0, key
        assert client.get(items[0].url).status_code == 302, key
        assert items[0].text in client.get(reverse("registry:worklist", args=[key])).text


def test_a_worker_of_another_street_has_nothing_to_do(everything_waits, areas):
    stranger = StaffFactory(username="far", area_id="341721", role=[Role.MANAGER, Role.PSYCHIATRIC_WORKER])
    for key, worklist in plugs.worklists.items():
        if key.startswith("psych-"):
            assert worklist.count(stranger, TODAY) == (0, 0), key
