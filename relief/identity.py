"""Last month + added − stopped ± changed = this month: everyone in exactly one bucket with a reason, to the cent."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet

from relief.models import Absence, PaymentLine, PaymentRun
from relief.payable import Plan
from relief.payment_choices import Bucket, LineKind
from relief.payment_querysets import cents, total


@dataclass(frozen=True)
class Part:
    """How many people (of a programme each) and how much; of changes, the difference."""

    lines: int
    money: Decimal

    @classmethod
    def of(cls, rows: QuerySet, field: str = "amount") -> "Part":
        sums = rows.order_by().aggregate(lines=Count("pk"), money=total(field))
        return cls(sums["lines"], cents(sums["money"]))


@dataclass(frozen=True)
class Identity:
    last_month: Part
    added: Part
    stopped: Part
    changed: Part
    this_month: Part
    back: Part
    repaid: Part
    unexplained: int

    @property
    def off(self) -> Part:
        """What is left over on the one side or the other: nobody and nothing, or the run is not released."""
        lines = self.last_month.lines + self.added.lines - self.stopped.lines - self.this_month.lines
        money = self.last_month.money + self.added.money - self.stopped.money + self.changed.money
        return Part(lines, money - self.this_month.money)

    @property
    def holds(self) -> bool:
        return self.off == Part(0, Decimal(0)) and not self.unexplained


def identity_of(run: PaymentRun) -> Identity:
    lines, absences = PaymentLine.objects.live().filter(run=run), Absence.objects.filter(run=run)
    regular = lines.filter(kind=LineKind.REGULAR)
    changed = regular.in_bucket(Bucket.CHANGED)
    now, before = Part.of(changed), Part.of(changed, "last_amount")
    return Identity(
        last_month=Part.of(_last_month(run)),
        added=Part.of(regular.in_bucket(Bucket.ADDED)),
        stopped=Part.of(absences.paid_last_month(), "last_amount"),
        changed=Part(now.lines, now.money - before.money),
        this_month=Part.of(regular),
        back=Part.of(lines.filter(kind=LineKind.BACK)),
        repaid=Part.of(lines.filter(kind=LineKind.REPAID)),
        unexplained=regular.unexplained().count() + absences.unexplained().count(),
    )


def _last_month(run: PaymentRun) -> QuerySet[PaymentLine]:
    """Those who are another run's of this month are not this one's to account for."""
    pair = {"person": OuterRef("person"), "programme": OuterRef("programme")}
    own = PaymentLine.objects.live().filter(run=run, kind=LineKind.REGULAR, **pair)
    absent = Absence.objects.filter(run=run, **pair)
    elsewhere = PaymentLine.objects.of_months_own().for_month(run.month).exclude(run=run).filter(**pair)
    return Plan.of(run).last_lines().filter(Exists(own) | Exists(absent) | ~Exists(elsewhere))
