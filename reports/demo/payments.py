"""Payment runs of the synthetic district: three months paid, some of it come back, and this month to review."""

import hashlib
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from registry.models import Staff
from relief.models import ApprovalBand, PaymentLine, PaymentRule, PaymentRun, ReturnFile, RunStep
from relief.months import month_of, months_after
from relief.payable import Plan
from relief.payment_choices import LineState, Method, RunState
from relief.services.bank import make_bank_file
from relief.services.preparation import set_totals, write_chunk

# How far each of the last months' runs is, this month's last.
STATES = [RunState.CLOSED, RunState.CLOSED, RunState.RETURNED, RunState.CHECKED]
# Step, who takes it, days after the preparation.
WAY = [
    ("prepare", "manager", 0),
    ("finish", "manager", 0),
    ("check", "manager", 0),
    ("review", "reviewer", 1),
    ("approve", "approver", 2),
    ("release", "finance", 3),
    ("file", "finance", 3),
    ("take_return", "finance", 5),
    ("close", "finance", 8),
]
TAKEN = {RunState.CHECKED: 3, RunState.RETURNED: 8, RunState.CLOSED: 9}
REASONS = ["账号不存在", "户名不符", "账户已销户"]
PREPARED_ON_DAY, RETURNED = 3, 0.004


def draw_payments(rng: Random, today: date, district: str) -> None:
    PaymentRule.objects.get_or_create(effective_from=date(today.year - 1, 1, 1))
    for amount, approvers in ((0, 1), (3_000_000, 2)):
        ApprovalBand.objects.get_or_create(
            effective_from=date(today.year - 1, 1, 1), from_amount=amount, defaults={"approvers": approvers}
        )
    desk = {row.username: row for row in Staff.objects.filter(username__in={who for _step, who, _days in WAY})}
    for back, state in zip(range(len(STATES) - 1, -1, -1), STATES, strict=True):
        _draw_run(rng, months_after(month_of(today), -back), state, today, district, desk)


def _draw_run(rng: Random, month: date, state: str, today: date, district: str, desk: dict) -> None:
    day = min(month.replace(day=PREPARED_ON_DAY), today)
    run = PaymentRun.objects.create(area_id=district, month=month, prepared_on=day, prepared_by=desk["manager"])
    write_chunk(Plan.of(run), 0, None)
    set_totals(run)
    steps = WAY[: TAKEN[state]]
    RunStep.objects.bulk_create(
        RunStep(run=run, action=name, taken_by=desk[who], taken_at=_at(day, days)) for name, who, days in steps
    )
    released_on = day + timedelta(days=3) if state != RunState.CHECKED else None
    PaymentRun.objects.filter(pk=run.pk).update(state=state, released_on=released_on, begun_at=_at(day, 0))
    if released_on:
        run.refresh_from_db()
        _settle(rng, run, desk["finance"], day)


def _at(day: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time(10, 20)))


def _settle(rng: Random, run: PaymentRun, finance: Staff, day: date) -> None:
    """What the bank paid, and what came back; what was handed over in cash or in kind."""
    lines = run.lines.live()
    if not lines.filter(method=Method.CARD).exists():
        return
    make_bank_file(run=run, format="delimited", by=finance)
    back = [pk for pk in lines.values_list("pk", flat=True) if rng.random() < RETURNED]
    back = back or [lines.filter(method=Method.CARD).values_list("pk", flat=True).first()]
    name = f"回盘{run.month:%Y%m}.csv"
    file = ReturnFile.objects.create(
        run=run,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        name=name,
        paid_count=run.line_count - len(back),
        returned_count=len(back),
        taken_by=finance,
        taken_at=_at(day, 5),
    )
    paid = {"state": LineState.PAID, "paid_on": day + timedelta(days=5)}
    lines.exclude(pk__in=back).filter(method=Method.CARD).update(return_file=file, **paid)
    lines.exclude(method=Method.CARD).update(proof=f"领取签名表 {run.number}", **paid)
    for pk in back:
        PaymentLine.objects.filter(pk=pk, method=Method.CARD).update(
            state=LineState.RETURNED, return_file=file, return_reason=rng.choice(REASONS)
        )
