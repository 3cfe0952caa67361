"""The steps of a payment run, and who must leave one to somebody else."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.models import LeftReason
from relief.identity import identity_of
from relief.models import Absence, ApprovalBand, CashPayee, PaymentLine, PaymentRun, RunStep
from relief.payment_choices import AbsenceReason, LineKind, LineState, Method, RunState
from relief.run_workflow import CANCELLING, JUDGEMENTS, RUN
from relief.services.preparation import set_totals

ABSENT_FOR = {LeftReason.DIED: AbsenceReason.DEAD, LeftReason.MOVED: AbsenceReason.MOVED}


@transaction.atomic
def take(*, run: PaymentRun, name: str, by, reason: str = "", **values) -> None:
    """One step. PermissionDenied without its permission; ValidationError where somebody else must do it, or it is too late."""
    if not by.can(RUN[name].permission):
        raise PermissionDenied
    run = PaymentRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    RUN.check(name, run)
    if refused := why_not(run, name, by):
        raise ValidationError(refused)
    if name in CANCELLING and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    move_on(run=run, name=name, by=by, reason=reason, **values)


def move_on(*, run: PaymentRun, name: str, by, reason: str = "", **values) -> None:
    """The step itself, inside a transaction of the caller, who has seen to it that it may be taken."""
    if before := BEFORE.get(name):
        before(run)
    if name == "release":
        values["released_on"] = timezone.localdate()
    RUN.take(name, record=run, by=by, reason=reason, **values)
    RunStep.objects.create(run=run, action=name, taken_by=by, reason=reason)


def _check_identity(run: PaymentRun) -> None:
    if not identity_of(run).holds:
        raise ValidationError(
            _("Last month, added, stopped and changed do not make up this month: explain every line.")
        )


def _take_out_leavers(run: PaymentRun) -> None:
    """Who died or left since the run was prepared is not paid: a total only ever shrinks on the way."""
    gone = PaymentLine.objects.live().filter(run=run, person__left_on__lte=timezone.localdate())
    for line in gone.select_related("person"):
        _take_out(line)
    set_totals(run)
    _check_identity(run)


def _take_out(line: PaymentLine) -> None:
    PaymentLine.objects.filter(pk=line.pk, state=LineState.OPEN).update(state=LineState.VOID)
    if line.kind != LineKind.REGULAR:
        return
    Absence.objects.create(
        run_id=line.run_id,
        entitlement_id=line.entitlement_id,
        person_id=line.person_id,
        programme_id=line.programme_id,
        community_id=line.community_id,
        reason=ABSENT_FOR.get(line.person.left_reason, AbsenceReason.LEFT),
        amount=line.amount,
        last_amount=line.last_amount,
    )


def _void(run: PaymentRun) -> None:
    PaymentLine.objects.live().filter(run=run).update(state=LineState.VOID)


def _check_settled(run: PaymentRun) -> None:
    if run.lines.live().unsettled().exists():
        raise ValidationError(_("Some payments are not settled yet: neither paid nor returned."))


def _check_one_approver(run: PaymentRun) -> None:
    if run.state == RunState.REVIEWED and approvers_of(run) > 1:
        raise ValidationError(_("A run of this total is approved by two: approve as the first of them."))


def _check_two_approvers(run: PaymentRun) -> None:
    if approvers_of(run) == 1:
        raise ValidationError(_("A run of this total needs one approver only."))


BEFORE = {
    "check": _check_identity,
    "approve_once": _check_two_approvers,
    "approve": _check_one_approver,
    "release": _take_out_leavers,
    "close": _check_settled,
    **dict.fromkeys(CANCELLING, _void),
}


def approvers_of(run: PaymentRun) -> int:
    return ApprovalBand.approvers_for(run.money, run.prepared_on)


def is_offered(run: PaymentRun, name: str) -> bool:
    """Of two approvals only the one that the band asks for now."""
    if name == "approve_once":
        return approvers_of(run) > 1
    if name == "approve":
        return run.state == RunState.APPROVED_ONCE or approvers_of(run) == 1
    return name != "finish"


def why_not(run: PaymentRun, name: str, staff) -> str:
    """Why this account must leave the step to somebody else; "" where it may take it."""
    if name in CANCELLING:
        return ""
    if run.lines.live().filter(entitlement__application__bundle__kin_of=staff.full_name).exists():
        return _("Kin of yours are paid by this run: somebody else must take this step.")
    if name not in JUDGEMENTS:
        return ""
    if run.prepared_by_id == staff.pk:
        return _("You prepared this run: somebody else must take this step.")
    if run.steps.filter(action__in=JUDGEMENTS, taken_by=staff).exists():
        return _("You took a step of this run before: somebody else must take this one.")
    return _touched(run, staff) if name == "release" else ""


def _touched(run: PaymentRun, staff) -> str:
    lines = run.lines.live()
    added = Q(entitlement__granted_by=staff) | Q(entitlement__application__bundle__entered_by=staff)
    if lines.filter(added).exists():
        return _("You added a payee of this run: somebody else must release it.")
    in_cash = CashPayee.objects.present().filter(entered_by=staff).values("person")
    changed = Q(account__entered_by=staff) | Q(repays__cleared_by=staff) | Q(method=Method.CASH, person__in=in_cash)
    if lines.filter(changed).exists():
        return _("You changed an account in this run: somebody else must release it.")
    return ""


@transaction.atomic
def explain(*, row: PaymentLine | Absence, note: str, by) -> None:
    """What makes an unexplained line an explained one, until the identity is confirmed."""
    rows = type(row).objects.unexplained().filter(pk=row.pk, run__state=RunState.PREPARED)
    if not rows.update(note=note):
        raise ValidationError(_("There is nothing to explain here, or the identity was confirmed already."))
    audit.record(by=by, action="explain", obj=row, changes={"note": ["", "…"]})
