"""The lines of a payment run, as a preparation writes them chunk by chunk, against one statement written by hand for them."""

import os
import time
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from benchmarks import Result, payment_run_sql
from registry import bulk
from registry.models import Area, Person
from relief.models import Account, Entitlement, EntitlementAmount, PaymentLine, PaymentRun, Programme
from relief.payable import Plan
from relief.payment_choices import LineKind
from relief.services.preparation import CHUNK, write_lines
from reports.demo.load import load_areas
from reports.demo.places import DISTRICT

SIZES = (17_000, 500_000)
ROUNDS, BATCH = 5, 10_000
MONTH = date(2026, 3, 1)


def run() -> list[Result]:
    """The sizes are the brief's own; BENCH_PAYEES names others."""
    sizes = [int(size) for size in os.environ.get("BENCH_PAYEES", "").split(",") if size] or SIZES
    load_areas()
    return [_measure(size) for size in sizes]


def _measure(payees: int) -> Result:
    _add_payees(payees - Entitlement.objects.count())
    _settle()
    ours, by_hand = [], []
    for _round in range(ROUNDS if payees < 100_000 else 3):
        ours.append(_seconds(_ours))
        told = _lines()
        by_hand.append(_seconds(lambda: payment_run_sql.write(_run())))
        # The two write the same lines, or their times say nothing.
        assert _lines() == told == payees
    # In turns, and the fastest of each: whatever else the machine does slows both alike.
    ratio = min(ours) / min(by_hand)
    return Result(f"lines of a payment run, {payees:,} payees", "ORM in chunks", "one SQL statement", ratio, "≤ 1.25")


def _ours() -> None:
    run = _run()
    plan, after = Plan.of(run), 0
    people = Entitlement.objects.order_by("person").values_list("person", flat=True)
    while after is not None:
        with transaction.atomic():
            last = people.filter(person__gt=after)[CHUNK - 1 : CHUNK].first()
            write_lines(plan, MONTH, LineKind.REGULAR, after, last)
            after = last


def _run() -> PaymentRun:
    """A fresh one, on an empty table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE relief_paymentline")
        else:
            cursor.execute("DELETE FROM relief_paymentline")
    PaymentRun.objects.all().delete()
    return PaymentRun.objects.create(area_id=DISTRICT, month=MONTH, prepared_on=date(2026, 3, 10))


def _lines() -> int:
    return PaymentLine.objects.filter(amount__gt=0, payee_name="汪德福", due_on=date(2026, 3, 15)).count()


def _add_payees(count: int) -> None:
    communities = list(Area.objects.communities().inside(DISTRICT).values_list("code", flat=True))
    programme = Programme.objects.get(code="nursing_subsidy")
    begun = Person.objects.count()
    for first in range(begun, begun + count, BATCH):
        numbers = range(first, min(first + BATCH, begun + count))
        with transaction.atomic():
            _add_batch(numbers, communities, programme)


def _add_batch(numbers: range, communities: list[str], programme: Programme) -> None:
    entered = timezone.make_aware(datetime(2025, 1, 1))
    people = [
        Person(
            full_name="汪德福",
            sex="1",
            document_kind="birth_certificate",
            id_number=f"B{n:09d}",
            birth_on=date(1950, 1, 1) + timedelta(days=n % 20_000),
            community_id=communities[n % len(communities)],
        )
        for n in numbers
    ]
    bulk.insert(people)
    pairs = list(zip(numbers, people, strict=True))
    bulk.insert(
        [
            Account(
                person=one,
                number=f"62179900{n:010d}",
                bank_name="行",
                holder_name="汪德福",
                from_on=MONTH,
                entered_at=entered,
            )
            for n, one in pairs
        ]
    )
    drawn = [
        Entitlement(person=one, community_id=one.community_id, programme=programme, from_month=date(2025, 1, 1))
        for one in people
    ]
    bulk.insert(drawn)
    bulk.insert(
        [
            EntitlementAmount(entitlement=one, from_month=month, amount=Decimal(80 + n % 20), entered_at=entered)
            for n, one in zip(numbers, drawn, strict=True)
            for month in (date(2025, 1, 1), date(2026, 1, 1))
        ]
    )


def _settle() -> None:
    """What autovacuum does in a night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _seconds(action) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
