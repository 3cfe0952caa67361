"""Receiving applications, and the page from which each goes its way."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.pages import done, person_form_page, person_in_scope, way_back
from registry.records.sections import crumb
from relief.choices import AmountRule, ApplicationState, LetterKind
from relief.eligibility import case_of, findings
from relief.forms.applications import BundleForm, ReceiveForm
from relief.models import Application, Bundle
from relief.section import RELIEF, person_facts
from relief.services.applications import computed_amount, why_not
from relief.step_pages import POSTED, WAY_ON, step_url
from relief.tables import STATE_KINDS
from relief.workflow import APPLICATION, AT_THE_DESK

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
RECEIVE = Purpose(gettext_lazy("Receive an application"), "relief:application-receive", "relief:choose-for-application")


def application_in_scope(request, pk: int) -> Application:
    rows = Application.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "bundle__household"), pk=pk)


def application_page(application: Application) -> str:
    return reverse("relief:application-detail", args=[application.pk])


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def choose_person(request):
    return choose_page(request, RELIEF, RECEIVE)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def application_receive(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, reverse("relief:application-list"))
    form = ReceiveForm(request.POST or None, person=person)
    if form.is_valid() and (received := form.save_change(by=request.user)):
        return done(request, _("Received from %(name)s.") % {"name": person.full_name}, application_page(received[0]))
    heading = _("Receive an application")
    return person_form_page(request, RELIEF, form, person, heading=heading, back=back)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def bundle_edit(request, pk):
    bundle = get_object_or_404(Bundle.objects.visible_to(request.user).for_list(), pk=pk)
    back = way_back(request, application_page(bundle.applications.last()))
    form = BundleForm(request.POST or None, instance=bundle, person=bundle.person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    heading = _("Correct what was received")
    return person_form_page(request, RELIEF, form, bundle.person, heading=heading, back=back)


@require_safe
@requires(Permission.VIEW_RELIEF)
def application_detail(request, pk):
    application = application_in_scope(request, pk)
    case = case_of(application, timezone.localdate())
    undecided = application.decided_on is None
    context = {
        "application": application,
        "crumbs": [RELIEF.crumb, crumb(_("Applications"), "relief:application-list")],
        "about": person_facts(request, application.person),
        "findings": findings(case) if undecided else [],
        "amount": _amount(case) if undecided else None,
        "standard": case.standard,
        "siblings": application.bundle.applications.exclude(pk=application.pk).select_related("programme"),
        "visits": application.bundle.visits.prefetch_related("incomes", "properties"),
        "matchings": application.matchings.all(),
        "claim": getattr(application, "claim", None),
        "takes_claims": application.programme.amount_rule == AmountRule.CLAIM,
        "notices": application.notices.prefetch_related("objections"),
        "steps": [_shown(step) for step in application.steps.select_related("taken_by").order_by("-taken_at", "-pk")],
        "actions": _actions(request.user, application),
        "may_edit": request.user.can(Permission.EDIT_RELIEF) and application.state in AT_THE_DESK,
        "entitlement": getattr(application, "entitlement", None),
        "letters": letters_of(application),
        "state_kind": STATE_KINDS.get(application.state, "info"),
        "today": timezone.localdate(),
    }
    return render(request, "relief/application_detail.html", context)


def _amount(case):
    """What it comes to as things stand; None where that cannot be said yet."""
    if case.application.proposed_amount is not None:
        return case.application.proposed_amount
    try:
        return computed_amount(case)
    except ValidationError:
        return None


def _actions(staff, application: Application) -> list[dict]:
    """What may be done now, the way on first; `why_not` tells who must leave a step to somebody else."""
    return [
        {
            "label": step.label,
            "url": step_url(step.name, application),
            "is_post": step.name in POSTED,
            "is_main": step.name in WAY_ON,
            "why_not": why_not(application, step.name, staff),
        }
        for step in APPLICATION.open_to(staff, application)
        if step_url(step.name, application)
    ]


def _shown(step) -> dict:
    """A line of the timeline."""
    label = _("Received") if step.action == "receive" else APPLICATION[step.action].label
    return {"at": step.taken_at, "title": label, "by": step.taken_by, "text": step.reason}


def letters_of(application: Application) -> list[LetterKind]:
    """Accepted from the acceptance on; refused and approved once it is so."""
    letters = [LetterKind.ACCEPTED] if application.steps.of_action("accept").exists() else []
    decided = {ApplicationState.REFUSED: LetterKind.REFUSED, ApplicationState.APPROVED: LetterKind.APPROVED}
    return letters + ([decided[application.state]] if application.state in decided else [])
