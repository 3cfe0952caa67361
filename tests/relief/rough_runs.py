"""Payment runs treated roughly: `python -m tests.relief.rough_runs MODE …` in a desk of its own; prints what came of it as JSON.

killed PAYEES KILLS · at_once PAYEES · unguarded PAYEES (the twin: without the constraint and the cursor's transaction)
"""

import json
import os
import random
import signal
import sys
import threading
import time
from datetime import date
from decimal import Decimal

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry import audit, jobs  # noqa: E402
from registry.models import Area, Job, JobState, Person, Staff, StaffRole  # noqa: E402
from registry.permissions import Role  # noqa: E402
from relief.models import Account, Entitlement, EntitlementAmount, PaymentLine, PaymentRun, Programme  # noqa: E402
from relief.payable import Plan  # noqa: E402
from relief.services import preparation  # noqa: E402
from relief.services import runs as services  # noqa: E402
from tests.factories import make_id_number  # noqa: E402
from tests.relief.factories import make_card  # noqa: E402

COMMUNITY, MONTH = "341702001008", date(2026, 3, 1)
CHUNKS_A_KILL = 3


def payees(count: int) -> Decimal:
    """How much they draw together: everybody another amount."""
    codes = [COMMUNITY[:length] for length in (2, 4, 6, 9, 12)]
    Area.objects.bulk_create([Area(code=code, name=code) for code in codes], ignore_conflicts=True)
    programme = Programme.objects.get(code="nursing_subsidy")
    people = Person.objects.bulk_create(
        Person(
            full_name="汪德福",
            sex="1",
            id_number=make_id_number(date(1950 + n // 400, 1, 1), "1", n % 400),
            birth_on=date(1950 + n // 400, 1, 1),
            community_id=COMMUNITY,
        )
        for n in range(count)
    )
    Account.objects.bulk_create(
        Account(person=one, number=make_card(n), bank_name="行", holder_name="汪德福") for n, one in enumerate(people)
    )
    drawn = Entitlement.objects.bulk_create(
        Entitlement(person=one, community_id=COMMUNITY, programme=programme, from_month=MONTH) for one in people
    )
    amounts = [Decimal(n % 997 + 1) / 100 + 50 for n in range(count)]
    EntitlementAmount.objects.bulk_create(
        EntitlementAmount(entitlement=one, from_month=MONTH, amount=amount)
        for one, amount in zip(drawn, amounts, strict=True)
    )
    return sum(amounts)


def staff(username: str) -> Staff:
    one = Staff.objects.create(username=username, full_name=username, area_id="341702")
    StaffRole.objects.bulk_create(StaffRole(staff=one, role=role) for role in Role.values)
    return one


def told(**values) -> None:
    lines = PaymentLine.objects.live()
    sums = lines.aggregate(lines=Count("pk"), people=Count("person", distinct=True), money=Sum("amount"))
    states = sorted(Job.objects.values_list("state", flat=True))
    print(json.dumps(sums | {"jobs": states, "broken": str(audit.first_broken())} | values, default=str))


def in_a_fork(job_id: int) -> int:
    connections.close_all()
    if pid := os.fork():
        return pid
    jobs.run_job.func(job_id)
    os._exit(0)


def kill_amid_a_chunk(job_id: int, rng: random.Random) -> bool:
    """False when the job ended first."""
    done = Job.objects.get(pk=job_id).done
    pid = in_a_fork(job_id)
    while Job.objects.get(pk=job_id).done == done:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    time.sleep(rng.random() * 0.04)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    # What a worker does once it has not heard of the other one for long enough.
    left = Job.objects.filter(pk=job_id, state=JobState.RUNNING)
    return bool(left.update(heartbeat_at=timezone.now() - timezone.timedelta(days=1)))


def killed(count: int, kills: int) -> None:
    money = payees(count)
    preparation.CHUNK = count // kills // CHUNKS_A_KILL
    run = preparation.prepare_run(area=Area.objects.get(pk="341702"), month=MONTH, by=staff("one"))
    rng = random.Random(5)
    landed = sum(kill_amid_a_chunk(run.job_id, rng) for _ in range(kills))
    os.waitpid(in_a_fork(run.job_id), 0)
    run.refresh_from_db()
    told(kills=landed, owed=money, state=run.state, run_lines=run.line_count, run_money=run.money)


def together(*actions) -> list[str]:
    """What each raised, done in threads of their own at one moment."""
    gate, raised = threading.Barrier(len(actions)), [""] * len(actions)

    def do(place, action):
        gate.wait()
        try:
            action()
        except Exception as error:
            raised[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(raised)


def at_once(count: int) -> None:
    """Prepared by two, filled by several workers beside a run of a street in it, released by two."""
    money, one, two = payees(count), staff("one"), staff("two")
    preparation.CHUNK = count // 20
    district, street = Area.objects.get(pk="341702"), Area.objects.get(pk="341702001")

    def prepare(by):
        return lambda: preparation.prepare_run(area=district, month=MONTH, by=by)

    prepared = together(prepare(one), prepare(two))
    run = PaymentRun.objects.get()
    other = preparation.prepare_run(area=street, month=MONTH, by=one)
    fill = [lambda job=job: jobs.run_job.func(job) for job in (run.job_id, run.job_id, other.job_id, other.job_id)]
    filled = together(*fill)
    run = max(PaymentRun.objects.all(), key=lambda row: row.line_count)
    PaymentRun.objects.filter(pk=run.pk).update(state="approved", prepared_by=None)
    released = together(*[lambda by=by: services.take(run=run, name="release", by=by) for by in (one, two)])
    told(
        owed=money,
        prepared=prepared,
        filled=filled,
        released=released,
        releases=run.steps.filter(action="release").count(),
        **unguarded_release(run),
    )


def unguarded_release(run: PaymentRun) -> dict:
    """The twin: each looks, finds it approved, and writes without a condition."""
    PaymentRun.objects.filter(pk=run.pk).update(state="approved", released_on=None)
    gate, wrote = threading.Barrier(2), []

    def look_then_write():
        found = PaymentRun.objects.get(pk=run.pk).state
        gate.wait()
        if found == "approved":
            PaymentRun.objects.filter(pk=run.pk).update(state="released", released_on=MONTH)
            wrote.append(1)

    together(look_then_write, look_then_write)
    return {"unguarded_releases": len(wrote)}


def unguarded(count: int) -> None:
    """A worker that wrote a chunk and died before its cursor was written, where nothing else holds."""
    money = payees(count)
    rule = next(one for one in PaymentLine._meta.constraints if one.name == "payment_once_a_month")
    with connection.schema_editor() as editor:
        editor.remove_constraint(PaymentLine, rule)
    run = preparation.prepare_run(area=Area.objects.get(pk="341702"), month=MONTH, by=staff("one"))
    preparation.write_chunk(Plan.of(run), 0, None)
    jobs.run_job.func(run.job_id)
    told(owed=money)


if __name__ == "__main__":
    mode, *numbers = sys.argv[1:]
    try:
        {"killed": killed, "at_once": at_once, "unguarded": unguarded}[mode](*map(int, numbers))
    except ValidationError as error:
        sys.exit(str(error))
