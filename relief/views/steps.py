"""The steps of an application, each on the page that it needs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.permissions import Permission, requires
from registry.records.pages import done, person_form_page
from relief.choices import AmountRule
from relief.forms.applications import (
    AnswerForm,
    ClaimForm,
    FirstReviewForm,
    MatchingForm,
    ObjectionForm,
    ReasonForm,
    VisitForm,
)
from relief.known_lines import known_table, suggestion
from relief.models import Application, Bundle, MedicalClaim, Notice, Objection
from relief.section import RELIEF
from relief.services import applications as services
from relief.step_pages import LINKS, POSTED
from relief.views.applications import application_in_scope, application_page
from relief.workflow import APPLICATION

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
OWN_SERVICE = {
    "post": services.post_notice,
    "review": services.pass_review,
    "approve": services.approve_application,
}
# These have a sheet, and a page of their own for it.
SHEETS = {*LINKS, "visit", "object", "resurvey"}


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def desk_step(request, pk, name):
    return _step(request, pk, name, Permission.EDIT_RELIEF)


@READ_OR_SEND
@requires(Permission.REVIEW_RELIEF)
def review_step(request, pk, name):
    return _step(request, pk, name, Permission.REVIEW_RELIEF)


@READ_OR_SEND
@requires(Permission.APPROVE_RELIEF)
def approval_step(request, pk, name):
    return _step(request, pk, name, Permission.APPROVE_RELIEF)


def _step(request, pk: int, name: str, permission: Permission):
    application = application_in_scope(request, pk)
    step = next((one for one in APPLICATION.transitions if one.name == name and one.permission == permission), None)
    if step is None or name in SHEETS:
        raise Http404
    if name in POSTED:
        return _posted(request, application, step)
    return _asked_why(request, application, step)


def _posted(request, application: Application, step):
    """A button; where it cannot be done the application's page tells why."""
    if request.method == "POST":
        try:
            _take(application, step.name, request.user)
            messages.success(request, _("Done: %(step)s") % {"step": step.label})
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
    return redirect("relief:application-detail", application.pk)


def _take(application: Application, name: str, by) -> None:
    if name in OWN_SERVICE:
        OWN_SERVICE[name](application=application, by=by)
    else:
        services.take(application=application, name=name, by=by)


def _asked_why(request, application: Application, step):
    form = ReasonForm(request.POST or None)
    if form.submit(services.take, application=application, name=step.name, by=request.user):
        return done(request, _("Done: %(step)s") % {"step": step.label}, application_page(application))
    return _page(request, form, application, heading=step.label, submit_label=step.label)


def _page(request, form, application: Application, *, heading, **context):
    back = application_page(application)
    return person_form_page(
        request, RELIEF, form, application.person, heading=f"{heading} · {application.programme}", back=back, **context
    )


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def application_match(request, pk):
    application = application_in_scope(request, pk)
    known = known_table(request.user, application)
    form = MatchingForm(request.POST or None, application=application, initial=suggestion(known))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Matching saved."), application_page(application))
    heading = _("Information matching")
    return _page(request, form, application, heading=heading, template="relief/match_form.html", known=known)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def visit_add(request, pk):
    """One sheet for all applications of the bundle that wait for it."""
    bundle = get_object_or_404(Bundle.objects.visible_to(request.user).for_list(), pk=pk)
    initial = {"first_visitor": request.user.full_name, "members": bundle.household_size}
    form = VisitForm(request.POST or None, bundle=bundle, initial=initial)
    application = bundle.applications.select_related("person__community", "programme").last()
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Home visit saved."), application_page(application))
    return _page(request, form, application, heading=_("Home visit"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def claim_edit(request, pk):
    application = application_in_scope(request, pk)
    if application.programme.amount_rule != AmountRule.CLAIM:
        raise Http404
    claim = getattr(application, "claim", None) or MedicalClaim(application=application)
    form = ClaimForm(request.POST or None, instance=claim)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Medical bill saved."), application_page(application))
    return _page(request, form, application, heading=_("Medical bill"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def first_review(request, pk):
    application = application_in_scope(request, pk)
    programme = application.programme
    is_assessed = programme.amount_rule == AmountRule.ASSESSED
    form = FirstReviewForm(request.POST or None, programme=programme, is_assessed=is_assessed)
    # A form without a field is sent all the same.
    form.is_bound = request.method == "POST"
    if form.submit(services.pass_first_review, application=application, by=request.user):
        return done(request, _("First review passed."), application_page(application))
    return _page(request, form, application, heading=_("First review"), submit_label=_("Pass the first review"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def objection_add(request, pk):
    notice = get_object_or_404(Notice.objects.visible_to(request.user).for_list(), pk=pk)
    form = ObjectionForm(request.POST or None, instance=Objection(notice=notice))
    if form.is_valid() and form.save_change(by=request.user):
        return done(
            request, _("Objection saved; the notice has been taken down."), application_page(notice.application)
        )
    return _page(request, form, notice.application, heading=_("Objection"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def objection_answer(request, pk):
    rows = Objection.objects.visible_to(request.user).for_list()
    objection = get_object_or_404(rows.select_related("notice__application__person__community"), pk=pk)
    application = objection.notice.application
    form = AnswerForm(request.POST or None)
    if form.submit(services.answer_objection, objection=objection, by=request.user):
        return done(request, _("Objection answered; a new visit follows."), application_page(application))
    lede = _("Objection of %(day)s: %(content)s") % {"day": objection.raised_on, "content": objection.content}
    return _page(request, form, application, heading=_("Answer the objection"), lede=lede)
