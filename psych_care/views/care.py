"""Home beds and doubted visits."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from psych_care.care_choices import DoubtState
from psych_care.forms.care import BedVisitForm, CallBackForm, ConfirmForm
from psych_care.gate import behind_gate
from psych_care.models import BedVisit, Doubt, HomeBed
from psych_care.section import PSYCH
from psych_care.services import doubts
from psych_care.views.records import load_of, save_for
from psych_care.workflows import DOUBT
from registry.permissions import Permission, requires
from registry.records.details import Action, Fact, detail_page
from registry.records.pages import done, person_form_page, way_back
from registry.records.sections import crumb

STEPS = {"confirm": (ConfirmForm, doubts.confirm), "call_back": (CallBackForm, doubts.call_back)}


@requires(Permission.EDIT_PSYCH)
@behind_gate(load_of(HomeBed))
def bed_visit_add(request, bed):
    form = BedVisitForm(request.POST or None, bed=bed, initial={"visited_by": request.user.full_name})
    return save_for(request, form, bed.person, _("Enter a visit to the home bed"), _("Visit of %(name)s saved."))


def _bed_visit(request, pk):
    visits = BedVisit.objects.filter(bed__in=HomeBed.objects.visible_to(request.user))
    visit = get_object_or_404(visits.select_related("bed__person__community"), pk=pk)
    visit.person_id = visit.bed.person_id
    return visit


@requires(Permission.EDIT_PSYCH)
@behind_gate(_bed_visit)
def bed_visit_edit(request, visit):
    form = BedVisitForm(request.POST or None, instance=visit, bed=visit.bed)
    return save_for(request, form, visit.bed.person, _("Correct the visit"), _("Visit of %(name)s saved."))


def _doubt(request, pk):
    rows = Doubt.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "visit__entered_by", "called_by"), pk=pk)


@never_cache
@require_safe
@requires(Permission.VIEW_PSYCH)
@behind_gate(_doubt)
def doubt_detail(request, doubt):
    return detail_page(
        request,
        PSYCH,
        heading=_("Doubted visit"),
        facts=[*_facts(doubt)],
        crumbs=[crumb(_("Doubted visits"), "psych_care:doubt-list")],
        actions=[*_actions(request, doubt)],
        about=PSYCH.facts(request, doubt.person),
        notice=_("Please look at this visit again: confirm it with a reason, or correct it.")
        if doubt.state == DoubtState.FOUND
        else "",
    )


def _facts(doubt):
    visit = doubt.visit
    yield Fact(_("Why it is doubted"), doubt.get_rule_display())
    yield Fact(_("State"), doubt.get_state_display())
    yield Fact(_("Found on"), doubt.found_on.isoformat())
    yield Fact(_("Visited on"), f"{visit.visited_on} · {visit.visited_by}")
    yield Fact(_("Entered by"), visit.entered_by.full_name if visit.entered_by else "")
    yield Fact(_("What was seen and done"), visit.note)
    if doubt.answered_on:
        yield Fact(_("The worker's answer"), f"{doubt.answered_on} · {doubt.answer or doubt.get_state_display()}")
    if doubt.called_on:
        yield Fact(_("Called back"), f"{doubt.called_on} · {doubt.called_by.full_name}")
        yield Fact(_("Outcome"), f"{doubt.get_outcome_display()} · {doubt.call_note}")


def _actions(request, doubt):
    here = f"?next={reverse('psych_care:doubt-detail', args=[doubt.pk])}"
    for step in DOUBT.open_to(request.user, doubt):
        if step.name == "correct":
            url = reverse("psych_care:visit-edit", args=[doubt.visit_id])
        else:
            url = reverse(f"psych_care:doubt-{step.name.replace('_', '-')}", args=[doubt.pk])
        yield Action(step.label, url + here, is_main=step.name == "confirm")


def doubt_step(step: str):
    form_class, service = STEPS[step]

    @requires(DOUBT[step].permission)
    @requires(Permission.VIEW_PSYCH)
    @behind_gate(_doubt)
    def take(request, doubt):
        form = form_class(request.POST or None)
        back = way_back(request, reverse("psych_care:doubt-list"))
        if form.submit(service, doubt=doubt, by=request.user):
            return done(request, _("Saved."), back)
        return person_form_page(
            request, PSYCH, form, doubt.person, heading=DOUBT[step].label, back=back, submit_label=_("Save")
        )

    return take
