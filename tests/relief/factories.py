"""Relief records for tests; programmes are those of the first migration, by their codes."""

from datetime import date, timedelta

import factory

from relief import models
from tests.factories import PersonFactory

# Good by Luhn, and no bank's.
CARD = "6217001234567890122"


def programme(code: str = "nursing_subsidy") -> models.Programme:
    """There from the first migration; made anew where a transactional test emptied the tables."""
    made, _created = models.Programme.objects.get_or_create(
        code=code,
        defaults={
            "name": code,
            "department": "federation",
            "unit": "person",
            "cycle": "monthly",
            "amount_rule": "standard",
            "opened_on": date(2000, 1, 1),
        },
    )
    models.ProgrammeRule.objects.get_or_create(programme=made, effective_from=date(2000, 1, 1))
    return made


def exclusion() -> models.Exclusion:
    """Of two programmes that nothing else excludes."""
    pair = {"prevailing": programme("old_age"), "excluded": programme("orphan")}
    return models.Exclusion.objects.get_or_create(**pair, defaults={"effective_from": date(2025, 1, 1)})[0]


def make_card(sequence: int) -> str:
    """A card number that adds up, another one for each sequence."""
    body = f"621799{sequence:012d}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{body}{-total % 10}"


class Record(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True


class StandardFactory(Record):
    class Meta:
        model = models.Standard

    programme = factory.LazyFunction(programme)
    amount = 100
    effective_from = date(2024, 1, 1)


class AccountFactory(Record):
    class Meta:
        model = models.Account

    person = factory.SubFactory(PersonFactory)
    number = factory.Sequence(make_card)
    bank_name = "池州农商银行"
    holder_name = factory.SelfAttribute("person.full_name")
    from_on = date(2025, 1, 1)


class BundleFactory(Record):
    class Meta:
        model = models.Bundle

    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    received_on = date(2026, 3, 2)


class ApplicationFactory(Record):
    """With its bundle."""

    class Meta:
        model = models.Application

    bundle = factory.SubFactory(BundleFactory, person=factory.SelfAttribute("..person"))
    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    programme = factory.LazyFunction(programme)
    received_on = date(2026, 3, 2)


class ClaimFactory(Record):
    class Meta:
        model = models.MedicalClaim

    application = factory.SubFactory(ApplicationFactory, programme=factory.LazyFunction(lambda: programme("medical")))
    treated_on = date(2026, 2, 10)
    compliant_cost = 30000
    insurance_paid = 15000
    serious_illness_paid = 5000


class VisitFactory(Record):
    class Meta:
        model = models.HomeVisit

    bundle = factory.SubFactory(BundleFactory)
    visited_on = date(2026, 3, 6)
    first_visitor = "舒明"
    second_visitor = "章华"


class NoticeFactory(Record):
    """For 7 days from 2026-03-12."""

    class Meta:
        model = models.Notice

    application = factory.SubFactory(ApplicationFactory, state="on_notice")
    amount = 100
    starts_on = date(2026, 3, 12)
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=7))


class ObjectionFactory(Record):
    class Meta:
        model = models.Objection

    notice = factory.SubFactory(NoticeFactory)
    raised_on = date(2026, 3, 13)
    content = "家里有车"


class EntitlementFactory(Record):
    """Since 2026-01, 100 yuan a month."""

    class Meta:
        model = models.Entitlement
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    programme = factory.LazyFunction(programme)
    granted_on = date(2025, 12, 20)
    from_month = date(2026, 1, 1)

    @factory.post_generation
    def amount(self, create, extracted, **kwargs):
        """`amount="none"` leaves it out."""
        if create and extracted != "none":
            AmountFactory(entitlement=self, from_month=self.from_month, amount=extracted or 100)


class AmountFactory(Record):
    class Meta:
        model = models.EntitlementAmount

    from_month = date(2026, 1, 1)
    amount = 100


class SuspensionFactory(Record):
    class Meta:
        model = models.Suspension

    entitlement = factory.SubFactory(EntitlementFactory)
    from_month = date(2026, 2, 1)
    reason = "lead"


class RecertificationFactory(Record):
    class Meta:
        model = models.Recertification

    entitlement = factory.SubFactory(EntitlementFactory)
    reviewed_on = date(2026, 3, 1)
    result = "continues"


class RunFactory(Record):
    """Of March 2026, for a street."""

    class Meta:
        model = models.PaymentRun

    area_id = "341702001"
    month = date(2026, 3, 1)
    state = "reviewed"
    prepared_on = date(2026, 3, 5)
    released_on = factory.LazyAttribute(
        lambda o: date(2026, 3, 9) if o.state in ("released", "filed", "returned", "closed") else None
    )


class LineFactory(Record):
    """100 yuan by card for March 2026."""

    class Meta:
        model = models.PaymentLine

    run = factory.SubFactory(RunFactory)
    person = factory.SubFactory(PersonFactory)
    entitlement = factory.SubFactory(EntitlementFactory, person=factory.SelfAttribute("..person"))
    programme = factory.SelfAttribute("entitlement.programme")
    community_id = factory.SelfAttribute("person.community_id")
    account = factory.SubFactory(AccountFactory, person=factory.SelfAttribute("..person"))
    benefit_month = date(2026, 3, 1)
    payee_name = factory.SelfAttribute("person.full_name")
    amount = 100
    due_on = date(2026, 3, 15)


class ReturnedFactory(LineFactory):
    run = factory.SubFactory(RunFactory, state="returned")
    state = "returned"
    return_reason = "账号不存在"


class CashLineFactory(LineFactory):
    run = factory.SubFactory(RunFactory, state="released")
    method = "cash"
    account = None


class AbsenceFactory(Record):
    class Meta:
        model = models.Absence

    run = factory.SubFactory(RunFactory)
    person = factory.SubFactory(PersonFactory)
    entitlement = factory.SubFactory(EntitlementFactory, person=factory.SelfAttribute("..person"))
    programme = factory.SelfAttribute("entitlement.programme")
    community_id = factory.SelfAttribute("person.community_id")
    reason = "no_account"


class CashPayeeFactory(Record):
    class Meta:
        model = models.CashPayee

    person = factory.SubFactory(PersonFactory)
    reason = "行动不便，无法开户"
    from_on = date(2026, 1, 5)


class BankFileFactory(Record):
    class Meta:
        model = models.BankFile

    run = factory.SubFactory(RunFactory, state="filed")
    format = "delimited"
    # Of the head alone: H, the number, no line.
    sha256 = "0" * 64
    line_count = 0
    money = 0
