"""A run's file for the bank, what the bank sends back, and what is handed over without a bank."""

import hashlib
from collections import defaultdict
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before, check_not_future
from relief.bank_files import content_of, lines_of
from relief.models import Account, BankFile, CashPayee, PaymentLine, PaymentRun, ReturnFile
from relief.payment_choices import LineState, Method, RunState
from relief.payment_querysets import SENT
from relief.return_files import SHOWN_ERRORS, Told, read_return
from relief.services.runs import take

FILED = (RunState.FILED, RunState.RETURNED, RunState.CLOSED)
AT_ONCE = 1000


@transaction.atomic
def make_bank_file(*, run: PaymentRun, format: str, by) -> BankFile:
    """The file of this format; made before, it is the same one. The first takes the run on."""
    made = BankFile.objects.filter(run=run, format=format).first()
    if made is not None:
        return made
    totals = run.lines.live().filter(method=Method.CARD).totals()
    if not totals["lines"]:
        raise ValidationError(_("This run pays nothing through the bank."))
    run.refresh_from_db()
    if run.state not in FILED:
        take(run=run, name="file", by=by)
    file = BankFile(run=run, format=format, line_count=totals["lines"], money=totals["money"], made_by=by)
    # To the second: what the workbook tells of its making.
    file.made_at = timezone.now().replace(microsecond=0)
    file.save()
    file.sha256 = hashlib.sha256(content_of(file)).hexdigest()
    file.save(update_fields=["sha256"])
    audit.record(by=by, action="add", obj=file, changes=audit.first_values(file))
    return file


def bank_file_bytes(*, file: BankFile, by) -> bytes:
    """For a download, which is audited. ValidationError where it does not come out as it did when it was made."""
    content = content_of(file)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValidationError(
            _("The file does not come out as it was made: tell your administrator, and send nothing.")
        )
    audit.record(by=by, action="export", obj=file, reason=file.number)
    return content


@transaction.atomic
def take_in_return(
    *, run: PaymentRun, file: BinaryIO, name: str, on: date, only_returned: bool, by
) -> tuple[ReturnFile, bool]:
    """The return as it was taken in, and whether it was only now. `on` is the day the bank paid.

    `only_returned`: the bank lists what came back alone, and everything else was paid.
    """
    check_not_future(on)
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    file.seek(0)
    run = PaymentRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    known = ReturnFile.objects.filter(run=run, sha256=digest).first()
    if known is not None:
        return known, False
    check_not_before(on, run.released_on or on, _("The run was released on %(first)s."))
    lines = {line.pk: line for line in lines_of(BankFile(run=run))}
    told = read_return(file, name)
    _check_rows(told, lines)
    take(run=run, name="take_return", by=by)
    taken = ReturnFile.objects.create(run=run, sha256=digest, name=name[:200], taken_by=by)
    _write_results(taken, told, lines, on, only_returned)
    changes = audit.first_values(taken)
    audit.record(by=by, action="take_in", obj=taken, changes=changes, reason=f"sha256 {digest}")
    return taken, True


def _check_rows(told: list[Told], lines: dict[int, PaymentLine]) -> None:
    errors, seen = [], set()
    for one in told:
        number = f"{one.line:010d}"
        if one.line in seen:
            errors.append(_("%(number)s stands in the file twice.") % {"number": number})
        elif one.line not in lines:
            errors.append(_("%(number)s is no payment of this run.") % {"number": number})
        elif lines[one.line].amount != one.amount:
            errors.append(_("%(number)s has another amount in the run.") % {"number": number})
        elif one.is_paid and lines[one.line].state == LineState.RETURNED:
            errors.append(_("%(number)s came back before, and cannot have been paid.") % {"number": number})
        seen.add(one.line)
    if errors:
        raise ValidationError(errors[:SHOWN_ERRORS])


def _write_results(taken: ReturnFile, told: list[Told], lines: dict, on: date, only_returned: bool) -> None:
    back, paid = defaultdict(list), [one.line for one in told if one.is_paid]
    for one in told:
        if not one.is_paid:
            back[one.reason].append(one.line)
    if only_returned:
        listed = {one.line for one in told}
        paid += [pk for pk, line in lines.items() if pk not in listed and line.state == LineState.OPEN]
    settled = {"return_file": taken}
    paid_now = _update(paid, Q(state=LineState.OPEN), state=LineState.PAID, paid_on=on, **settled)
    # Banks send money back even after they paid it.
    may_come_back = Q(state__in=[LineState.OPEN, LineState.PAID])
    returned_now = sum(
        _update(pks, may_come_back, state=LineState.RETURNED, paid_on=None, return_reason=reason, **settled)
        for reason, pks in back.items()
    )
    taken.paid_count, taken.returned_count = paid_now, returned_now
    taken.unchanged_count = len(told) - sum(
        1 for one in told if lines[one.line].state == LineState.OPEN or _comes_back(one, lines)
    )
    taken.save(update_fields=["paid_count", "returned_count", "unchanged_count"])


def _comes_back(one: Told, lines: dict[int, PaymentLine]) -> bool:
    return not one.is_paid and lines[one.line].state == LineState.PAID


def _update(pks: list[int], condition: Q, **values) -> int:
    chunks = (pks[first : first + AT_ONCE] for first in range(0, len(pks), AT_ONCE))
    return sum(PaymentLine.objects.filter(condition, pk__in=chunk).update(**values) for chunk in chunks)


@transaction.atomic
def clear_for_repayment(*, line: PaymentLine, by) -> None:
    """The account is right after all: the next run pays the line once more to it."""
    rows = PaymentLine.objects.to_correct().filter(pk=line.pk)
    if not Account.objects.present().filter(person=line.person_id).exists():
        raise ValidationError(_("The payee has no account: set one."))
    # The conditions look at other rows of the same table, which an update may not.
    found = PaymentLine.objects.filter(pk__in=[row.pk for row in rows], cleared_on__isnull=True)
    if not found.update(cleared_on=timezone.localdate(), cleared_by=by):
        raise ValidationError(_("This payment does not wait for a correction."))
    audit.record(by=by, action="clear", obj=line, changes={"cleared_on": [None, str(timezone.localdate())]})


@transaction.atomic
def hand_over(*, line: PaymentLine, on: date, proof: str, by) -> None:
    """Cash or goods reached the payee, and this proves it."""
    check_not_future(on)
    check_not_before(on, line.run.released_on or on, _("The run was released on %(first)s."))
    open_rows = PaymentLine.objects.filter(pk=line.pk, state=LineState.OPEN, run__state__in=SENT)
    if not open_rows.exclude(method=Method.CARD).update(state=LineState.PAID, paid_on=on, proof=proof):
        raise ValidationError(_("This payment is settled already, or was not released yet."))
    changes = {"state": [LineState.OPEN.value, LineState.PAID.value], "paid_on": [None, str(on)], "proof": ["", "…"]}
    audit.record(by=by, action="hand_over", obj=line, changes=changes)


@transaction.atomic
def pay_in_cash(*, cash: CashPayee, by) -> CashPayee:
    cash.entered_by = by
    cash.full_clean(exclude=["person", "entered_by"])
    cash.save()
    audit.record(by=by, action="add", obj=cash, changes=audit.first_values(cash))
    return cash


@transaction.atomic
def end_cash(*, cash: CashPayee, by) -> None:
    """From today on."""
    on = max(timezone.localdate(), cash.from_on)
    if not CashPayee.objects.present().filter(pk=cash.pk).update(until_on=on):
        raise ValidationError(_("The payee is not paid in cash any more."))
    audit.record(by=by, action="end", obj=cash, changes={"until_on": [None, str(on)]})
