"""What goes to the bank, what comes back, and what is paid again."""

import hashlib
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook

from registry.models import AuditEntry
from relief.bank_files import content_of
from relief.identity import identity_of
from relief.models import Account, BankFile, PaymentLine
from relief.services.accounts import set_account
from relief.services.bank import bank_file_bytes, clear_for_repayment, hand_over, make_bank_file, take_in_return
from relief.services.runs import take, why_not
from tests.relief.factories import CashPayeeFactory, make_card
from tests.relief.runs import APRIL, HEAD, MARCH, TODAY, lines, paid, returned, take_in

DAY = 24 * 60 * 60


def test_the_file_holds_every_line_and_the_totals(pay, run):
    file = run.bank_files.get()
    rows = [row.split("|") for row in content_of(file).decode("gb18030").splitlines()]
    assert rows[0] == ["H", file.number, "3", "60.06"]
    first = lines(run).order_by("pk").first()
    assert rows[1] == ["D", first.number, first.account.number, "汪德福", "10.01", "202603重度残疾人护理补贴"]
    assert sum(Decimal(row[4]) for row in rows[1:]) == run.money == file.money


def test_every_line_of_fixed_widths_is_as_wide(pay, run):
    file = make_bank_file(run=run, format="fixed", by=pay.finance)
    rows = content_of(file).split(b"\r\n")[:-1]
    assert {len(row) for row in rows[1:]} == {1 + 10 + 28 + 60 + 14 + 60}
    assert rows[0].endswith(b"000000030000000000006006")
    assert sum(int(row[99:113]) for row in rows[1:]) == 6006


def test_the_workbook_holds_the_numbers_as_text(pay, run):
    file = make_bank_file(run=run, format="xlsx", by=pay.finance)
    sheet = load_workbook(io.BytesIO(content_of(file)), read_only=True).active
    rows = [*sheet.iter_rows(values_only=True)]
    first = lines(run).order_by("pk").first()
    assert rows[1][:2] == (first.number, first.account.number)
    assert round(sum(row[4] for row in rows[1:-1]), 2) == rows[-1][4] == 60.06


@pytest.mark.parametrize("format", ["delimited", "fixed", "xlsx"])
def test_made_again_the_file_is_the_same_to_the_byte(pay, run, format, frozen_time):
    file = make_bank_file(run=run, format=format, by=pay.finance)
    first = bank_file_bytes(file=file, by=pay.finance)
    frozen_time.shift(9 * DAY)
    person = lines(run).first().person
    set_account(
        account=Account(person=person, number=make_card(7000), bank_name="行", holder_name="户"), by=pay.manager
    )
    person.full_name = "改名"
    person.save()
    again = BankFile.objects.get(pk=make_bank_file(run=run, format=format, by=pay.finance).pk)
    assert again.pk == file.pk
    assert bank_file_bytes(file=again, by=pay.finance) == first
    assert hashlib.sha256(first).hexdigest() == file.sha256


def test_a_file_that_comes_out_otherwise_is_not_given_out(pay, run):
    """The twin: someone changed a frozen line past every service."""
    PaymentLine.objects.filter(run=run).update(amount=999)
    with pytest.raises(ValidationError, match="send nothing"):
        bank_file_bytes(file=run.bank_files.get(), by=pay.finance)


def test_a_download_is_audited_and_no_number_stands_in_the_log(pay, run):
    bank_file_bytes(file=run.bank_files.get(), by=pay.finance)
    entry = AuditEntry.objects.filter(action="export").last()
    assert entry.reason == run.bank_files.get().number
    numbers = [line.account.number for line in lines(run)]
    assert not any(number in str(one.changes) + one.reason for one in AuditEntry.objects.all() for number in numbers)


def test_a_return_settles_the_lines(pay, run):
    one, two, three = lines(run).order_by("pk")
    taken, is_new = take_in(pay, run, HEAD + paid(one) + returned(two) + paid(three))
    assert (is_new, taken.paid_count, taken.returned_count, run.state) == (True, 2, 1, "returned")
    two.refresh_from_db()
    assert (two.state, two.return_reason, two.paid_on) == ("returned", "账号不存在", None)
    assert lines(run).paid_by_card().paid_on_time().count() == 0
    assert lines(run).payable().count() == 3
    assert lines(run).sent_to_bank().returned().count() == 1


def test_paid_by_the_due_day_is_on_time(pay, chiyang):
    pay.payee(chiyang)
    run = pay.paid(APRIL)
    take_in(pay, run, HEAD + paid(lines(run).get()))
    assert lines(run).paid_on_time().count() == 1


def test_a_list_of_what_came_back_settles_the_rest_too(pay, run):
    _one, two, _three = lines(run).order_by("pk")
    take_in(pay, run, HEAD + returned(two), only_returned=True)
    assert [*lines(run).order_by("pk").values_list("state", flat=True)] == ["paid", "returned", "paid"]


def test_the_same_file_twice_changes_nothing(pay, run):
    text = HEAD + "".join(paid(line) for line in lines(run))
    take_in(pay, run, text)
    before = [*PaymentLine.objects.order_by("pk").values()]
    _taken, is_new = take_in(pay, run, text, on=date(2026, 3, 18))
    assert not is_new
    assert [*PaymentLine.objects.order_by("pk").values()] == before
    assert run.return_files.count() == 1


def test_the_same_rows_in_another_file_change_nothing(pay, run):
    text = "".join(paid(line) for line in lines(run))
    take_in(pay, run, HEAD + text)
    before = [*PaymentLine.objects.order_by("pk").values()]
    taken, is_new = take_in(pay, run, HEAD + text + "\n")
    assert (is_new, taken.paid_count, taken.unchanged_count) == (True, 0, 3)
    assert [*PaymentLine.objects.order_by("pk").values()] == before


def test_money_may_come_back_after_it_was_paid(pay, run):
    line = lines(run).first()
    take_in(pay, run, HEAD + "".join(paid(one) for one in lines(run)))
    taken, _new = take_in(pay, run, HEAD + returned(line))
    assert (taken.returned_count, taken.unchanged_count) == (1, 0)
    with pytest.raises(ValidationError, match="came back before"):
        take_in(pay, run, HEAD + paid(line))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲,乙\n1,2\n", "needs the columns"),
        (HEAD, "no rows"),
        (HEAD + "0000999999,10.01,成功,\n", "no payment of this run"),
        (HEAD + "{one},10.02,成功,\n", "another amount"),
        (HEAD + "{one},10.01,成功,\n{one},10.01,成功,\n", "twice"),
        (HEAD + "{one},10.01,也许,\n", "neither paid nor returned"),
        (HEAD + "{one},很多,成功,\n", "no amount"),
        (HEAD + "甲,10.01,成功,\n", "number of the payment"),
        ("", "empty"),
    ],
)
def test_a_file_with_one_bad_row_is_not_taken_in_at_all(pay, run, text, words):
    one = lines(run).order_by("pk").first()
    with pytest.raises(ValidationError, match=words):
        take_in(pay, run, text.replace("{one}", one.number))
    assert set(lines(run).values_list("state", flat=True)) == {"open"}
    assert run.return_files.count() == 0


def test_a_return_as_a_workbook(pay, run):
    book = Workbook()
    book.active.append(["序号", "交易金额", "处理结果", "失败原因"])
    for line in lines(run):
        book.active.append([line.number, float(line.amount), "成功", ""])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    taken, _new = take_in_return(run=run, file=file, name="a.xlsx", on=TODAY, only_returned=False, by=pay.finance)
    assert taken.paid_count == 3


def correct(pay, line):
    account = Account(person=line.person, number=make_card(8000), bank_name="行", holder_name="新户名")
    return set_account(account=account, by=pay.manager)


def test_a_corrected_line_is_paid_again_by_the_next_run(pay, came_back):
    assert PaymentLine.objects.to_correct().get() == came_back
    account = correct(pay, came_back)
    assert not PaymentLine.objects.to_correct().exists()
    run = pay.prepare(APRIL)
    again = lines(run).get(kind="repaid")
    assert (again.repays, again.account, again.payee_name) == (came_back, account, "新户名")
    assert (again.amount, again.benefit_month) == (Decimal("10.01"), MARCH)
    # The regular line of April waits until the new account has rested.
    assert run.absences.get(person=came_back.person).reason == "account_changed"
    assert identity_of(run).holds
    assert identity_of(run).repaid.money == Decimal("10.01")
    assert pay.prepare(date(2026, 5, 1)).lines.live().filter(kind="repaid").count() == 0


def test_a_confirmed_account_is_paid_again_too(pay, came_back):
    clear_for_repayment(line=came_back, by=pay.manager)
    with pytest.raises(ValidationError):
        clear_for_repayment(line=came_back, by=pay.manager)
    run = pay.prepare(APRIL)
    assert lines(run).get(kind="repaid").account == came_back.account
    assert why_not(run, "release", pay.manager)


def test_what_nobody_corrected_is_not_paid_again(pay, came_back):
    assert not lines(pay.prepare(APRIL)).filter(kind="repaid").exists()


def test_a_payment_made_again_that_comes_back_too_is_corrected_once_more(pay, came_back, frozen_time):
    correct(pay, came_back)
    run = pay.lead(pay.prepare(APRIL))
    again = lines(run).get(kind="repaid")
    take_in(pay, run, HEAD + returned(again), on=date(2026, 4, 5), only_returned=True)
    frozen_time.shift(30 * DAY)
    clear_for_repayment(line=again, by=pay.manager)
    assert lines(pay.prepare(date(2026, 5, 1))).get(kind="repaid").repays == again


def test_a_cancelled_run_frees_what_it_would_have_paid_again(pay, came_back):
    correct(pay, came_back)
    run = pay.prepare(APRIL)
    take(run=run, name="cancel", by=pay.manager, reason="重做")
    assert lines(pay.prepare(APRIL)).filter(kind="repaid").count() == 1


def test_cash_is_handed_over_with_its_proof(pay, chiyang):
    CashPayeeFactory(person=pay.payee(chiyang, account=False).person)
    run = pay.lead(pay.prepare(), "released")
    line = lines(run).by_hand_without_proof().get()
    with pytest.raises(ValidationError, match="through the bank"):
        make_bank_file(run=run, format="fixed", by=pay.finance)
    with pytest.raises(ValidationError, match="not settled"):
        take(run=run, name="close", by=pay.finance)
    hand_over(line=line, on=TODAY, proof="收据 0012", by=pay.manager)
    with pytest.raises(ValidationError):
        hand_over(line=line, on=TODAY, proof="收据 0012", by=pay.manager)
    take(run=run, name="close", by=pay.finance)
    run.refresh_from_db()
    assert run.state == "closed"


def test_a_run_is_closed_when_everything_is_settled(pay, run):
    one, two, three = lines(run).order_by("pk")
    take_in(pay, run, HEAD + paid(one) + returned(two))
    with pytest.raises(ValidationError, match="not settled"):
        take(run=run, name="close", by=pay.finance)
    take_in(pay, run, HEAD + paid(three))
    take(run=run, name="close", by=pay.finance)
