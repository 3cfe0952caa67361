"""The drug-relief card step by step: other people at each, quota, review, end, and the card on paper."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from psych_care import card_worklists
from psych_care.models import CardQuota, DrugCard
from psych_care.services import cards
from psych_care.services.register import end_for_leaver
from psych_care.views.cards import qr_code
from registry.models import AuditEntry
from registry.permissions import Role
from tests.factories import StaffFactory
from tests.psych_care import card_factories as make
from tests.psych_care import factories as psych

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 3, 18)
PLAN = {
    "on": "2026-03-16",
    "diagnosis": "schizophrenia",
    "specialist": "王医师",
    "at_home": "on",
    "treatment_plan": "利培酮片",
}


@pytest.fixture
def team(areas):
    """Three psychiatric workers of the district."""
    names = ("found", "specialist", "reviewer")
    return {
        name: StaffFactory(username=f"psych-{name}", area_id="341702", role=Role.PSYCHIATRIC_WORKER) for name in names
    }


@pytest.fixture
def poor(patient):
    patient.poor_since = date(2026, 1, 10)
    patient.save()
    return patient


@pytest.fixture
def quota(areas):
    return make.QuotaFactory(places=2)


@pytest.fixture
def candidate(poor, team):
    return make.CandidateFactory(person=poor.person, found_by=team["found"])


@pytest.fixture
def diagnosed(poor, team):
    return make.DiagnosedFactory(person=poor.person, found_by=team["found"], diagnosed_by=team["specialist"])


@pytest.fixture
def issued(diagnosed, team, quota):
    cards.issue(card=diagnosed, by=team["reviewer"], on=date(2026, 2, 20), hospital=make.HospitalFactory())
    return diagnosed


def test_five_steps_by_five_people(poor, team, quota, frozen_time):
    person = poor.person
    psych.GroupMemberFactory(guardianship__person=person, full_name="舒大海", role="cadre")
    card = make.CandidateFactory.build(person=person, community=person.community)
    cards.find_candidate(card=card, by=team["found"])
    values = PLAN | {"on": date(2026, 3, 1), "at_home": True}
    cards.diagnose(card=card, by=team["specialist"], **values)
    cards.issue(card=card, by=team["reviewer"], on=date(2026, 3, 2), hospital=make.HospitalFactory())
    assert (card.number, card.valid_until) == ("34170200120260001", date(2027, 3, 2))
    follow_up = make.FollowUpFactory.build(
        card=card, person=person, community=person.community, followed_on=date(2026, 3, 9)
    )
    cards.follow(follow_up=follow_up, by=team["specialist"])
    confirmation = make.ConfirmationFactory.build(
        card=card, person=person, community=person.community, confirmed_on=date(2026, 3, 10), confirmed_by="舒大海"
    )
    cards.confirm(confirmation=confirmation, by=team["found"])
    assert DrugCard.objects.get().state == "confirmed"
    quota.refresh_from_db()
    assert (quota.used, quota.numbered, card.places.get().quota) == (1, 1, quota)
    actions = list(AuditEntry.objects.filter(object_type="psych_care.drugcard").values_list("action", flat=True))
    assert sorted(actions) == ["add", "confirm", "diagnose", "follow", "issue"]


def test_only_poor_patients_are_proposed(patient, team):
    card = make.CandidateFactory.build(person=patient.person, community=patient.person.community)
    with pytest.raises(ValidationError, match="poor"):
        cards.find_candidate(card=card, by=team["found"])


def test_nobody_takes_two_of_the_first_steps(candidate, team, quota):
    with pytest.raises(ValidationError, match="somebody else"):
        cards.diagnose(card=candidate, by=team["found"], **PLAN | {"on": TODAY, "at_home": False})
    cards.diagnose(card=candidate, by=team["specialist"], **PLAN | {"on": TODAY, "at_home": False})
    for who in ("found", "specialist"):
        with pytest.raises(ValidationError, match="somebody else"):
            cards.issue(card=candidate, by=team[who], on=TODAY, hospital=make.HospitalFactory())
    assert CardQuota.objects.get().used == 0


def test_who_issued_it_does_not_follow_it_up(issued, team):
    follow_up = make.FollowUpFactory.build(card=issued, person=issued.person, community=issued.community)
    with pytest.raises(ValidationError, match="somebody else"):
        cards.follow(follow_up=follow_up, by=team["reviewer"])


def test_the_doctor_does_not_confirm_his_own_follow_up(issued, team):
    follow_up = make.FollowUpFactory(card=issued, person=issued.person)
    DrugCard.objects.update(state="followed")
    issued.refresh_from_db()
    confirmation = make.ConfirmationFactory.build(
        card=issued, person=issued.person, community=issued.community, confirmed_by=follow_up.doctor_name
    )
    with pytest.raises(ValidationError, match="followed up"):
        cards.confirm(confirmation=confirmation, by=team["found"])


def test_a_step_taken_twice_does_nothing(diagnosed, team, quota):
    hospital = make.HospitalFactory()
    stale = DrugCard.objects.get(pk=diagnosed.pk)
    cards.issue(card=diagnosed, by=team["reviewer"], on=TODAY, hospital=hospital)
    with pytest.raises(Exception, match="taken already|UNIQUE|unique"):
        cards.issue(card=stale, by=team["reviewer"], on=TODAY, hospital=hospital)
    quota.refresh_from_db()
    assert quota.used == 1


def test_sent_back_with_a_reason_and_diagnosed_again(diagnosed, team):
    cards.hand_back(card=diagnosed, by=team["reviewer"], reason="治疗方案不全")
    assert (diagnosed.state, diagnosed.note) == ("candidate", "治疗方案不全")
    cards.diagnose(card=diagnosed, by=team["specialist"], **PLAN | {"on": TODAY, "at_home": False})
    assert diagnosed.state == "diagnosed"


def test_refused_with_a_reason(candidate, team, quota):
    cards.refuse(card=candidate, by=team["reviewer"], on=TODAY, end_reason="not_poor", reason="收入超标")
    assert (candidate.state, candidate.ended_on, candidate.end_reason) == ("refused", TODAY, "not_poor")
    assert AuditEntry.objects.get(action="refuse").reason == "收入超标"


def test_a_stopped_card_gives_its_place_back(issued, team, quota):
    cards.stop(card=issued, by=team["reviewer"], on=TODAY, end_reason="recovered", reason="病情稳定")
    quota.refresh_from_db()
    assert (quota.used, issued.places.get().given_back_on) == (0, TODAY)


def test_the_next_number_is_never_a_used_one(issued, team, quota, neighbour):
    cards.stop(card=issued, by=team["reviewer"], on=TODAY, end_reason="recovered", reason="病情稳定")
    psych.PatientFactory(person=issued.person, state="ended", ended_on=TODAY, end_reason="not_ill")
    again = make.DiagnosedFactory(person=issued.person, found_by=team["found"], diagnosed_by=team["specialist"])
    cards.issue(card=again, by=team["reviewer"], on=TODAY, hospital=make.HospitalFactory())
    assert again.number == "34170200120260002"


def test_the_yearly_review_takes_a_place_of_the_next_year(issued, team, frozen_time):
    hospital = issued.hospital
    with pytest.raises(ValidationError, match="30"):
        cards.renew(card=issued, by=team["reviewer"], on=TODAY, hospital=hospital)
    frozen_time.shift(325 * 24 * 3600)
    day = date(2027, 2, 5)
    assert card_worklists.TO_REVIEW.count(team["found"], day) == (1, 0)
    with pytest.raises(ValidationError, match="2027"):
        cards.renew(card=issued, by=team["reviewer"], on=day, hospital=hospital)
    next_year = make.QuotaFactory(year=2027, places=1)
    cards.renew(card=issued, by=team["reviewer"], on=day, hospital=hospital, reason="仍需用药")
    assert (issued.state, issued.valid_until) == ("issued", date(2028, 2, 20))
    next_year.refresh_from_db()
    assert next_year.used == 1
    assert card_worklists.TO_REVIEW.count(team["found"], day) == (0, 0)


def test_a_hospital_must_be_designated_on_the_day(diagnosed, team, quota):
    closed = make.HospitalFactory(closed_on=date(2026, 3, 1))
    elsewhere = make.HospitalFactory(area_id="341721")
    for hospital in (closed, elsewhere):
        with pytest.raises(ValidationError, match="designated"):
            cards.issue(card=diagnosed, by=team["reviewer"], on=TODAY, hospital=hospital)


def test_no_card_before_consent(person, team, quota):
    psych.ClueFactory(person=person)
    card = make.DiagnosedFactory(person=person)
    with pytest.raises(ValidationError, match="consent"):
        cards.issue(card=card, by=team["reviewer"], on=TODAY, hospital=make.HospitalFactory())


@pytest.mark.parametrize(("reason", "why"), [("died", "died"), ("moved", "moved")])
def test_who_leaves_has_no_card(issued, team, quota, reason, why):
    end_for_leaver(person=issued.person, on=TODAY, reason=reason, by=team["found"])
    issued.refresh_from_db()
    quota.refresh_from_db()
    assert (issued.state, issued.end_reason, issued.ended_on, quota.used) == ("stopped", why, TODAY, 0)


def test_a_candidate_whose_file_ends_is_one_no_longer(candidate, team):
    end_for_leaver(person=candidate.person, on=TODAY, reason="moved", by=team["found"])
    candidate.refresh_from_db()
    assert (candidate.state, candidate.end_reason) == ("refused", "moved")


def test_worklists_follow_the_steps(candidate, team, quota):
    staff = team["reviewer"]

    def waiting():
        lists = {key: one.count(staff, TODAY)[0] for key, _label, one in card_worklists.WORKLISTS}
        return [key for key, count in lists.items() if count]

    assert waiting() == ["psych-card-diagnose"]
    cards.diagnose(card=candidate, by=team["specialist"], **PLAN | {"on": date(2026, 2, 10), "at_home": False})
    assert waiting() == ["psych-card-issue"]
    cards.issue(card=candidate, by=staff, on=date(2026, 2, 11), hospital=make.HospitalFactory())
    assert waiting() == ["psych-card-follow"]
    make.FollowUpFactory(card=candidate, person=candidate.person)
    DrugCard.objects.update(state="followed")
    assert waiting() == ["psych-card-confirm"]


def test_the_form_leads_through_diagnosis(at, candidate):
    page = at("drug-card-diagnose", candidate.pk, data=PLAN)
    assert page.url == reverse("psych_care:drug-card-detail", args=[candidate.pk])
    candidate.refresh_from_db()
    assert (candidate.at_home, candidate.treatment_plan) == (True, "利培酮片")


def test_a_step_that_is_not_due_is_forbidden(at, candidate):
    assert at("drug-card-issue", candidate.pk).status_code == 403


def test_one_card_is_not_proposed_twice(at, candidate):
    assert at("drug-card-add", candidate.person_id).url == reverse("psych_care:drug-card-detail", args=[candidate.pk])


def test_the_page_tells_all_and_is_logged(at, issued):
    make.FollowUpFactory(card=issued, person=issued.person, note="精神好转")
    make.ConfirmationFactory(card=issued, person=issued.person)
    text = at("drug-card-detail", issued.pk).text
    for words in (issued.number, "低保户", "精神好转", "汪有田", issued.hospital.name):
        assert words in text
    assert AuditEntry.objects.filter(action="read", object_type="psych_care.drugcard").count() == 1


def test_only_the_group_confirms(at, issued, team):
    make.FollowUpFactory(card=issued, person=issued.person)
    DrugCard.objects.update(state="followed")
    psych.GroupMemberFactory(guardianship__person=issued.person, full_name="舒大海", role="cadre")
    psych.GroupMemberFactory(
        guardianship=issued.person.guardianships.get(), full_name="离组者", left_on=date(2026, 2, 1)
    )
    form = at("drug-card-confirm", issued.pk).context["form"]
    assert set(dict(form.fields["confirmed_by"].choices)) == {"舒大海", "汪有田"}
    data = {"confirmed_on": "2026-03-10", "is_taken": "on", "version": 1}
    assert at("drug-card-confirm", issued.pk, data=data | {"confirmed_by": "路人"}).status_code == 422
    assert at("drug-card-confirm", issued.pk, data=data | {"confirmed_by": "舒大海"}).status_code == 302
    assert issued.confirmations.get().role == "cadre"


def test_an_untrained_doctor_does_not_follow_up(at, issued):
    data = {
        "followed_on": "2026-03-10",
        "doctor_name": "舒明",
        "doctor_trained_on": "2026-03-11",
        "adherence": "regular",
        "course": "improved",
        "side_effects": "none",
        "version": 1,
    }
    assert at("drug-card-follow", issued.pk, data=data).status_code == 422
    assert at("drug-card-follow", issued.pk, data=data | {"doctor_trained_on": "2025-11-03"}).status_code == 302


@pytest.mark.slow
def test_the_card_on_paper_holds_no_more_than_it_must(at, issued):
    response = at("drug-card-print", issued.pk)
    reader = PdfReader(io.BytesIO(response.content))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    for words in ("汪德福", issued.number, issued.hospital.name, "2027-02-20"):
        assert words in text
    for words in (issued.person.id_number, issued.get_diagnosis_display(), "schizophrenia", "利培酮"):
        assert words not in text
    box = reader.pages[0].mediabox
    assert (len(reader.pages), sorted(round(float(side) / 72 * 25.4) for side in (box.width, box.height))) == (
        1,
        [148, 210],
    )


def test_no_paper_for_a_candidate(at, candidate):
    assert at("drug-card-print", candidate.pk).status_code == 404


def test_the_code_is_of_attributes_only():
    drawn = qr_code("34170200120260001")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert qr_code("34170200120260002") != drawn
