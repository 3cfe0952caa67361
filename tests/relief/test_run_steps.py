"""The way of a run, and who must leave a step of it to somebody else."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from registry import jobs
from registry.models import AuditEntry, Job, JobState
from registry.permissions import Role
from relief.models import Account, ApprovalBand, Entitlement, PaymentLine
from relief.services import runs as services
from relief.services.accounts import set_account
from relief.services.bank import make_bank_file
from relief.services.runs import why_not
from tests.factories import StaffFactory
from tests.relief.factories import AccountFactory, ApplicationFactory, make_card
from tests.relief.runs import APRIL, MARCH, lines

DAY = 24 * 60 * 60


def everything(username):
    return StaffFactory(username=username, full_name=username, area_id="341702", role=list(Role.values))


def test_a_run_is_led_from_its_preparation_to_the_bank_file(pay, chiyang):
    pay.payee(chiyang)
    run = pay.paid()
    assert (run.state, run.released_on) == ("filed", date(2026, 3, 18))
    assert [*run.steps.values_list("action", flat=True)] == [
        "prepare", "finish", "check", "review", "approve", "release", "file",
    ]  # fmt: skip
    told = AuditEntry.objects.filter(object_type="relief.paymentrun").values_list("action", flat=True)
    assert {"prepare", "finish", "check", "review", "approve", "release", "file"} <= set(told)


def test_a_step_asks_for_its_permission(pay, chiyang):
    pay.payee(chiyang)
    run = pay.lead(pay.prepare(), "checked")
    with pytest.raises(PermissionDenied):
        services.take(run=run, name="review", by=pay.finance)


def test_a_step_taken_twice_is_refused(pay, chiyang):
    pay.payee(chiyang)
    run = pay.lead(pay.prepare(), "released")
    with pytest.raises(ValidationError):
        services.take(run=run, name="release", by=pay.finance)
    assert run.steps.filter(action="release").count() == 1


@pytest.mark.parametrize("name", ["review", "approve", "release"])
def test_who_prepared_a_run_does_not_judge_it_whatever_their_roles(pay, chiyang, name):
    one = everything("one")
    pay.payee(chiyang)
    run = pay.prepare(by=one)
    states = {"review": "checked", "approve": "reviewed", "release": "approved"}
    pay.lead(run, states[name])
    with pytest.raises(ValidationError, match="You prepared this run"):
        services.take(run=run, name=name, by=one)


def test_review_approval_and_release_are_three_people(pay, chiyang):
    one = everything("one")
    pay.payee(chiyang)
    run = pay.lead(pay.prepare(), "checked")
    pay.take(run, "review", one)
    with pytest.raises(ValidationError, match="You took a step"):
        services.take(run=run, name="approve", by=one)
    pay.take(run, "approve", pay.approver)
    with pytest.raises(ValidationError, match="You took a step"):
        services.take(run=run, name="release", by=one)


def granted_by(entitlement, staff):
    Entitlement.objects.filter(pk=entitlement.pk).update(granted_by=staff)


def received_by(entitlement, staff):
    application = ApplicationFactory(person=entitlement.person, state="approved", decided_on=date(2026, 3, 3))
    application.bundle.entered_by = staff
    application.bundle.save()
    Entitlement.objects.filter(pk=entitlement.pk).update(application=application)


def account_entered_by(entitlement, staff):
    Account.objects.filter(person=entitlement.person).update(entered_by=staff)


@pytest.mark.parametrize(
    ("touch", "words"),
    [
        (granted_by, "You added a payee"),
        (received_by, "You added a payee"),
        (account_entered_by, "You changed an account"),
    ],
)
def test_who_added_a_payee_or_changed_an_account_does_not_release_it(pay, chiyang, touch, words):
    """Asked of this run: another one that they had no hand in they may release."""
    one = everything("one")
    touch(pay.payee(chiyang), one)
    run = pay.lead(pay.prepare(), "approved")
    with pytest.raises(ValidationError, match=words):
        services.take(run=run, name="release", by=one)
    assert why_not(run, "release", pay.finance) == ""
    PaymentLine.objects.update(state="void")
    assert why_not(run, "release", one) == ""


def test_nobody_handles_kin(pay, chiyang, reviewer):
    entitlement = pay.payee(chiyang)
    received_by(entitlement, None)
    bundle = Entitlement.objects.get(pk=entitlement.pk).application.bundle
    bundle.kin_of = reviewer.full_name
    bundle.save()
    run = pay.lead(pay.prepare(), "checked")
    with pytest.raises(ValidationError, match="Kin of yours"):
        services.take(run=run, name="review", by=reviewer)


@pytest.mark.parametrize(("amount", "approvers"), [("999.99", 1), ("1000.00", 2)])
def test_a_large_run_is_approved_by_two(pay, chiyang, amount, approvers):
    ApprovalBand.objects.create(effective_from=date(2025, 1, 1), from_amount=500, approvers=2)
    ApprovalBand.objects.create(effective_from=date(2026, 1, 1), from_amount=0, approvers=1)
    ApprovalBand.objects.create(effective_from=date(2026, 1, 1), from_amount=1000, approvers=2)
    pay.payee(chiyang, amount)
    run = pay.lead(pay.prepare(), "reviewed")
    second = everything("second")
    if approvers == 2:
        with pytest.raises(ValidationError, match="approved by two"):
            services.take(run=run, name="approve", by=pay.approver)
        pay.take(run, "approve_once", pay.approver)
        with pytest.raises(ValidationError, match="You took a step"):
            services.take(run=run, name="approve", by=pay.approver)
    else:
        with pytest.raises(ValidationError, match="one approver only"):
            services.take(run=run, name="approve_once", by=pay.approver)
    pay.take(run, "approve", second)
    assert run.state == "approved"


def test_an_unexplained_line_blocks_the_confirmation(pay, chiyang, frozen_time):
    entitlement = pay.payee(chiyang)
    pay.prepare()
    frozen_time.shift(18 * DAY)
    entitlement.amounts.update(amount=500, entered_at=timezone.now().replace(year=2025))
    run = pay.prepare(APRIL)
    with pytest.raises(ValidationError, match="explain every line"):
        services.take(run=run, name="check", by=pay.manager)


def test_who_died_since_the_preparation_is_taken_out_at_the_release(pay, chiyang):
    dead, lives = pay.payee(chiyang, "70.00"), pay.payee(chiyang, "30.00")
    run = pay.lead(pay.prepare(), "approved")
    dead.person.left_on, dead.person.left_reason = timezone.localdate(), "died"
    dead.person.save()
    pay.take(run, "release", pay.finance)
    assert [line.entitlement_id for line in lines(run)] == [lives.pk]
    assert (run.line_count, run.money) == (1, Decimal("30.00"))
    assert run.absences.get().reason == "dead"


def test_a_cancelled_run_pays_nobody_and_the_next_one_everybody(pay, chiyang):
    pay.payee(chiyang)
    run = pay.prepare()
    with pytest.raises(ValidationError):
        services.take(run=run, name="cancel", by=pay.manager)
    pay.take(run, "cancel", pay.manager, reason="标准有误")
    assert lines(run).count() == 0
    again = pay.prepare()
    assert again.line_count == 1
    assert lines(again).get().reason == "first_run"


def test_a_run_cancelled_while_it_is_prepared_is_left_alone(pay, chiyang):
    pay.payee(chiyang)
    run = pay.begin(MARCH)
    pay.take(run, "cancel", pay.manager, reason="误点")
    jobs.run_job.func(run.job_id)
    assert Job.objects.get(pk=run.job_id).state == JobState.FAILED
    assert PaymentLine.objects.count() == 0


def test_such_a_run_is_prepared_once_at_a_time(pay, chiyang):
    pay.payee(chiyang)
    pay.begin(MARCH)
    with pytest.raises(ValidationError, match="being prepared already"):
        pay.begin(MARCH)


def test_the_account_stays_as_it_was_when_the_run_was_prepared(pay, chiyang):
    person = pay.payee(chiyang).person
    run = pay.prepare()
    old = lines(run).get().account.number
    set_account(
        account=Account(person=person, number=make_card(5000), bank_name="行", holder_name="户"), by=pay.manager
    )
    assert lines(run).get().account.number == old


def test_the_bank_file_takes_the_run_on_once(pay, chiyang):
    pay.payee(chiyang)
    AccountFactory()
    run = pay.paid()
    make_bank_file(run=run, format="xlsx", by=pay.finance)
    assert run.steps.filter(action="file").count() == 1
    assert run.bank_files.count() == 2
