"""Who gains and who loses by a rule or a standard that is only thought of yet, and by how much a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from registry.models import Certificate, Person
from relief.amounts import Facts, Standards, running_amount
from relief.eligibility import meeting
from relief.models import Entitlement, EntitlementAmount, ProgrammeRule, Standard
from relief.months import month_of

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """What one entitlement pays before and after, in yuan; `after` 0: nothing is left."""

    entitlement: Entitlement
    row: EntitlementAmount
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Preview:
    lines: list[Line]

    @property
    def gaining(self) -> list[Line]:
        return sorted((line for line in self.lines if line.change > 0), key=lambda line: -line.change)

    @property
    def losing(self) -> list[Line]:
        return sorted((line for line in self.lines if line.change < 0), key=lambda line: line.change)

    @property
    def unchanged(self) -> int:
        return sum(1 for line in self.lines if line.change == 0)

    def summary(self) -> dict:
        gaining, losing = self.gaining, self.losing
        return {
            "gaining": gaining[:SHOWN],
            "losing": losing[:SHOWN],
            "gain_count": len(gaining),
            "loss_count": len(losing),
            "unchanged": self.unchanged,
            "gain_total": sum((line.change for line in gaining), Decimal(0)),
            "loss_total": sum((line.change for line in losing), Decimal(0)),
        }


def of_standard(entitlements, standard: Standard) -> Preview:
    """`entitlements` are those to look at; of them, who draws the programme in the standard's first month."""
    programme, month = standard.programme, month_of(standard.effective_from)
    standards = Standards(programme, standard.effective_from, extra=standard)
    lines = []
    for entitlement, row in drawn_rows(entitlements.filter(programme=programme), month):
        after = running_amount(programme, standards.of(facts_in(entitlement, month)), row)
        lines.append(Line(entitlement, row, row.amount, row.amount if after is None else after))
    return Preview(lines)


def drawn_rows(entitlements, month) -> Iterator[tuple[Entitlement, EntitlementAmount]]:
    """Whoever draws in the month, with the amount that holds then; a handful of queries for all."""
    valid = Certificate.objects.valid_on(month)
    drawn = (
        entitlements.drawn_in(month)
        .select_related("person__community", "household", "programme")
        .prefetch_related("amounts", Prefetch("person__certificates", valid, to_attr="valid_certificates"))
    )
    for entitlement in drawn:
        if row := entitlement.amount_on(month):
            yield entitlement, row


def facts_in(entitlement: Entitlement, month) -> Facts:
    """Of an entitlement of `drawn_rows`."""
    certificates = entitlement.person.valid_certificates
    household = entitlement.household
    return Facts(
        entitlement.person.age_on(month),
        certificates[0].grade if certificates else None,
        household.kind if household else "",
    )


@dataclass(frozen=True)
class RulePreview:
    """Those who draw and would not be let in any more, with what they draw; and how many would newly be let in."""

    losing: list[Line]
    newly_let_in: int
    newly: list[Person]

    def summary(self) -> dict:
        return {
            "losing": self.losing[:SHOWN],
            "loss_count": len(self.losing),
            "loss_total": sum((line.change for line in self.losing), Decimal(0)),
            "newly": self.newly,
            "newly_count": self.newly_let_in,
        }


def of_rule(entitlements, people, rule: ProgrammeRule) -> RulePreview:
    """`entitlements` and `people` are those to look at."""
    programme, day = rule.programme, rule.effective_from
    month = month_of(day)
    let_in = meeting(people, programme, rule, day)
    drawn = entitlements.filter(programme=programme).drawn_in(month)
    losing = [
        Line(entitlement, row, row.amount, Decimal(0))
        for entitlement, row in drawn_rows(drawn.exclude(person__in=let_in.values("pk")), month)
    ]
    newly = let_in.on_register(day).exclude(pk__in=drawn.values("person"))
    if old := programme.rule_on(day):
        newly = newly.exclude(pk__in=meeting(people, programme, old, day).values("pk"))
    return RulePreview(losing, newly.count(), list(newly.select_related("community").order_by("pk")[:SHOWN]))
