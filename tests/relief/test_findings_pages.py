"""Lists taken in, findings ended, money asked back: as a clerk does it on the pages."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from registry.models import AuditEntry, Job
from relief.models import (
    Entitlement,
    ListRow,
    MatchFinding,
    OutsideList,
    Recovery,
    Repayment,
)
from relief.services import outside_lists, recoveries
from relief.services.matching import find_matches
from tests.factories import PersonFactory
from tests.relief.factories import EntitlementFactory
from tests.relief.finding_factories import (
    FindingFactory,
    ListRowFactory,
    MissedFactory,
    OutsideListFactory,
    PetitionFactory,
    RecoveryFactory,
)

LIST = {"kind": "deaths", "department": "区公安分局", "as_of": "2026-03-01"}
REASONS = {"note": "已核实"}


def csv(*lines) -> SimpleUploadedFile:
    text = "\n".join(["身份证号,姓名,日期,金额,说明", *lines])
    return SimpleUploadedFile("死亡名单.csv", text.encode("gb18030"))


def xlsx(*rows) -> SimpleUploadedFile:
    book = Workbook()
    for row in (["公民身份号码", "姓名", "死亡日期"], *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("list.xlsx", buffer.getvalue())


@pytest.fixture
def take_in(at, manager):
    def send(file, **values):
        return at("relief:list-add", data={**LIST, "file": file, **values}, user=manager)

    return send


def test_a_list_is_taken_in_and_matched(take_in, person):
    EntitlementFactory(person=person)
    assert take_in(csv(f"{person.id_number},汪德福,2026-01-20,,")).status_code == 302
    row = ListRow.objects.get()
    assert (row.on, row.outside_list.row_count) == (date(2026, 1, 20), 1)
    assert Job.objects.get().kind == "find_matches"
    find_matches()
    assert MatchFinding.objects.get(rule="dead").person == person


def test_a_workbook_does_as_well(take_in, person):
    take_in(xlsx([person.id_number, "汪德福", date(2026, 1, 20)]))
    assert ListRow.objects.get().on == date(2026, 1, 20)


def test_the_same_file_twice_is_nothing_new(take_in, person):
    for _ in "12":
        answer = take_in(csv(f"{person.id_number},汪德福,2026-01-20,,"))
    assert answer.status_code == 422
    assert ListRow.objects.count() == OutsideList.objects.count() == 1
    assert take_in(csv(f"{person.id_number},汪德福,2026-01-20,,", f"{person.id_number},,,,")).status_code == 302


def test_the_same_file_from_two_desks_at_once_is_taken_in_once(person, manager, monkeypatch):
    """The other desk's list is there after the check and before the saving."""
    read = outside_lists.read_rows

    def slow(file, name):
        OutsideListFactory(sha256=outside_lists.digest_of(file))
        return read(file, name)

    monkeypatch.setattr(outside_lists, "read_rows", slow)
    file = csv(f"{person.id_number},汪德福,2026-01-20,,").file
    mine = OutsideList(kind="deaths", department="区公安分局")
    with pytest.raises(ValidationError, match="taken in before"):
        outside_lists.take_in(outside_list=mine, file=file, name="list.csv", by=manager)
    assert OutsideList.objects.count() == 1
    assert not ListRow.objects.exists()


def test_a_line_twice_in_a_file_is_one(take_in, person):
    take_in(csv(*[f"{person.id_number},汪德福,2026-01-20,,"] * 2))
    assert ListRow.objects.count() == 1


def test_bad_rows_are_counted_and_none_is_repeated_anywhere(take_in, person):
    take_in(csv(f"{person.id_number},汪德福,2026-01-20,,", "341799000000000000,某人,,,", f"{person.id_number},,,很多,"))
    row = OutsideList.objects.get()
    assert (row.row_count, row.rejected_count) == (1, 2)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("list.csv", b"a,b\n1,2\n"),
        SimpleUploadedFile("list.xlsx", b"PK\x03\x04damaged"),
        SimpleUploadedFile("list.csv", b"<html><body>x</body></html>"),
    ],
    ids=["other columns", "damaged", "a web page"],
)
def test_what_is_no_list_is_refused_with_the_reason(take_in, file):
    answer = take_in(file)
    assert answer.status_code == 422
    assert not OutsideList.objects.exists()


def test_no_id_number_lies_in_clear(take_in, person):
    take_in(csv(f"{person.id_number},汪德福,2026-01-20,,"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, id_digest FROM relief_listrow")
        stored = cursor.fetchone()
    assert person.id_number not in "".join(stored)
    assert stored[0].startswith("1:")
    assert not AuditEntry.objects.filter(changes__icontains=person.id_number).exists()


def test_a_list_shows_masked_lines_of_people_in_scope_only(at, manager, clerk, person, neighbour):
    row = OutsideListFactory(area_id="341702001")
    for one in (person, neighbour):
        ListRowFactory(outside_list=row, id_number=one.id_number, full_name=one.full_name)
    text = at("relief:list-detail", row.pk).content.decode()
    assert person.full_name in text
    assert neighbour.full_name not in text
    assert person.id_number not in text


def test_the_matching_of_an_application_shows_what_is_known(at, desk, severe, clerk):
    daughter = severe.memberships.get().household.members.exclude(person=severe).get().person
    row = ListRowFactory(id_number=daughter.id_number, outside_list__kind="vehicles", detail="小型轿车")
    FindingFactory(person=severe)
    application = desk.to(desk.receive(severe), "accepted")
    text = at("relief:application-match", application.pk).content.decode()
    assert "小型轿车" in text
    assert reverse("relief:finding-detail", args=[MatchFinding.objects.get().pk]) in text
    assert row.id_number not in text


def test_stopping_on_the_page(at, person):
    finding = FindingFactory(person=person)
    data = {"entitlement": finding.entitlement_id, "on": "2026-02-10", "reason": "died", "note": ""}
    assert at("relief:finding-stop", finding.pk, data=data).status_code == 302
    finding.refresh_from_db()
    assert finding.state == "stopped"
    assert not Entitlement.objects.running().filter(person=person).exists()
    spell = finding.spells.get()
    assert (spell.outcome, spell.closed_on) == ("stopped", date(2026, 3, 18))


def test_an_entitlement_of_somebody_else_cannot_be_stopped_by_it(at, person):
    other = EntitlementFactory()
    finding = FindingFactory(person=person)
    data = {"entitlement": other.pk, "on": "2026-02-10", "reason": "died", "note": ""}
    assert at("relief:finding-stop", finding.pk, data=data).status_code == 422
    other.refresh_from_db()
    assert other.until_month is None


@pytest.mark.parametrize(
    ("day", "status"), [("2026-09-01", 302), ("2026-03-18", 422), ("2030-01-01", 422)], ids=["ok", "today", "too far"]
)
def test_explaining_on_the_page(at, person, day, status):
    finding = FindingFactory(person=person)
    assert at("relief:finding-explain", finding.pk, data={**REASONS, "silent_until": day}).status_code == status


def test_what_another_field_gives_is_noted_as_applied_for(at, person):
    finding = MissedFactory(person=person, rule="no_child_aid")
    assert at("relief:finding-apply", finding.pk, data={"note": "残联康复科"}).status_code == 302
    finding.refresh_from_db()
    assert finding.state == "applied"


@pytest.mark.parametrize(
    ("name", "make"), [("apply", FindingFactory), ("stop", MissedFactory), ("recover", MissedFactory)]
)
def test_what_does_not_fit_the_finding_is_no_page(at, person, name, make):
    assert at(f"relief:finding-{name}", make(person=person).pk).status_code == 404


def test_each_figure_of_the_managers_page_is_as_long_as_its_list(at, chiyang, manager):
    for found_on, amount in ((date(2026, 3, 10), 100), (date(2026, 2, 1), 50), (date(2025, 6, 1), None)):
        FindingFactory(person=PersonFactory(community=chiyang), found_on=found_on, amount=amount)
    MissedFactory(person=PersonFactory(community=chiyang))
    board = at("relief:finding-board", user=manager)
    lines = board.context["findings"]
    assert [cell["n"] for cell in lines[-1]["cells"]] == [2, 1, 1, 4]
    assert lines[-1]["cells"][-1]["yuan"] == Decimal(250)
    for line in lines:
        for cell in line["cells"]:
            client_list = at("relief:finding-list", query="?" + cell["url"].split("?")[1], user=manager)
            assert client_list.context["count"] == str(cell["n"])
    for figure in board.context["petitions"]:
        shown = at("relief:petition-list", query="?" + figure["url"].split("?")[1], user=manager)
        assert shown.status_code == 200


@pytest.mark.parametrize(
    ("url", "make"),
    [
        ("relief:finding-list", FindingFactory),
        ("relief:recovery-list", RecoveryFactory),
        ("relief:petition-list", PetitionFactory),
        ("relief:finding-board", FindingFactory),
    ],
)
def test_lists_cost_the_same_for_ten(at, chiyang, url, make):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert at(url).status_code == 200
        return len(queries)

    make(person=PersonFactory(community=chiyang))
    cost()
    once = cost()
    for _ in range(9):
        make(person=PersonFactory(community=chiyang))
    assert cost() == once


@pytest.mark.parametrize(
    ("key", "make", "values"),
    [
        ("relief-findings", FindingFactory, {}),
        ("relief-recoveries", RecoveryFactory, {"next_due_on": date(2026, 3, 17)}),
        ("relief-petitions", PetitionFactory, {}),
    ],
)
def test_worklists_hold_what_waits(at, person, key, make, values):
    make(person=person, **values)
    assert person.full_name in at("registry:worklist", key).content.decode()


def test_the_panel_leads_to_what_is_open_and_shows_nothing_confidential(at, person):
    finding = FindingFactory(person=person)
    hidden = MissedFactory(person=person, rule="no_drug_relief", needs_permission="view_psych")
    petition = PetitionFactory(person=person)
    text = at("registry:person-detail", person.pk).content.decode()
    assert reverse("relief:finding-detail", args=[finding.pk]) in text
    assert reverse("relief:petition-detail", args=[petition.pk]) in text
    assert reverse("relief:finding-detail", args=[hidden.pk]) not in text


def test_a_plan_of_instalments_and_the_day_that_is_due_next(person, clerk):
    recovery = RecoveryFactory(person=person, amount=Decimal(100))
    recoveries.plan(recovery=recovery, instalments=3, first_due_on=date(2026, 3, 31), by=clerk)
    assert [(row.due_on, row.amount) for row in recovery.instalments.planned()] == [
        (date(2026, 3, 31), Decimal("33.33")),
        (date(2026, 4, 30), Decimal("33.33")),
        (date(2026, 5, 31), Decimal("33.34")),
    ]
    recoveries.repay(repayment=Repayment(recovery=recovery, amount=Decimal("33.33")), by=clerk)
    recovery.refresh_from_db()
    assert recovery.next_due_on == date(2026, 4, 30)
    recoveries.repay(repayment=Repayment(recovery=recovery, amount=Decimal("66.66")), by=clerk)
    recovery.refresh_from_db()
    assert (recovery.next_due_on, recovery.settled_on) == (date(2026, 5, 31), None)
    recoveries.repay(repayment=Repayment(recovery=recovery, amount=Decimal("0.01"), kind="deducted"), by=clerk)
    recovery.refresh_from_db()
    assert (recovery.next_due_on, recovery.settled_on) == (None, date(2026, 3, 18))


def test_a_new_plan_is_of_what_is_outstanding_and_keeps_the_old(person, clerk):
    recovery = RecoveryFactory(person=person, amount=Decimal(600))
    recoveries.plan(recovery=recovery, instalments=2, first_due_on=date(2026, 3, 31), by=clerk)
    recoveries.repay(repayment=Repayment(recovery=recovery, amount=Decimal(200)), by=clerk)
    recoveries.plan(recovery=recovery, instalments=4, first_due_on=date(2026, 4, 10), by=clerk)
    recovery.refresh_from_db()
    assert [row.amount for row in recovery.instalments.planned()] == [Decimal(100)] * 4
    assert recovery.instalments.count() == 6
    assert recovery.next_due_on == date(2026, 4, 10)


def test_nobody_pays_more_than_is_outstanding(person, clerk):
    recovery = RecoveryFactory(person=person, amount=Decimal(600))
    stale = Recovery.objects.get(pk=recovery.pk)
    recoveries.repay(repayment=Repayment(recovery=recovery, amount=Decimal(600)), by=clerk)
    with pytest.raises(ValidationError, match="settled"):
        recoveries.repay(repayment=Repayment(recovery=stale, amount=Decimal(600)), by=clerk)
    assert recovery.repayments.count() == 1


def test_money_comes_in_on_the_page(at, person):
    recovery = RecoveryFactory(person=person)
    data = {"paid_on": "2026-03-10", "kind": "received", "amount": "600.01", "note": ""}
    assert at("relief:repayment-add", recovery.pk, data=data).status_code == 422
    assert at("relief:repayment-add", recovery.pk, data=data | {"amount": "600"}).status_code == 302
    recovery.refresh_from_db()
    assert recovery.settled_on == date(2026, 3, 10)


def test_money_is_asked_back_without_a_finding(at, person):
    data = {"amount": "300", "reason": "mistake", "entitlement": "", "note": ""}
    assert at("relief:recovery-add", person.pk, data=data).status_code == 302
    assert Recovery.objects.get().next_due_on == date(2026, 4, 17)
