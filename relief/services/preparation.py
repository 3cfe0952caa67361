"""Preparing a payment run: a job that goes through the payees by chunks, each written with the job's cursor.

A chunk is the lines and the absences of a range of people, by INSERT … SELECT. The constraint of one payment for each
person, programme and month holds against everything: a chunk done twice, two runs at once.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from registry import audit, dialect, jobs
from registry.models.people import LeftReason
from relief.choices import Cycle, StopReason
from relief.models import (
    Absence,
    Account,
    Entitlement,
    EntitlementAmount,
    PaymentLine,
    PaymentRun,
    RunStep,
    Suspension,
)
from relief.payable import Plan, payable, reasons, without_amount
from relief.payment_choices import AbsenceReason, LineKind, LineReason, LineState, Method, RunState
from relief.run_workflow import RUN

KIND = "payment_run"
CHUNK = 20_000
MONEY = DecimalField(max_digits=12, decimal_places=2)


@transaction.atomic
def prepare_run(*, area, month, by, programme=None) -> PaymentRun:
    """The run and the job that fills it. ValidationError while such a run is being prepared already."""
    run = PaymentRun(area=area, month=month, programme=programme, prepared_by=by)
    run.validate_constraints()
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        # Somebody else began it at this very moment.
        raise ValidationError(_("Such a run is being prepared already.")) from error
    title = _("Payment run of %(month)s") % {"month": f"{month:%Y-%m}"}
    run.job = jobs.start(kind=KIND, title=title, by=by, params={"run": run.pk}, area=area)
    run.save(update_fields=["job"])
    RunStep.objects.create(run=run, action="prepare", taken_by=by)
    audit.record(by=by, action="prepare", obj=run, changes=audit.first_values(run))
    return run


@jobs.handler(KIND)
def fill(work: jobs.Run) -> None:
    """From the cursor on; a run that was cancelled meanwhile is left alone."""
    run = PaymentRun.objects.get(pk=work.job.params["run"])
    plan, cursor = Plan.of(run), work.job.cursor
    total = Entitlement.objects.count()
    while not cursor.get("filled"):
        with transaction.atomic():
            _hold(run)
            first, last = cursor.get("after", 0), _chunk_end(cursor.get("after", 0))
            write_chunk(plan, first, last)
            cursor = {"after": last, "filled": last is None}
            done = total if last is None else min(work.job.done + CHUNK, total)
            work.progress(cursor=cursor, done=done, total=total)
    with transaction.atomic():
        _hold(run)
        set_totals(run)
        RUN.take("finish", record=run, by=work.job.created_by)
        RunStep.objects.create(run=run, action="finish", taken_by=work.job.created_by)
        work.progress(result={"lines": run.line_count})


def _hold(run: PaymentRun) -> None:
    """One chunk of any run at a time: two runs never wait for each other's rows. JobFailedError if it was cancelled."""
    dialect.lock_payments()
    if not PaymentRun.objects.select_for_update().filter(pk=run.pk, state=RunState.PREPARING).exists():
        raise jobs.JobFailedError(_("The run was cancelled."))


def _chunk_end(after: int) -> int | None:
    """The last person of the next chunk; None where it reaches the end."""
    people = Entitlement.objects.filter(person__gt=after).order_by("person").values_list("person", flat=True)
    return people[CHUNK - 1 : CHUNK].first()


def write_chunk(plan: Plan, after: int, last: int | None) -> int:
    """Everything of the people in the range (`after` outside, `last` inside); how many lines."""
    month = plan.run.month
    lines = write_lines(plan, month, LineKind.REGULAR, after, last)
    _write_held(plan, after, last)
    _write_stopped(plan, after, last)
    for earlier in plan.back_months:
        lines += write_lines(plan, earlier, LineKind.BACK, after, last)
    lines += _write_repayments(plan, after, last)
    _tell_reasons(plan, after, last)
    return lines


def _within(after: int, last: int | None, path: str = "person") -> Q:
    above = Q(**{f"{path}__gt": after})
    return above if last is None else above & Q(**{f"{path}__lte": last})


def _text(value) -> Value:
    return Value(str(value), output_field=CharField())


def _day(value) -> Value:
    return Value(value, output_field=DateField())


def _key(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def _insert(model, columns: dict, rows: QuerySet) -> int:
    """`columns` are the fields and what they take from `rows`."""
    expressions = [F(one) if isinstance(one, str) else one for one in columns.values()]
    return dialect.insert_from(model, [*columns], rows.order_by().values_list(*expressions))


def write_lines(plan: Plan, month, kind: LineKind, after: int, last: int | None) -> int:
    rows = payable(plan, month).filter(_within(after, last, "entitlement__person"), held="")
    regular = kind == LineKind.REGULAR
    return _insert(
        PaymentLine,
        {
            "run": _key(plan.run.pk),
            "entitlement": "entitlement",
            "person": "entitlement__person",
            "programme": "entitlement__programme",
            "community": "entitlement__person__community",
            "benefit_month": _day(month),
            "kind": _text(kind.value),
            "method": "method",
            "account": Case(When(method=Method.CARD.value, then=F("account__pk"))),
            "payee_name": Case(
                When(method=Method.CARD.value, then=F("account__holder_name")),
                default=F("entitlement__person__full_name"),
            ),
            "amount": "amount",
            "quantity": "quantity",
            "due_on": _day(plan.rule.due_in(month)),
            "state": _text(LineState.OPEN.value),
            "reason": _text(LineReason.FIRST_RUN.value if regular and plan.nothing_before else ""),
            **_empty("return_reason", "proof", "note"),
            **({"last_amount": _last_amount(plan)} if regular and not plan.nothing_before else {}),
        },
        rows,
    )


def _empty(*names: str) -> dict:
    return {name: _text("") for name in names}


def _last_amount(plan: Plan) -> Subquery:
    pair = {"person": OuterRef("entitlement__person"), "programme": OuterRef("entitlement__programme")}
    return Subquery(plan.last_lines().filter(**pair).order_by().values("amount")[:1], output_field=MONEY)


def _of_pair(rows: QuerySet, person: str = "person", programme: str = "programme") -> Exists:
    return Exists(rows.filter(person=OuterRef(person), programme=OuterRef(programme)))


def _write_held(plan: Plan, after: int, last: int | None) -> int:
    """Whom the month is for, and something holds them; and those of whom nobody said how much."""
    paid = PaymentLine.objects.of_months_own().for_month(plan.run.month)
    held = payable(plan, plan.run.month).filter(_within(after, last, "entitlement__person")).exclude(held="")
    held = held.filter(~_of_pair(paid, "entitlement__person", "entitlement__programme"))
    written = _insert(
        Absence,
        {
            "run": _key(plan.run.pk),
            "entitlement": "entitlement",
            "person": "entitlement__person",
            "programme": "entitlement__programme",
            "community": "entitlement__person__community",
            "reason": "held",
            "amount": "amount",
            "last_amount": _last_amount(plan),
            **_empty("note"),
        },
        held,
    )
    unknown = without_amount(plan, plan.run.month).filter(_within(after, last), ~_of_pair(paid))
    columns = {"run": _key(plan.run.pk), "entitlement": "pk", "person": "person", "programme": "programme"}
    columns |= {"community": "person__community", "reason": _text(AbsenceReason.NO_AMOUNT.value), **_empty("note")}
    return written + _insert(Absence, columns, unknown)


def _write_stopped(plan: Plan, after: int, last: int | None) -> int:
    """Who was paid for the month before, and is neither paid nor left out now."""
    paid = PaymentLine.objects.of_months_own().for_month(plan.run.month)
    noted = Absence.objects.filter(run=plan.run)
    gone = plan.last_lines().filter(_within(after, last), ~_of_pair(paid), ~_of_pair(noted))
    return _insert(
        Absence,
        {
            "run": _key(plan.run.pk),
            "entitlement": "entitlement",
            "person": "person",
            "programme": "programme",
            "community": "community",
            "reason": reasons(_stopped_for(plan)),
            "last_amount": "amount",
            **_empty("note"),
        },
        gone,
    )


def _stopped_for(plan: Plan) -> dict:
    month, left = plan.run.month, Q(person__left_on__lte=plan.run.prepared_on)
    ended = Q(entitlement__until_month__lte=month)
    suspended = Suspension.objects.holding_in(month).filter(entitlement=OuterRef("entitlement"))
    return {
        AbsenceReason.DEAD: (left & Q(person__left_reason=LeftReason.DIED))
        | (ended & Q(entitlement__stop_reason=StopReason.DIED)),
        AbsenceReason.MOVED: (left & Q(person__left_reason=LeftReason.MOVED))
        | (ended & Q(entitlement__stop_reason=StopReason.MOVED)),
        AbsenceReason.LEFT: left,
        AbsenceReason.STOPPED: ended,
        AbsenceReason.SUSPENDED: Q(Exists(suspended)),
        AbsenceReason.OTHER_AREA: ~Q(person__community__code__inside=plan.run.area_id),
        AbsenceReason.NOT_DUE: Q(programme__cycle=Cycle.YEARLY),
        AbsenceReason.UNEXPLAINED: Q(pk__isnull=False),
    }


def _write_repayments(plan: Plan, after: int, last: int | None) -> int:
    """Returned lines whose account was corrected: the same amount for the same month, linked to the line that came back."""
    returned = PaymentLine.objects.to_repay().inside(plan.run.area_id).filter(_within(after, last))
    returned = returned.filter(Q(person__left_on__isnull=True) | Q(person__left_on__gt=plan.run.prepared_on))
    if plan.run.programme_id:
        returned = returned.filter(programme=plan.run.programme_id)
    holder = Account.objects.filter(pk=OuterRef("present_account")).values("holder_name")
    return _insert(
        PaymentLine,
        {
            "run": _key(plan.run.pk),
            "entitlement": "entitlement",
            "person": "person",
            "programme": "programme",
            "community": "person__community",
            "benefit_month": "benefit_month",
            "kind": _text(LineKind.REPAID.value),
            "method": _text(Method.CARD.value),
            "account": "present_account",
            "payee_name": Subquery(holder),
            "amount": "amount",
            "due_on": "due_on",
            "state": _text(LineState.OPEN.value),
            "repays": "pk",
            **_empty("reason", "return_reason", "proof", "note"),
        },
        returned,
    )


def _tell_reasons(plan: Plan, after: int, last: int | None) -> None:
    """Why a line is new or has another amount than last month's."""
    if plan.nothing_before:
        return
    regular = PaymentLine.objects.live().filter(_within(after, last), run=plan.run, kind=LineKind.REGULAR)
    regular.filter(last_amount__isnull=True).update(reason=reasons(_added_for(plan)))
    changed = regular.filter(last_amount__isnull=False).exclude(last_amount=F("amount"))
    changed.update(reason=_changed_for(plan))


def _added_for(plan: Plan) -> dict:
    drawn = Entitlement.objects.filter(pk=OuterRef("entitlement"))
    earlier = PaymentLine.objects.of_months_own().for_month(plan.last_month)
    held = Absence.objects.filter(run__month=plan.last_month, run__lt=plan.run.pk).exclude(
        run__state=RunState.CANCELLED
    )
    suspended = Suspension.objects.holding_in(plan.last_month).filter(entitlement=OuterRef("entitlement"))
    new = Q(from_month=plan.run.month) | Q(granted_on__gte=plan.last_prepared_on)
    return {
        LineReason.FIRST_RUN: ~plan.covered_last_month(),
        LineReason.GRANTED: Q(Exists(drawn.filter(new))),
        LineReason.RESUMED: Q(Exists(suspended)),
        LineReason.MOVED_IN: Q(_of_pair(earlier.exclude(community__code__inside=plan.run.area_id))),
        LineReason.HELD_BEFORE: Q(_of_pair(held)),
        LineReason.DUE_NOW: Q(Exists(drawn.filter(programme__cycle=Cycle.YEARLY))),
        LineReason.UNEXPLAINED: Q(pk__isnull=False),
    }


def _changed_for(plan: Plan) -> Case:
    """What the amount's own row says, if it began this month or was entered since last month's run."""
    holding = EntitlementAmount.objects.filter(entitlement=OuterRef("entitlement"), from_month__lte=plan.run.month)
    newest = holding.order_by("-from_month")
    begun = holding.filter(Q(from_month=plan.run.month) | Q(entered_at__date__gte=plan.last_prepared_on))
    return Case(
        When(Exists(begun), then=Subquery(newest.values("reason")[:1])),
        default=_text(LineReason.UNEXPLAINED.value),
        output_field=CharField(),
    )


def set_totals(run: PaymentRun) -> None:
    """A run's total is the sum of its lines."""
    totals = PaymentLine.objects.live().filter(run=run).totals()
    PaymentRun.objects.filter(pk=run.pk).update(line_count=totals["lines"], money=totals["money"])
    run.refresh_from_db()
