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
from relief.models import Application, Entitlement, Notice
from relief.months import month_of
from relief.views.accounts import SET
from relief.views.applications import RECEIVE


@require_safe
@requires(Permission.VIEW_RELIEF)
def home(request):
    may_edit = request.user.can(Permission.EDIT_RELIEF)
    context = {
        "groups": _groups(request.user),
        "purposes": (RECEIVE, SET) if may_edit else (),
        "area": request.user.area_id,
        "links": [
            {"label": _("Programmes"), "url": reverse("relief:programme-list")},
            {"label": _("Exclusions"), "url": reverse("relief:exclusion-list")},
            {"label": _("Accounts of payees"), "url": reverse("relief:account-list")},
        ],
    }
    return render(request, "relief/home.html", context)


def _groups(staff) -> list[dict]:
    today = timezone.localdate()
    return [
        {"title": _("Applications"), "figures": [*_application_figures(staff, today)]},
        {"title": _("Entitlements"), "figures": [*_entitlement_figures(staff, today)]},
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
