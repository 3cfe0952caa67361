"""Referrals and the centres that people are referred to."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.details import Action, Fact, detail_page
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, person_form_page, person_in_scope, person_page, way_back
from registry.records.sections import crumb
from rehab.forms.referrals import STEP_FORMS, CentreForm, ReferralForm
from rehab.models import Centre, Referral
from rehab.section import REHAB, person_facts
from rehab.services.places import close_place
from rehab.services.referrals import REFERRAL, STEPS
from rehab.states import REFERRAL_KINDS

# Of the steps of a referral, those that lead on.
ONWARD = ("accept", "finish")


def _referral(request, pk: int) -> Referral:
    referrals = Referral.objects.visible_to(request.user).select_related("person__community", "centre", "need")
    return get_object_or_404(referrals, pk=pk)


@requires(Permission.EDIT_REHAB)
def referral_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = ReferralForm(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("%(name)s is referred.") % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=_("Refer to a centre"), back=back)


@require_safe
@requires(Permission.VIEW_REHAB)
def referral_detail(request, pk):
    referral = _referral(request, pk)
    steps = REFERRAL.open_to(request.user, referral)
    actions = [
        Action(step.label, reverse("rehab:referral-step", args=[referral.pk, step.name]), step.name in ONWARD)
        for step in reversed(steps)
    ]
    return detail_page(
        request,
        REHAB,
        heading=_("Referral of %(name)s") % {"name": referral.person.full_name},
        facts=_facts(referral),
        crumbs=[crumb(_("Referrals"), "rehab:referral-list")],
        actions=actions,
        about=person_facts(request, referral.person),
    )


def _facts(referral: Referral) -> list[Fact]:
    answered, finished = referral.answered_on, referral.finished_on
    return [
        Fact(_("State"), referral.get_state_display(), kind=REFERRAL_KINDS[referral.state]),
        Fact(_("Referred to"), referral.centre.name),
        Fact(_("Need"), referral.need.get_category_display() if referral.need else ""),
        Fact(_("Reason for the referral"), referral.reason),
        Fact(_("Sent on"), referral.sent_on.isoformat()),
        Fact(_("Answered on"), answered.isoformat() if answered else ""),
        Fact(_("Finished on"), finished.isoformat() if finished else ""),
        Fact(_("Result"), referral.get_result_display()),
        Fact(_("What was answered"), referral.answer),
    ]


@requires(Permission.EDIT_REHAB)
def referral_step(request, pk, step):
    """Only what the state allows."""
    referral = _referral(request, pk)
    if step not in STEPS:
        raise Http404
    if REFERRAL[step] not in REFERRAL.open_to(request.user, referral):
        raise PermissionDenied
    form = STEP_FORMS[step](request.POST or None)
    back = way_back(request, reverse("rehab:referral-detail", args=[referral.pk]))
    if form.submit(STEPS[step], referral=referral, by=request.user):
        return done(request, _("Saved."), back)
    heading = f"{referral.centre}: {REFERRAL[step].label}"
    return person_form_page(request, REHAB, form, referral.person, heading=heading, back=back)


def _centre(request, pk: int) -> Centre:
    """Changed only by its own area, or one above."""
    return get_object_or_404(Centre.objects.visible_to(request.user).inside(request.user.area_id), pk=pk)


def _centre_form(request, form, heading):
    crumbs = [crumb(_("Guidance centres"), "rehab:centre-list")]
    back = crumbs[-1]["url"]
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def centre_add(request):
    return _centre_form(request, CentreForm(request.POST or None, staff=request.user), _("Add a centre"))


@requires(Permission.EDIT_REHAB)
def centre_edit(request, pk):
    centre = _centre(request, pk)
    form = CentreForm(request.POST or None, instance=centre, staff=request.user)
    return _centre_form(request, form, _("Edit the centre"))


@requires(Permission.EDIT_REHAB)
def centre_close(request, pk):
    centre = _centre(request, pk)
    form = EndForm(request.POST or None, on_label=_("Closed on"), on_hint=_("The first day without it."))
    crumbs = [crumb(_("Guidance centres"), "rehab:centre-list")]
    if form.submit(close_place, place=centre, by=request.user):
        return done(request, _("%(name)s is closed.") % {"name": centre.name}, crumbs[-1]["url"])
    heading = _("Close %(name)s") % {"name": centre.name}
    return form_page(request, REHAB, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)
