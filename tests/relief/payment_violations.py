"""How each constraint of payments is violated past all forms (see test_constraints)."""

from datetime import date

from relief import models
from tests.relief import factories as make

EARLIER, LATER, MID_MONTH = date(2001, 1, 1), date(2026, 6, 1), date(2026, 3, 15)


def _line_again():
    line = make.LineFactory()
    make.LineFactory(person=line.person, entitlement=line.entitlement, account=line.account)


def _repaid(original):
    return make.LineFactory(
        person=original.person,
        entitlement=original.entitlement,
        account=original.account,
        kind="repaid",
        repays=original,
        run=make.RunFactory(month=LATER),
    )


def _repaid_twice():
    original = make.ReturnedFactory()
    for _n in "12":
        _repaid(original)


def _absent_twice():
    absence = make.AbsenceFactory()
    make.AbsenceFactory(run=absence.run, person=absence.person, entitlement=absence.entitlement)


def _in_preparation(**values):
    for _n in "12":
        make.RunFactory(state="prepared", **values)


def _rule(**values):
    return models.PaymentRule.objects.create(**{"effective_from": EARLIER} | values)


def _band(**values):
    return models.ApprovalBand.objects.create(**{"effective_from": EARLIER, "from_amount": 0} | values)


def _file_twice():
    file = make.BankFileFactory()
    make.BankFileFactory(run=file.run)


def _return_twice():
    run = make.RunFactory(state="returned")
    for _n in "12":
        models.ReturnFile.objects.create(run=run, sha256="0" * 64, name="回盘.csv")


PAYMENT_VIOLATIONS = {
    "payment_once_a_month": lambda p: _line_again(),
    "payment_repaid_once": lambda p: _repaid_twice(),
    "payment_month_start": lambda p: make.LineFactory(benefit_month=MID_MONTH),
    "payment_amount_positive": lambda p: make.LineFactory(amount=0),
    "payment_repaid_of_another": lambda p: make.LineFactory(kind="repaid"),
    "payment_by_card_has_account": lambda p: make.LineFactory(account=None),
    "payment_state_known": lambda p: make.LineFactory(state="magic"),
    "payment_paid_with_day": lambda p: make.LineFactory(state="paid"),
    "payment_by_hand_with_proof": lambda p: make.CashLineFactory(state="paid", paid_on=LATER),
    "payment_reason_known": lambda p: make.LineFactory(reason="magic"),
    "absence_once_a_run": lambda p: _absent_twice(),
    "absence_reason_known": lambda p: make.AbsenceFactory(reason="magic"),
    "cash_payee_once": lambda p: [make.CashPayeeFactory(person=p) for _ in "12"],
    "cash_payee_ends_after_start": lambda p: make.CashPayeeFactory(person=p, until_on=EARLIER),
    "payment_rule_one_a_day": lambda p: [_rule() for _ in "12"],
    "payment_rule_day_of_month": lambda p: _rule(due_day=32),
    "payment_rule_plausible": lambda p: _rule(back_months=25),
    "approval_band_once": lambda p: [_band() for _ in "12"],
    "approval_band_one_or_two": lambda p: _band(approvers=3),
    "approval_band_from_0": lambda p: _band(from_amount=-1),
    "run_one_in_preparation": lambda p: _in_preparation(programme=make.programme()),
    "run_of_all_in_preparation": lambda p: _in_preparation(),
    "run_month_start": lambda p: make.RunFactory(month=MID_MONTH),
    "run_state_known": lambda p: make.RunFactory(state="magic"),
    "run_released_with_day": lambda p: make.RunFactory(state="released", released_on=None),
    "bank_file_once": lambda p: _file_twice(),
    "bank_file_format_known": lambda p: make.BankFileFactory(format="magic"),
    "return_file_once": lambda p: _return_twice(),
}
