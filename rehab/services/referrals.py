"""A referral's way, and what its answer does to the need that it was for."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from registry import audit
from registry.permissions import Permission
from registry.services.days import check_not_before
from registry.workflows import Transition, Workflow
from rehab.choices import NeedEnd, ReferralResult, ReferralState
from rehab.models import Need, Referral
from rehab.services.screenings import end_need

SENT, ACCEPTED = ReferralState.SENT, ReferralState.ACCEPTED
REFERRAL = Workflow(
    "referral",
    ReferralState,
    (
        Transition("accept", (SENT,), ACCEPTED, pgettext_lazy("referral", "Accepted"), Permission.EDIT_REHAB),
        Transition(
            "decline", (SENT,), ReferralState.DECLINED, pgettext_lazy("referral", "Declined"), Permission.EDIT_REHAB
        ),
        Transition("finish", (ACCEPTED,), ReferralState.DONE, pgettext_lazy("referral", "Done"), Permission.EDIT_REHAB),
        Transition(
            "withdraw",
            (SENT, ACCEPTED),
            ReferralState.WITHDRAWN,
            pgettext_lazy("referral", "Withdraw"),
            Permission.EDIT_REHAB,
        ),
    ),
)


def accept(*, referral: Referral, on: date, by) -> None:
    _check(referral, on)
    REFERRAL.take("accept", record=referral, by=by, answered_on=on)


@transaction.atomic
def decline(*, referral: Referral, on: date, answer: str, by) -> None:
    """The need stays open; one that was ended meanwhile is open again."""
    _check(referral, on)
    REFERRAL.take("decline", record=referral, by=by, answered_on=on, answer=answer)
    _open_need_again(referral, on, by)


@transaction.atomic
def finish(*, referral: Referral, on: date, result: str, answer: str, by) -> None:
    """What was met ends with it, what was not stays open or is open again."""
    _check(referral, on)
    REFERRAL.take("finish", record=referral, by=by, finished_on=on, result=result, answer=answer)
    need = referral.need
    if result != ReferralResult.MET:
        _open_need_again(referral, on, by)
    elif need and need.closed_on is None:
        end_need(need=need, on=on, reason=NeedEnd.MET, by=by)


def withdraw(*, referral: Referral, on: date, answer: str, by) -> None:
    _check(referral, on)
    REFERRAL.take("withdraw", record=referral, by=by, finished_on=on, answer=answer)


def _check(referral: Referral, on: date) -> None:
    check_not_before(on, referral.answered_on or referral.sent_on, _("The last step was on %(first)s."))


def _open_need_again(referral: Referral, on: date, by) -> None:
    """A new row from `on`: the time in between the need was not open."""
    need = referral.need
    if need is None or need.closed_on is None:
        return
    if Need.objects.filter(person=referral.person_id, category=need.category, closed_on__isnull=True).exists():
        return
    again = Need.objects.create(
        person_id=referral.person_id,
        screening_id=need.screening_id,
        category=need.category,
        found_on=max(on, need.closed_on),
    )
    audit.record(by=by, action="reopen", obj=again, changes=audit.first_values(again))


@transaction.atomic
def withdraw_for_leaver(*, person, on: date, reason: str, by) -> None:
    """Leave hook of the register."""
    for referral in Referral.objects.ongoing().filter(person=person):
        withdraw(referral=referral, on=max(on, referral.answered_on or referral.sent_on), answer="", by=by)


STEPS = {"accept": accept, "decline": decline, "finish": finish, "withdraw": withdraw}
