"""What a grant comes to: the standard that is for somebody, the allowance's difference, the share of a medical bill."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from registry.models import Certificate, HouseholdKind, Person
from relief.choices import AmountRule, Tier
from relief.models import EntitlementAmount, MedicalClaim, Programme, ProgrammeRule, Standard

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
GRADE_TIERS = {1: Tier.GRADE_1, 2: Tier.GRADE_2, 3: Tier.GRADE_3}
HOUSEHOLD_TIERS = {HouseholdKind.URBAN: Tier.URBAN, HouseholdKind.RURAL: Tier.RURAL}


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Facts:
    """What the choice of a standard looks at."""

    age: int
    grade: int | None
    household_kind: str

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers that are for such a person, the narrowest first."""
        found = [HOUSEHOLD_TIERS.get(self.household_kind), GRADE_TIERS.get(self.grade), _age_tier(self.age)]
        return (*(tier for tier in found if tier), Tier.ALL)


def _age_tier(age: int) -> str | None:
    if age >= 100:
        return Tier.AGE_100
    if age >= 90:
        return Tier.AGE_90
    return Tier.AGE_80 if age >= 80 else None


def facts_of(person: Person, household, day: date) -> Facts:
    certificate = Certificate.objects.filter(person=person).valid_on(day).first()
    return Facts(person.age_on(day), certificate and certificate.grade, household.kind if household else "")


class Standards:
    """The standards of a programme on a day, read once; `extra` is one that is only thought of yet."""

    def __init__(self, programme: Programme, day: date, extra: Standard | None = None):
        self.by_tier = {row.tier: row for row in programme.standards.holding_on(day)}
        if extra and (
            extra.tier not in self.by_tier or self.by_tier[extra.tier].effective_from <= extra.effective_from
        ):
            self.by_tier[extra.tier] = extra

    def of(self, facts: Facts) -> Standard | None:
        return next((self.by_tier[tier] for tier in facts.tiers if tier in self.by_tier), None)


def difference(standard: Decimal, income_per_head: Decimal, members: int) -> Decimal:
    """(standard − income per head) × members; 0 where the income reaches the standard."""
    return cents(max(standard - income_per_head, Decimal(0)) * members)


def running_amount(programme: Programme, standard: Standard | None, row: EntitlementAmount) -> Decimal | None:
    """What an amount that is paid becomes under a standard; None where the standard does not make it."""
    if standard is None:
        return None
    if programme.amount_rule == AmountRule.STANDARD:
        return standard.amount
    if programme.amount_rule == AmountRule.DIFFERENCE and row.income_per_head is not None:
        return difference(standard.amount, row.income_per_head, row.members)
    return None


def claimed_in_year(person: Person, programme: Programme, year: int) -> Decimal:
    """What claims for treatments of that year have been granted to the person, in yuan."""
    granted = EntitlementAmount.objects.filter(
        entitlement__person=person,
        entitlement__programme=programme,
        entitlement__application__claim__treated_on__year=year,
    )
    return granted.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def claim_amount(claim: MedicalClaim, rule: ProgrammeRule, already: Decimal) -> Decimal:
    """(compliant cost − insurance − serious-illness insurance − deductible) × share, up to what the year's cap leaves."""
    left = claim.compliant_cost - claim.insurance_paid - claim.serious_illness_paid - (rule.deductible or 0)
    share = cents(max(left, Decimal(0)) * (rule.ratio_percent or HUNDRED) / HUNDRED)
    if rule.yearly_cap is None:
        return share
    return min(share, max(rule.yearly_cap - already, Decimal(0)))
