"""The pages of runs and payments: what they show, to whom, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.plugs import worklists_for
from relief.models import ApprovalBand, PaymentRule, PaymentRun
from relief.services.bank import make_bank_file
from tests.relief.factories import make_card
from tests.relief.runs import APRIL, TODAY, lines


def test_the_page_of_a_run_ties_with_the_lists_behind_it(pay, at, run, qiupu):
    pay.payee(qiupu, "5.00", account=False)
    page = at("relief:run-detail", run.pk, user=pay.finance).content.decode()
    assert "60.06" in page
    for bucket, expected in (("added", 3), ("changed", 0)):
        found = at("relief:payment-list", query=f"?run={run.pk}&bucket={bucket}", user=pay.finance)
        assert found.context["count"] == str(expected)


def test_the_page_of_a_run_costs_the_same_for_one_line_and_for_many(pay, at, chiyang):
    pay.payee(chiyang)
    small = pay.prepare()
    with CaptureQueriesContext(connection) as few:
        at("relief:run-detail", small.pk, user=pay.finance)
    pay.take(small, "cancel", pay.manager, reason="重做")
    for _n in range(6):
        pay.payee(chiyang)
    large = pay.prepare()
    with CaptureQueriesContext(connection) as many:
        at("relief:run-detail", large.pk, user=pay.finance)
    assert len(many) <= len(few) + 1 <= 50


@pytest.mark.parametrize("name", ["run-list", "payment-list", "absence-list"])
def test_lists_cost_the_same_for_one_row_and_for_ten(pay, at, chiyang, name):
    pay.payee(chiyang)
    pay.payee(chiyang, account=False)
    pay.prepare()
    with CaptureQueriesContext(connection) as few:
        at(f"relief:{name}", user=pay.finance)
    for _n in range(8):
        pay.payee(chiyang)
        pay.payee(chiyang, account=False)
    pay.prepare(APRIL)
    with CaptureQueriesContext(connection) as many:
        at(f"relief:{name}", user=pay.finance)
    assert len(many) == len(few)


def test_a_clerk_sees_the_payments_of_the_own_street_and_no_run_of_the_district(pay, at, chiyang, qiupu, clerk):
    pay.payee(chiyang)
    pay.payee(qiupu)
    prepared = pay.prepare()
    assert at("relief:payment-list").context["count"] == "1"
    assert at("relief:run-detail", prepared.pk).status_code == 404
    assert at("relief:run-list").context["count"] == "0"


def test_a_run_is_prepared_from_its_page(pay, at, manager, chiyang):
    pay.payee(chiyang)
    data = {"area": "341702", "month": "2026-03", "programme": ""}
    response = at("relief:run-prepare", data=data, user=manager)
    made = PaymentRun.objects.get()
    assert response.url == reverse("relief:run-detail", args=[made.pk])
    assert at("relief:run-prepare", data=data, user=manager).status_code == 422
    assert PaymentRun.objects.count() == 1


def test_no_run_is_prepared_for_an_area_of_others(at):
    data = {"area": "341702", "month": "2026-03", "programme": ""}
    assert at("relief:run-prepare", data=data).status_code == 422
    assert not PaymentRun.objects.exists()


def test_a_refused_step_tells_why_on_the_page(pay, at, chiyang, reviewer):
    pay.payee(chiyang)
    prepared = pay.prepare()
    page = at("relief:run-review-step", prepared.pk, "review", data={}, user=reviewer)
    prepared.refresh_from_db()
    assert (page.status_code, prepared.state) == (302, "prepared")


def test_a_download_is_for_those_who_release_and_holds_what_was_made(pay, at, run):
    file = run.bank_files.get()
    response = at("relief:bank-file-download", file.pk, user=pay.finance)
    assert response.content.startswith(b"H|")
    assert response["Cache-Control"] == "no-store"
    assert at("relief:bank-file-download", file.pk, user=pay.approver).status_code == 403


def test_no_page_and_no_export_shows_an_account_number(pay, at, run, manager):
    numbers = [line.account.number for line in lines(run)]
    pages = [
        at("relief:payment-list", user=manager).content,
        at("relief:payment-detail", lines(run).first().pk, user=manager).content,
        at("relief:run-detail", run.pk, user=manager).content,
        b"".join(at("relief:export", "payments", "csv", user=manager).streaming_content),
    ]
    assert not any(number.encode() in page for page in pages for number in numbers)


def test_a_returned_line_waits_on_today_until_it_is_corrected(pay, at, came_back, manager):
    worklist = next(one for one in worklists_for(manager) if one.key == "payments-returned")
    assert worklist.count(manager, TODAY)[0] == 1
    assert worklist.items(manager, TODAY, 5)[0].url == reverse("relief:payment-detail", args=[came_back.pk])
    data = {"kind": "card", "number": make_card(8001), "bank_name": "行", "from_on": "2026-04-05"}
    assert at("relief:account-set", came_back.person_id, data=data, user=manager).status_code == 302
    assert worklist.count(manager, TODAY)[0] == 0
    page = at("relief:payment-detail", came_back.pk, user=manager).content.decode()
    assert "the next run pays it again" in page or "下一批次重新发放" in page


def test_runs_wait_on_today_for_whoever_takes_the_next_step(pay, chiyang):
    pay.payee(chiyang)
    prepared = pay.prepare()
    steps = [
        ("runs-check", pay.manager, "checked"),
        ("runs-review", pay.reviewer, "reviewed"),
        ("runs-approve", pay.approver, "approved"),
        ("runs-release", pay.finance, "filed"),
        ("runs-settle", pay.finance, ""),
    ]
    ways = {
        "checked": ("check", pay.manager),
        "reviewed": ("review", pay.reviewer),
        "approved": ("approve", pay.approver),
    }
    for key, staff, state in steps:
        worklist = next(one for one in worklists_for(staff) if one.key == key)
        assert worklist.count(staff, TODAY) == (1, 0), key
        assert worklist.items(staff, TODAY, 5)[0].text == prepared.number
        if state in ways:
            pay.take(prepared, *ways[state])
        elif state:
            pay.take(prepared, "release", pay.finance)
            make_bank_file(run=prepared, format="fixed", by=pay.finance)


def test_cash_from_its_page_to_the_proof(pay, at, chiyang, manager):
    entitlement = pay.payee(chiyang, account=False)
    at("relief:cash-add", entitlement.person_id, data={"reason": "卧床", "from_on": "2026-03-18"}, user=manager)
    line = lines(pay.lead(pay.prepare(), "released")).get()
    at("relief:payment-hand-over", line.pk, data={"on": "2026-03-18", "proof": "收据 7"}, user=manager)
    line.refresh_from_db()
    assert (line.state, line.method, line.proof) == ("paid", "cash", "收据 7")
    cash = entitlement.person.cash_payments.get()
    at("relief:cash-end", cash.pk, data={}, user=manager)
    assert not entitlement.person.cash_payments.present().exists()


def test_rules_and_bands_are_added_as_rows(at, manager):
    rule = {"effective_from": "2026-04-01", "due_day": 10, "account_rest_days": 5, "back_months": 3}
    assert at("relief:payment-rule-add", data=rule, user=manager).status_code == 302
    band = {"effective_from": "2026-04-01", "from_amount": "1000", "approvers": 2}
    assert at("relief:approval-band-add", data=band, user=manager).status_code == 302
    assert (PaymentRule.objects.count(), ApprovalBand.objects.count()) == (1, 1)
    assert at("relief:payment-rule-add", data=rule, user=manager).status_code == 422


def test_a_persons_payments_and_panel(pay, at, run, manager):
    line = lines(run).order_by("pk").first()
    page = at("relief:person-payments", line.person_id, user=manager).content.decode()
    assert "10.01" in page
    assert "10.01" in at("registry:person-detail", line.person_id, user=manager).content.decode()
