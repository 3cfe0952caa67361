"""Guardian incentives: the quarters of a guardian that may be checked, and what is proposed for payment."""

from datetime import date

from psych_care.models import CareRule, GuardianCheck, Guardianship
from psych_care.quarters import ended_quarters
from registry.plugs import PaymentProposal

QUARTERS_BACK = 4
PROGRAMME = "guardian_incentive"


def guardianship_through(person, first_day: date, last_day: date) -> Guardianship | None:
    return Guardianship.objects.filter(person=person).held_through(first_day, last_day).first()


def open_quarters(person, today: date) -> list[tuple[date, date]]:
    """Ended, with one guardianship all through them, and not checked yet."""
    checked = set(GuardianCheck.objects.filter(person=person).values_list("from_on", flat=True))
    return [
        (first, last)
        for first, last in ended_quarters(today, QUARTERS_BACK)
        if first not in checked and guardianship_through(person, first, last)
    ]


def amount_for(last_day: date):
    return CareRule.objects.holding_on(last_day).incentive


def proposals(staff) -> list[PaymentProposal]:
    """What relief may pay: to a guardian, for a quarter, once. The patient is not told."""
    checks = GuardianCheck.objects.visible_to(staff).payable().select_related("guardianship")
    return [
        PaymentProposal(
            key=f"psych-guardian-{one.pk}",
            programme=PROGRAMME,
            payee=one.guardianship.guardian_name,
            community_code=one.community_id,
            from_on=one.from_on,
            until_on=one.until_on,
            amount=one.amount,
        )
        for one in checks.order_by("from_on", "pk")
    ]
