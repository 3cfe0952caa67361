"""A finding is there once, whoever looks and however often; it ends as somebody says, and opens again if it recurs."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from registry import audit
from registry.jobs import run_job
from registry.models import AuditEntry, Job
from registry.permissions import Role
from relief.coverage import eligible, receiving
from relief.matching.rules import OWN
from relief.matching_jobs import request_matching
from relief.models import Exclusion, FindingSpell, MatchFinding, Petition
from relief.services import findings as ends
from relief.services.applications import receive
from relief.services.entitlements import stop
from relief.services.matching import apply_rule, find_matches
from relief.services.petitions import open_in
from relief.services.programmes import add_exclusion
from tests.factories import CertificateFactory, MemberFactory, PersonFactory, StaffFactory
from tests.psych_care.factories import PatientFactory
from tests.relief.factories import BundleFactory, StandardFactory, programme
from tests.relief.finding_factories import FindingFactory, MissedFactory, PetitionFactory
from tests.relief.test_matching import DAY, drawn, found, listed


@pytest.fixture
def nursing_rule(areas):
    programme().rules.update(max_grade=2)
    StandardFactory(tier="grade_1", amount=110)


@pytest.fixture
def dead(person):
    drawn(person)
    listed(person, "deaths", on=date(2026, 1, 20))
    [finding] = found("dead")
    return finding


def test_the_night_after_adds_nothing(dead):
    find_matches(day=DAY)
    log = AuditEntry.objects.count()
    outcome = find_matches(day=DAY)
    assert outcome.changed == 0
    assert outcome.counts["unchanged"] >= 1
    assert AuditEntry.objects.count() == log
    assert MatchFinding.objects.filter(rule="dead").count() == 1
    assert dead.spells.count() == 1


def test_without_its_key_a_finding_would_be_there_twice(dead):
    """The twin: another key, and the same hit is another finding."""
    MatchFinding.objects.update(key="dead:other")
    assert apply_rule(rule="dead", hits=OWN["dead"], day=DAY).counts["added"] == 1


def test_who_slips_past_the_lock_is_stopped_by_the_key(dead):
    """Another run adds the findings while this one thinks about its hits: this one is undone, and nothing is there twice."""
    MatchFinding.objects.all().delete()

    def hits(day):
        mine = list(OWN["dead"](day))
        apply_rule(rule="dead", hits=OWN["dead"], day=day)
        return mine

    with pytest.raises(IntegrityError), transaction.atomic():
        apply_rule(rule="dead", hits=hits, day=DAY)
    apply_rule(rule="dead", hits=OWN["dead"], day=DAY)
    assert MatchFinding.objects.filter(rule="dead").count() == FindingSpell.objects.count() == 1


def test_what_is_not_found_any_more_is_gone_and_comes_back(dead):
    kept = dead.row.id_number
    type(dead.row).objects.filter(pk=dead.row_id).update(id_digest="x")
    assert not found("dead")
    dead.refresh_from_db()
    assert dead.state == "gone"
    row = dead.row
    row.id_number = kept
    row.save()
    [again] = found("dead")
    assert again == dead
    assert [(spell.outcome, spell.closed_on is None) for spell in dead.spells.all()] == [("gone", False), ("", True)]


def test_explained_is_silent_until_its_day(dead, clerk):
    ends.explain(finding=dead, silent_until=date(2026, 4, 10), note="同名同号录入错误", by=clerk)
    for day, state in ((date(2026, 4, 9), "explained"), (date(2026, 4, 10), "open")):
        apply_rule(rule="dead", hits=OWN["dead"], day=day)
        dead.refresh_from_db()
        assert dead.state == state
    assert dead.found_on == date(2026, 4, 10)


def test_stopping_stops_the_entitlement_too(dead, clerk):
    ends.stop_drawn(finding=dead, entitlement=dead.entitlement, on=date(2026, 1, 20), reason="died", by=clerk)
    dead.entitlement.refresh_from_db()
    assert (dead.state, dead.entitlement.until_month) == ("stopped", date(2026, 2, 1))
    assert not found("dead")


def test_what_runs_on_is_stopped_before_it_is_asked_back(dead, clerk):
    with pytest.raises(ValidationError, match="Stop what is drawn first"):
        ends.recover(finding=dead, amount=Decimal(200), reason="death", by=clerk)
    ends.stop_drawn(finding=dead, entitlement=dead.entitlement, on=date(2026, 1, 20), reason="died", by=clerk)
    recovery = ends.recover(finding=dead, amount=Decimal(200), reason="death", by=clerk)
    assert (dead.state, recovery.person, recovery.amount) == ("recovered", dead.person, Decimal(200))


def test_nothing_ends_twice(dead, clerk):
    stale = MatchFinding.objects.get(pk=dead.pk)
    ends.explain(finding=dead, silent_until=date(2026, 4, 10), note="已核实", by=clerk)
    with pytest.raises(ValidationError, match="taken already"):
        ends.explain(finding=stale, silent_until=date(2026, 5, 10), note="再次", by=clerk)
    assert dead.spells.get().note == "已核实"


def test_receiving_an_application_ends_what_was_missed(nursing_rule, severe, clerk):
    [finding] = found("no_nursing")
    bundle = BundleFactory.build(person=severe, community=severe.community, received_on=DAY)
    [application] = receive(bundle=bundle, programmes=[programme()], by=clerk)
    finding.refresh_from_db()
    assert (finding.state, finding.application) == ("applied", application)
    assert not found("no_nursing")


def test_refused_it_is_missed_once_more(nursing_rule, severe, clerk, desk):
    [finding] = found("no_nursing")
    application = desk.receive(severe)
    desk.take(application, "refuse", reason="户籍不在本区")
    [again] = found("no_nursing")
    assert again == finding


def test_what_ended_another_way_before_the_night_is_applied_for(nursing_rule, severe, desk):
    """An application received past the finding's own page."""
    desk.receive(severe)
    finding = FindingFactory(
        person=severe,
        entitlement=None,
        programme=programme(),
        rule="no_nursing",
        kind="missed",
        key=f"no_nursing:{severe.pk}",
    )
    assert not found("no_nursing")
    finding.refresh_from_db()
    assert finding.state == "applied"


def test_the_command_of_the_night_runs_all_rules(dead, capsys):
    stop(entitlement=dead.entitlement, on=date(2026, 1, 20), reason="died", by=None)
    call_command("find_matches")
    assert "1 ended" in capsys.readouterr().out
    assert audit.first_broken() is None


def test_a_new_exclusion_asks_for_the_matching(manager):
    row = Exclusion(prevailing=programme("old_age"), excluded=programme("orphan"), effective_from=DAY)
    add_exclusion(exclusion=row, by=manager)
    assert Job.objects.get().kind == "find_matches"


def test_every_spell_is_of_a_finding_of_its_state(dead, severe):
    find_matches(day=DAY)
    open_spells = set(FindingSpell.objects.filter(closed_on__isnull=True).values_list("finding", flat=True))
    assert open_spells == set(MatchFinding.objects.undecided().values_list("pk", flat=True))


@pytest.fixture
def patient(chiyang):
    """Without medicine; the account that has both roles may know."""
    person = PersonFactory(full_name="查月华", community=chiyang)
    PatientFactory(person=person, poor_since=date(2025, 1, 1))
    return person


@pytest.fixture
def both_roles(areas):
    return StaffFactory(area_id="341702", role=[Role.MANAGER, Role.PSYCHIATRIC_WORKER])


def test_a_confidential_finding_opens_to_who_may_know_and_the_reading_is_logged(at, patient, both_roles, manager):
    [finding] = found("no_drug_relief")
    assert at("relief:finding-detail", finding.pk, user=manager).status_code == 404
    assert at("relief:finding-detail", finding.pk, user=both_roles).status_code == 200
    assert AuditEntry.objects.get(action="read").object_id == str(finding.pk)


def test_the_log_tells_no_confidential_finding_by_its_reading(at, dead):
    at("relief:finding-detail", dead.pk)
    assert AuditEntry.objects.filter(action="read", object_id=str(dead.pk)).exists()


def test_the_log_tells_neither_the_rule_of_a_decision_nor_how_many_there_are(patient, both_roles):
    [finding] = found("no_drug_relief")
    assert AuditEntry.objects.get().changes == {"rule": [None, "no_drug_relief"]}
    ends.explain(finding=finding, silent_until=date(2026, 6, 1), note="住院治疗中", by=both_roles)
    entry = AuditEntry.objects.get(action="explain")
    assert set(entry.changes) == {"state", "silent_until"}
    assert entry.reason == ""


def test_the_sheet_of_the_matching_repeats_nothing_confidential(at, desk, patient, both_roles):
    found("no_drug_relief")
    application = desk.to(desk.receive(patient), "accepted")
    text = at("relief:application-match", application.pk, user=both_roles).content.decode()
    assert "mental disorder" not in text
    assert "severe" not in text


def test_the_job_runs_the_matching(dead, manager):
    MatchFinding.objects.all().delete()
    request_matching(by=manager)
    request_matching(by=manager)
    job = Job.objects.get()
    run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, MatchFinding.objects.filter(rule="dead").count()) == ("done", 1)


def test_without_an_account_nothing_is_asked_for(areas):
    request_matching(by=None)
    assert not Job.objects.exists()


def test_a_community_is_not_closed_over_a_strangers_petition(chiyang, person, clerk):
    PetitionFactory(person=person)
    assert not open_in(chiyang)
    PetitionFactory(person=None, petitioner_name="查有田", community_id=chiyang.code)
    assert len(open_in(chiyang)) == 1
    archived = {"state": "archived", "assigned_to": clerk, "answered_on": DAY, "archived_on": DAY}
    Petition.objects.filter(person=None).update(**archived)
    assert not open_in(chiyang)


@pytest.mark.parametrize(("code", "grade"), [("nursing_subsidy", 1), ("living_subsidy", 4)])
def test_coverage_is_told_for_any_day(family_of_two, code, grade):
    """Eligible and receiving, on the day and on a day before the certificate."""
    head, _daughter = family_of_two
    programme(code).rules.update(max_grade=4)
    CertificateFactory(person=head, grade=grade, issued_on=date(2026, 2, 1))
    drawn(head, "allowance", household=head.memberships.get().household)
    row = programme(code)
    assert set(eligible(row, DAY)) == {head}
    assert not set(receiving(row, DAY))
    drawn(head, code, from_month=date(2026, 3, 1))
    assert [one["pk"] for one in receiving(row, DAY)] == [head.pk]
    assert not set(receiving(row, date(2026, 2, 28)))
    assert not set(eligible(row, date(2026, 1, 31)))


@pytest.fixture
def family_of_two(chiyang):
    head = MemberFactory(person=PersonFactory(community=chiyang))
    other = MemberFactory(person=PersonFactory(community=chiyang), household=head.household, kinship="30")
    return head.person, other.person


def test_duplicates_are_counted_when_somebody_confirmed_them(person, clerk):
    """One is stopped, one explained: and an omission that closed is counted among those found."""
    nursing = drawn(person)
    drawn(person, "destitute")
    [finding] = found("excluded")
    year = date(2026, 1, 1), DAY
    assert not FindingSpell.objects.confirmed_duplicates(*year).exists()
    ends.stop_drawn(finding=finding, entitlement=nursing, on=DAY, reason="excluded", by=clerk)
    assert FindingSpell.objects.confirmed_duplicates(*year).get().finding == finding
    assert not FindingSpell.objects.confirmed_duplicates(date(2025, 1, 1), date(2025, 12, 31)).exists()
    MissedFactory(person=person)
    omissions = FindingSpell.objects.omissions()
    assert omissions.found_during(*year).count() == 1
    assert not omissions.closed_by(DAY).exists()
