"""Young children: found and reported, screened early, aided through a designated agency."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, person_form_page, person_in_scope, person_page, way_back
from registry.records.sections import crumb
from rehab.children import leaves_on
from rehab.forms.children import (
    STEP_FORMS,
    ChildAidForm,
    ChildReportForm,
    EarlyScreeningForm,
    EvaluationForm,
    PlaceForm,
    SettlementForm,
)
from rehab.models import ChildAid, ChildReport
from rehab.section import REHAB, person_facts
from rehab.services.children import CHILD_AID, STEPS, screen_early, settle
from rehab.states import AID_KINDS, EARLY_KINDS

# Of the steps of an aid, those that lead on.
ONWARD = ("approve", "place")


def _enter(request, pk: int, form_class, *, heading, saved):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = form_class(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, saved % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=heading, back=back)


@requires(Permission.EDIT_REHAB)
def report_add(request, pk):
    heading, saved = _("Report a young child"), _("%(name)s is reported.")
    return _enter(request, pk, ChildReportForm, heading=heading, saved=saved)


@requires(Permission.EDIT_REHAB)
def aid_add(request, pk):
    heading, saved = _("Apply for child rehab aid"), _("The application for %(name)s is entered.")
    return _enter(request, pk, ChildAidForm, heading=heading, saved=saved)


def _report(request, pk: int) -> ChildReport:
    return get_object_or_404(ChildReport.objects.visible_to(request.user).for_list(), pk=pk)


@require_safe
@requires(Permission.VIEW_REHAB)
def report_detail(request, pk):
    report = _report(request, pk)
    days = report.days_to_report
    word = report.get_screening_result_display() or _("Waits for the early screening")
    facts = [
        Fact(_("State"), word, kind=EARLY_KINDS[report.screening_result]),
        Fact(pgettext("child", "Found on"), report.found_on.isoformat()),
        Fact(_("Found by"), report.found_by),
        Fact(_("Suspected disability"), report.get_suspected_display()),
        Fact(_("Reported on"), report.reported_on.isoformat()),
        Fact(_("Days between"), ngettext("%(n)s day", "%(n)s days", days) % {"n": days}),
        Fact(_("Early screening on"), report.screened_on.isoformat() if report.screened_on else ""),
        Fact(_("What was found"), report.note),
    ]
    waiting = report.screened_on is None and request.user.can(Permission.EDIT_REHAB)
    screen = Action(_("Enter the early screening"), reverse("rehab:early-screening", args=[report.pk]), is_main=True)
    return detail_page(
        request,
        REHAB,
        heading=_("Report of %(name)s") % {"name": report.person.full_name},
        facts=facts,
        crumbs=[crumb(_("Reports of young children"), "rehab:child-report-list")],
        actions=[screen] if waiting else [],
        about=person_facts(request, report.person),
    )


@requires(Permission.EDIT_REHAB)
def early_screening(request, pk):
    report = _report(request, pk)
    if report.screened_on:
        raise PermissionDenied
    back = way_back(request, reverse("rehab:child-report-detail", args=[report.pk]))
    form = EarlyScreeningForm(request.POST or None)
    if form.submit(screen_early, report=report, by=request.user):
        return done(request, _("The early screening of %(name)s is saved.") % {"name": report.person}, back)
    heading = _("Enter the early screening")
    return person_form_page(request, REHAB, form, report.person, heading=heading, back=back)


def _aid(request, pk: int) -> ChildAid:
    return get_object_or_404(ChildAid.objects.visible_to(request.user).for_list(), pk=pk)


def _aid_page(aid: ChildAid) -> str:
    return reverse("rehab:child-aid-detail", args=[aid.pk])


@require_safe
@requires(Permission.VIEW_REHAB)
def aid_detail(request, pk):
    aid = _aid(request, pk)
    steps = CHILD_AID.open_to(request.user, aid)
    actions = [
        Action(step.label, reverse("rehab:child-aid-step", args=[aid.pk, step.name]), step.name in ONWARD)
        for step in reversed(steps)
    ]
    return detail_page(
        request,
        REHAB,
        heading=_("Child rehab aid of %(name)s") % {"name": aid.person.full_name},
        facts=_aid_facts(aid),
        crumbs=[crumb(_("Child rehab aid"), "rehab:child-aid-list")],
        actions=actions,
        tables=[_settlements(request, aid), _evaluations(request, aid)] if aid.placed_on else [],
        about=person_facts(request, aid.person),
    )


def _aid_facts(aid: ChildAid) -> list[Fact]:
    days = {
        _("Applied on"): aid.applied_on,
        _("Decided on"): aid.decided_on,
        _("With the agency since"): aid.placed_on,
        _("Ended on"): aid.ended_on,
        _("Leaves the track on"): leaves_on(aid.person.birth_on),
    }
    return [
        Fact(_("State"), aid.get_state_display(), kind=AID_KINDS[aid.state]),
        Fact(_("Service"), aid.get_category_display()),
        Fact(_("Guardian"), aid.guardian.full_name),
        Fact(_("Designated agency"), aid.agency.name if aid.agency else ""),
        *(Fact(label, day.isoformat()) for label, day in days.items() if day),
        Fact(_("Note on the decision"), aid.decision_note),
        Fact(_("Why it ended"), aid.get_end_reason_display()),
    ]


def _line_action(request, aid: ChildAid, label, url_name: str) -> list[Action]:
    allowed = request.user.can(Permission.EDIT_REHAB) and CHILD_AID["end"] in CHILD_AID.open_to(request.user, aid)
    return [Action(label, reverse(url_name, args=[aid.pk]))] if allowed else []


def _settlements(request, aid: ChildAid) -> Table:
    rows = [
        [
            str(one),
            Cell(one.sessions, is_number=True),
            Cell(f"{one.amount:,.2f}", is_number=True),
            one.settled_on.isoformat(),
        ]
        for one in aid.settlements.all()
    ]
    total = sum(one.amount for one in aid.settlements.all())
    return Table(
        _("Monthly settlements: %(total)s yuan") % {"total": f"{total:,.2f}"},
        [_("Month"), _("Sessions"), _("Amount (yuan)"), _("Settled on")],
        rows,
        _("No month is settled yet."),
        _line_action(request, aid, _("Settle a month"), "rehab:child-aid-settle"),
    )


def _evaluations(request, aid: ChildAid) -> Table:
    rows = [
        [one.evaluated_on.isoformat(), one.get_result_display(), one.evaluator_name, one.note]
        for one in aid.evaluations.all()
    ]
    return Table(
        _("Yearly evaluations"),
        [_("Evaluated on"), _("Result"), _("Evaluated by"), _("What was found")],
        rows,
        _("Not evaluated yet."),
        _line_action(request, aid, _("Enter an evaluation"), "rehab:child-aid-evaluate"),
    )


@requires(Permission.VIEW_REHAB)
def aid_step(request, pk, step):
    """Who may take it is told by the table of transitions."""
    if step not in STEPS:
        raise Http404
    if not request.user.can(CHILD_AID[step].permission):
        raise PermissionDenied
    aid = _aid(request, pk)
    if CHILD_AID[step] not in CHILD_AID.open_to(request.user, aid):
        raise PermissionDenied
    form_class = STEP_FORMS[step]
    extra = {"staff": request.user} if form_class is PlaceForm else {}
    form = form_class(request.POST or None, **extra)
    back = way_back(request, _aid_page(aid))
    if form.submit(STEPS[step], aid=aid, by=request.user):
        return done(request, _("Saved."), back)
    heading = f"{aid.person}: {CHILD_AID[step].label}"
    return person_form_page(request, REHAB, form, aid.person, heading=heading, back=back)


def _placed(request, pk: int) -> ChildAid:
    aid = _aid(request, pk)
    if aid.placed_on is None or CHILD_AID["end"] not in CHILD_AID.open_to(request.user, aid):
        raise PermissionDenied
    return aid


@requires(Permission.EDIT_REHAB)
def aid_settle(request, pk):
    aid = _placed(request, pk)
    back = way_back(request, _aid_page(aid))
    form = SettlementForm(request.POST or None)
    if form.submit(settle, aid=aid, by=request.user):
        return done(request, _("The month is settled; it counts as a service."), back)
    return person_form_page(request, REHAB, form, aid.person, heading=_("Settle a month"), back=back)


@requires(Permission.EDIT_REHAB)
def aid_evaluate(request, pk):
    aid = _placed(request, pk)
    back = way_back(request, _aid_page(aid))
    form = EvaluationForm(request.POST or None, aid=aid, initial={"evaluator_name": request.user.full_name})
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The evaluation is saved."), back)
    return person_form_page(request, REHAB, form, aid.person, heading=_("Enter an evaluation"), back=back)
