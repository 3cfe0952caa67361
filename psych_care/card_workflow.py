"""The drug-relief card in five steps, each taken by somebody else; drawn in docs/psychiatric-care.md."""

from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

from psych_care.card_choices import VALID_STATES, CardState
from psych_care.card_querysets import REVIEW_DAYS_AHEAD
from registry.permissions import Permission
from registry.workflows import Transition, Workflow

EDIT = Permission.EDIT_PSYCH
CANDIDATE, DIAGNOSED, ISSUED = CardState.CANDIDATE, CardState.DIAGNOSED, CardState.ISSUED
FOLLOWED, CONFIRMED = CardState.FOLLOWED, CardState.CONFIRMED

DRUG_CARD = Workflow(
    "drug_card",
    CardState,
    (
        Transition("diagnose", (CANDIDATE,), DIAGNOSED, pgettext_lazy("drug card", "Diagnosis and plan"), EDIT),
        Transition("issue", (DIAGNOSED,), ISSUED, pgettext_lazy("drug card", "Issue the card"), EDIT),
        Transition("hand_back", (DIAGNOSED,), CANDIDATE, pgettext_lazy("drug card", "Send back"), EDIT),
        Transition(
            "refuse", (CANDIDATE, DIAGNOSED), CardState.REFUSED, pgettext_lazy("drug card", "Refuse the card"), EDIT
        ),
        Transition("follow", VALID_STATES, FOLLOWED, pgettext_lazy("drug card", "Follow up"), EDIT),
        Transition("confirm", (FOLLOWED, CONFIRMED), CONFIRMED, pgettext_lazy("drug card", "Confirm the intake"), EDIT),
        Transition("renew", VALID_STATES, ISSUED, pgettext_lazy("drug card", "Yearly review"), EDIT),
        Transition("stop", VALID_STATES, CardState.STOPPED, pgettext_lazy("drug card", "Stop the card"), EDIT),
    ),
)
# Steps that lead away from the way.
ASIDE = ("hand_back", "refuse", "stop")


def taken_before(staff, card, step: str) -> bool:
    """Whether this account took a step after which it may not take this one."""
    earlier = {
        "diagnose": (card.found_by_id,),
        "issue": (card.found_by_id, card.diagnosed_by_id),
        "follow": (card.issued_by_id,),
    }
    return staff.pk in earlier.get(step, ())


def may_be_renewed(card, day: date) -> bool:
    return card.valid_until <= day + timedelta(days=REVIEW_DAYS_AHEAD)


def open_steps(staff, card, day: date) -> list[Transition]:
    steps = [step for step in DRUG_CARD.open_to(staff, card) if not taken_before(staff, card, step.name)]
    return [step for step in steps if step.name != "renew" or may_be_renewed(card, day)]
