"""Relief of synthetic people: standards, accounts, entitlements with the amounts they came to, applications under way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone
from stdnum import luhn

from registry.models import Household, HouseholdMember
from registry.models.people import LeftReason
from relief.amounts import Facts, Standards, difference
from relief.choices import AmountReason, AmountRule, StopReason, Tier
from relief.models import Account, Entitlement, EntitlementAmount, Programme, Recertification, Standard
from relief.months import month_of, months_after, next_month
from reports.demo.people import Drawn

# Programme, tier, amounts of last year and of this one.
STANDARDS = [
    ("allowance", Tier.URBAN, 720, 750),
    ("allowance", Tier.RURAL, 640, 690),
    ("destitute", Tier.ALL, 936, 975),
    ("old_age", Tier.AGE_80, 50, 50),
    ("old_age", Tier.AGE_90, 100, 120),
    ("old_age", Tier.AGE_100, 300, 300),
    ("orphan", Tier.ALL, 1150, 1150),
    ("living_subsidy", Tier.ALL, 80, 85),
    ("nursing_subsidy", Tier.GRADE_1, 90, 95),
    ("nursing_subsidy", Tier.GRADE_2, 80, 85),
    ("nursing_subsidy", Tier.GRADE_3, 60, 65),
    ("study", Tier.ALL, 2000, 2000),
    ("temporary", Tier.ALL, 5000, 5000),
    ("disaster", Tier.ALL, 3000, 3000),
    ("commissioner", Tier.ALL, 1200, 1300),
]
POOR, COVERED, WITH_ACCOUNT = 0.16, 0.93, 0.97
REVIEW_MONTHS, LATE = 12, 0.04
BANKS = ["池州农商银行", "九华农商银行", "安徽农信社"]
STOPPED = {LeftReason.DIED: StopReason.DIED, LeftReason.MOVED: StopReason.MOVED}


def draw_standards(today: date) -> None:
    programmes = {row.code: row for row in Programme.objects.all()}
    years = (date(today.year - 3, 1, 1), date(today.year, 1, 1))
    Standard.objects.bulk_create(
        Standard(
            programme=programmes[code], tier=tier, amount=amount, effective_from=day, source=f"池民〔{day.year}〕3号"
        )
        for code, tier, *amounts in STANDARDS
        for day, amount in zip(years, amounts, strict=True)
        if day == years[0] or amounts[0] != amounts[1]
    )
    programmes["medical"].rules.update(yearly_cap=50000, deductible=1000)


class ReliefRows:
    """What is drawn for a chunk, saved together."""

    def __init__(self, rng: Random, today: date):
        self.rng, self.today = rng, today
        self.programmes = {row.code: row for row in Programme.objects.all()}
        self.entitlements: list[Entitlement] = []
        self.amounts: list[EntitlementAmount] = []
        self.reviews: list[Recertification] = []
        self.accounts: dict[int, Account] = {}
        # What STANDARDS say of a month, read once each.
        self.standards: dict[tuple, Standards] = {}
        # Who would be entitled and draws nothing yet: they apply.
        self.waiting: list[tuple[Drawn, str]] = []

    def standard(self, code: str, month: date, facts: Facts) -> Decimal | None:
        key = (code, month.year)
        if key not in self.standards:
            self.standards[key] = Standards(self.programmes[code], max(month, date(month.year, 1, 1)))
        row = self.standards[key].of(facts)
        return row and row.amount

    def save(self) -> None:
        Account.objects.bulk_create(self.accounts.values(), batch_size=500)
        Entitlement.objects.bulk_create(self.entitlements, batch_size=1000)
        EntitlementAmount.objects.bulk_create(self.amounts, batch_size=1000)
        Recertification.objects.bulk_create(self.reviews, batch_size=1000)


def draw_relief(rng: Random, drawn: list[Drawn], today: date) -> ReliefRows:
    rows = ReliefRows(rng, today)
    by_person = {one.person.pk: one for one in drawn}
    poor = _draw_allowances(rows, by_person)
    for one in drawn:
        _draw_subsidies(rows, one, poor.get(one.person.pk))
    rows.save()
    return rows


def _draw_allowances(rows: ReliefRows, by_person: dict[int, Drawn]) -> dict[int, date]:
    """The first month of the allowance by member of the households that draw it."""
    members = HouseholdMember.objects.present().filter(person__in=by_person).select_related("household")
    at_home: dict[Household, list[HouseholdMember]] = {}
    for member in members.order_by("household", "pk"):
        at_home.setdefault(member.household, []).append(member)
    months = {}
    for household, family in at_home.items():
        if rows.rng.random() >= POOR:
            continue
        month = _add_allowance(rows, household, by_person[family[0].person_id], len(family))
        months |= {member.person_id: month for member in family}
    return months


def _add_allowance(rows: ReliefRows, household: Household, head: Drawn, size: int) -> date:
    kind = household.kind
    income = Decimal(rows.rng.randrange(12000, 56000)) / 100
    return _add(
        rows, head, "allowance", since=household.formed_on, household=household, kind=kind, size=size, income=income
    )


def _draw_subsidies(rows: ReliefRows, one: Drawn, poor_since: date | None) -> None:
    person, certificate, rng = one.person, one.certificate, rows.rng
    wanted = []
    if certificate and certificate.cancelled_on is None and certificate.expires_on >= rows.today:
        mental = certificate.disability_type in (5, 6)
        if certificate.grade <= (3 if mental else 2):
            wanted.append(("nursing_subsidy", certificate.issued_on))
        if poor_since:
            wanted.append(("living_subsidy", max(poor_since, certificate.issued_on)))
    age = person.age_on(rows.today)
    if age >= 80:
        wanted.append(("old_age", person.birth_on.replace(day=1, year=person.birth_on.year + 80)))
    if age < 17 and rng.random() < 0.05:
        wanted.append(("orphan", person.registered_on))
    for code, since in wanted:
        if rng.random() < COVERED:
            _add(rows, one, code, since=since)
        else:
            rows.waiting.append((one, code))
    if not person.left_on and rng.random() < 0.03:
        _add_once(rows, one, rng.choice(["medical", "temporary", "temporary", "disaster"]))


def _add(rows: ReliefRows, one: Drawn, code: str, *, since, household=None, kind="", size=1, income=None) -> date:
    """Granted some weeks after `since`; stopped where the person left. Returns the first month."""
    person, rng = one.person, rows.rng
    earliest = max(since, person.registered_on, date(rows.today.year - 2, 1, 15))
    granted_on = earliest + timedelta(days=rng.randint(20, 70))
    if granted_on >= min(person.left_on or rows.today, rows.today):
        return next_month(rows.today)
    entitlement = _entitlement(rows, one, code, granted_on, next_month(granted_on), household)
    if person.left_on:
        entitlement.until_month = max(next_month(person.left_on), entitlement.from_month)
        entitlement.stopped_on = person.left_on
        entitlement.stop_reason = STOPPED.get(person.left_reason, StopReason.LEFT)
    else:
        _review(rows, entitlement)
    _add_amounts(rows, entitlement, one, code, kind, size, income)
    return entitlement.from_month


def _entitlement(rows, one: Drawn, code: str, granted_on, from_month, household=None) -> Entitlement:
    person = one.person
    row = Entitlement(
        person=person,
        household=household,
        community=person.community,
        programme=rows.programmes[code],
        granted_on=granted_on,
        from_month=from_month,
    )
    rows.entitlements.append(row)
    if person.pk not in rows.accounts and rows.rng.random() < WITH_ACCOUNT:
        rows.accounts[person.pk] = _account(rows.rng, person, granted_on)
    return row


def _review(rows: ReliefRows, entitlement: Entitlement) -> None:
    """Once a year since the grant; a few of the last ones are late."""
    due = months_after(entitlement.granted_on, REVIEW_MONTHS)
    while due <= rows.today and not (months_after(due, REVIEW_MONTHS) > rows.today and rows.rng.random() < LATE):
        on = due - timedelta(days=rows.rng.randint(1, 25))
        rows.reviews.append(Recertification(entitlement=entitlement, reviewed_on=on, result="continues"))
        due = months_after(due, REVIEW_MONTHS)
    entitlement.review_due_on = due


def _add_amounts(rows: ReliefRows, entitlement, one: Drawn, code: str, kind: str, size: int, income) -> None:
    """From the first month, and again from the January that brought a new standard."""
    this_year, last = date(rows.today.year, 1, 1), None
    for month in sorted({entitlement.from_month, max(this_year, entitlement.from_month)}):
        if entitlement.until_month and month > entitlement.from_month and month >= entitlement.until_month:
            continue
        grade = one.certificate.grade if one.certificate else None
        facts = Facts(one.person.age_on(month), grade, kind)
        amount = rows.standard(code, month, facts)
        if amount and rows.programmes[code].amount_rule == AmountRule.DIFFERENCE:
            amount = difference(amount, income, size)
        if not amount or amount == last:
            continue
        entered = datetime.combine(min(entitlement.granted_on if last is None else month, rows.today), time(10))
        rows.amounts.append(
            EntitlementAmount(
                entitlement=entitlement,
                from_month=month,
                amount=amount,
                members=size,
                income_per_head=income,
                reason=AmountReason.GRANTED if last is None else AmountReason.STANDARD,
                entered_at=timezone.make_aware(entered),
            )
        )
        last = amount


def _add_once(rows: ReliefRows, one: Drawn, code: str) -> None:
    granted_on = rows.today - timedelta(days=rows.rng.randint(5, 330))
    if granted_on <= one.person.registered_on:
        return
    row = _entitlement(rows, one, code, granted_on, next_month(granted_on))
    row.until_month, row.stopped_on, row.stop_reason = next_month(row.from_month), granted_on, StopReason.PAID_ONCE
    amount = Decimal(rows.rng.randrange(3, 30) * 100)
    entered = timezone.make_aware(datetime.combine(granted_on, time(10)))
    rows.amounts.append(
        EntitlementAmount(entitlement=row, from_month=row.from_month, amount=amount, entered_at=entered)
    )


def _account(rng: Random, person, day: date) -> Account:
    body = f"62179900{person.pk:08d}{rng.randrange(100):02d}"
    return Account(
        person=person,
        number=body + luhn.calc_check_digit(body),
        bank_name=rng.choice(BANKS),
        holder_name=person.full_name,
        from_on=month_of(day),
        entered_at=timezone.make_aware(datetime.combine(day, time(10))),
    )
