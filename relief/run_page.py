"""What the page of a payment run tells: its buckets with the lists behind them, who is left out, totals, files."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from registry.models import Area
from registry.permissions import Permission
from relief.identity import Identity, Part
from relief.models import PaymentRun
from relief.payment_choices import AbsenceReason, Bucket, LineKind, LineState
from relief.run_workflow import CANCELLING, RUN
from relief.services.bank import FILED
from relief.services.runs import is_offered, why_not

STEP_URLS = {
    Permission.EDIT_RELIEF: "relief:run-step",
    Permission.REVIEW_RELIEF: "relief:run-review-step",
    Permission.APPROVE_RELIEF: "relief:run-approval-step",
    Permission.RELEASE_RELIEF: "relief:run-release-step",
}
PAGES = {"file": "relief:run-file", "take_return": "relief:run-return"}


def actions(staff, run: PaymentRun) -> list[dict]:
    """What may be done now; `why_not` tells who must leave a step to somebody else."""
    return [
        {
            "label": step.label,
            "url": step_url(step, run),
            "is_post": step.name not in CANCELLING and step.name not in PAGES,
            "is_main": step.name not in CANCELLING,
            "why_not": why_not(run, step.name, staff),
        }
        for step in RUN.open_to(staff, run)
        if is_offered(run, step.name)
    ]


def step_url(step, run: PaymentRun) -> str:
    if step.name in PAGES:
        return reverse(PAGES[step.name], args=[run.pk])
    return reverse(STEP_URLS[step.permission], args=[run.pk, step.name])


def _list(name: str, run: PaymentRun, **query) -> str:
    return f"{reverse(f'relief:{name}-list')}?{urlencode({'run': run.pk} | query)}"


def identity_rows(run: PaymentRun, identity: Identity) -> list[dict]:
    """From last month to this one; each row opens its lines."""
    regular = {"kind": LineKind.REGULAR.value}
    return [
        _row("", _("Last month"), identity.last_month),
        _row("+", _("Added"), identity.added, _list("payment", run, bucket=Bucket.ADDED.value)),
        _row("−", _("Stopped or left out"), identity.stopped, _list("absence", run, last_month="paid")),
        _row("±", _("Changed amount"), identity.changed, _list("payment", run, bucket=Bucket.CHANGED.value)),
        _row("=", _("This month"), identity.this_month, _list("payment", run, **regular), is_total=True),
        _row("+", _("Back-paid for earlier months"), identity.back, _list("payment", run, kind=LineKind.BACK.value)),
        _row("+", _("Paid again after a return"), identity.repaid, _list("payment", run, kind=LineKind.REPAID.value)),
        _row("=", _("Paid by this run"), Part(run.line_count, run.money), _list("payment", run), is_total=True),
    ]


def _row(sign: str, label: str, part: Part, url: str = "", is_total: bool = False) -> dict:
    return {"sign": sign, "label": label, "part": part, "url": url, "is_total": is_total}


def absences(run: PaymentRun) -> list[dict]:
    reasons = dict(AbsenceReason.choices)
    found = run.absences.counted_by_reason()
    return [
        row | {"label": reasons[row["reason"]], "url": _list("absence", run, reason=row["reason"])} for row in found
    ]


def by_programme(run: PaymentRun) -> list[dict]:
    rows = run.lines.live().totals_by("programme", "programme__name")
    return [
        _total(row["programme__name"], row, _list("payment", run, programme=row["programme"]))
        for row in rows.order_by("programme")
    ]


def by_street(run: PaymentRun) -> list[dict]:
    """Communities added up by their street's code."""
    sums: dict[str, list] = {}
    for row in run.lines.live().totals_by("community"):
        street = sums.setdefault(row["community"][:9], [0, 0])
        street[0] += row["lines"]
        street[1] += row["money"]
    names = dict(Area.objects.filter(code__in=sums).values_list("code", "name"))
    return [
        _total(names.get(code, code), {"lines": lines, "money": money}, _list("payment", run, area=code))
        for code, (lines, money) in sorted(sums.items())
    ]


def _total(label: str, row: dict, url: str) -> dict:
    return {"label": label, "lines": row["lines"], "money": row["money"], "url": url}


def by_state(run: PaymentRun) -> list[dict]:
    """How the payments of a released run stand."""
    if not run.is_sent:
        return []
    states = dict(LineState.choices)
    rows = run.lines.live().totals_by("state").order_by("state")
    return [_total(states[row["state"]], row, _list("payment", run, state=row["state"])) for row in rows]


def may_make_files(staff, run: PaymentRun) -> bool:
    return staff.can(Permission.RELEASE_RELIEF) and run.state in FILED
