"""The hub of relief: each figure opens the list behind it, which is as long."""

from django.db.models import Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from relief.choices import ApplicationState as S
from relief.matching_choices import FindingKind
from relief.models import (
    Application,
    Entitlement,
    MatchFinding,
    Notice,
    PaymentLine,
    PaymentRun,
    Petition,
    Recovery,
)
from relief.months import month_of
from relief.payment_choices import RunState
from relief.views.accounts import SET
from relief.views.applications import RECEIVE
from relief.views.petitions import REGISTER


@require_safe
@requires(Permission.VIEW_RELIEF)
def home(request):
    may_edit = request.user.can(Permission.EDIT_RELIEF)
    context = {
        "groups": _groups(request.user),
        "purposes": (RECEIVE, SET, REGISTER) if may_edit else (),
        "area": request.user.area_id,
        "links": [
            {"label": _("Payment runs"), "url": reverse("relief:run-list")},
            {"label": _("Findings and petitions"), "url": reverse("relief:finding-board")},
            {"label": _("Lists of other departments"), "url": reverse("relief:outside-list-list")},
            {"label": _("Recoveries"), "url": reverse("relief:recovery-list")},
            {"label": _("Programmes"), "url": reverse("relief:programme-list")},
            {"label": _("Exclusions"), "url": reverse("relief:exclusion-list")},
            {"label": _("Accounts of payees"), "url": reverse("relief:account-list")},
            {"label": _("Payment rules"), "url": reverse("relief:payment-rule-list")},
            {"label": _("Approval bands"), "url": reverse("relief:approval-band-list")},
        ],
    }
    return render(request, "relief/home.html", context)


def _groups(staff) -> list[dict]:
    today = timezone.localdate()
    return [
        {"title": _("Applications"), "figures": [*_application_figures(staff, today)]},
        {"title": _("Entitlements"), "figures": [*_entitlement_figures(staff, today)]},
        {"title": _("Payments"), "figures": [*_payment_figures(staff)]},
        {"title": _("Information matching"), "figures": [*_finding_figures(staff, today)]},
        {"title": _("Petitions and requests for help"), "figures": [*_petition_figures(staff, today)]},
    ]


def _figure(label, value, list_name: str, unit="", **query) -> dict:
    url = reverse(f"relief:{list_name}-list") + (f"?{urlencode(query)}" if query else "")
    return {"label": label, "value": value, "unit": unit, "url": url}


def _application_figures(staff, today):
    rows = Application.objects.visible_to(staff)
    year = today.replace(month=1, day=1)
    yield _figure(_("Being worked on"), rows.undecided().count(), "application", state="undecided")
    for state in (S.SUBMITTED, S.CORRECTION, S.MATCHED, S.OBJECTED, S.REVIEWED):
        yield _figure(state.label, rows.in_state(state).count(), "application", state=state.value)
    yield _figure(_("Received this year"), rows.received_during(year, today).count(), "application", start=year)
    yield _figure(
        _("Notices shown now"), Notice.objects.visible_to(staff).shown_on(today).count(), "notice", state="open"
    )


def _entitlement_figures(staff, today):
    rows, month = Entitlement.objects.visible_to(staff), month_of(today)
    drawn = rows.drawn_in(month)
    total = drawn.with_amount_in(month).aggregate(total=Sum("amount_then"))["total"] or 0
    yield _figure(_("Drawn this month"), drawn.count(), "entitlement", state="running")
    yield _figure(_("of them suspended"), drawn.suspended_in(month).count(), "entitlement", state="suspended")
    yield _figure(_("Amount of the month"), total, "entitlement", _("yuan"), state="running")
    yield _figure(_("Re-certification overdue"), rows.review_due_by(today).count(), "entitlement", state="due")
    changed = rows.with_changed_household(today).count()
    yield _figure(_("The household has changed"), changed, "entitlement", state="changed")


def _payment_figures(staff):
    lines = PaymentLine.objects.visible_to(staff)
    for state in (RunState.PREPARED, RunState.CHECKED, RunState.REVIEWED, RunState.APPROVED, RunState.FILED):
        label = _("Runs: %(state)s") % {"state": state.label}
        runs = PaymentRun.objects.visible_to(staff).in_state(state)
        yield _figure(label, runs.count(), "run", state=state.value)
    yield _figure(_("Returned, to be corrected"), lines.to_correct().count(), "payment", state="to_correct")
    yield _figure(_("To be handed over"), lines.by_hand_without_proof().count(), "payment", state="by_hand")


def _finding_figures(staff, today):
    rows = MatchFinding.objects.visible_to(staff).undecided()
    for kind in FindingKind:
        yield _figure(kind.label, rows.of_kind(kind).count(), "finding", state="open", kind=kind.value)
    yield _figure(_("At stake in open findings"), rows.at_stake(), "finding", _("yuan"), state="open")
    late = Recovery.objects.visible_to(staff).overdue_on(today).count()
    yield _figure(_("Recoveries overdue"), late, "recovery", state="overdue")


def _petition_figures(staff, today):
    rows = Petition.objects.visible_to(staff)
    waiting = rows.unanswered()
    yield _figure(_("Not answered yet"), waiting.count(), "petition", state="unanswered")
    late = waiting.filter(due_on__lt=today).count()
    yield _figure(_("Answer overdue"), late, "petition", state="overdue")
    yield _figure(_("To be called back"), rows.to_call_back().count(), "petition", state="answered")
