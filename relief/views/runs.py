"""Payment runs: prepared, judged, released, filed, and what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.permissions import Permission, requires
from registry.records.pages import done, form_page
from registry.records.sections import crumb
from relief import run_page
from relief.bank_files import TEMPLATES, file_name
from relief.forms.applications import ReasonForm
from relief.forms.runs import ONLY_RETURNED, BankFileForm, PrepareForm, ReturnForm
from relief.identity import identity_of
from relief.models import BankFile, PaymentRun
from relief.payment_choices import RunState
from relief.payment_tables import RUN_KINDS
from relief.run_workflow import CANCELLING, RUN
from relief.section import RELIEF
from relief.services import bank
from relief.services import runs as services
from relief.services.preparation import prepare_run

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def run_in_scope(request, pk: int) -> PaymentRun:
    return get_object_or_404(PaymentRun.objects.visible_to(request.user).for_list(), pk=pk)


def page_of(run: PaymentRun) -> str:
    return reverse("relief:run-detail", args=[run.pk])


def _runs_crumb() -> dict:
    return crumb(_("Payment runs"), "relief:run-list")


def _page(request, form, run: PaymentRun, *, heading, **context):
    crumbs = [_runs_crumb(), crumb(run.number, "relief:run-detail", run.pk)]
    return form_page(request, RELIEF, form, heading=heading, back=page_of(run), crumbs=crumbs, **context)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def run_prepare(request):
    form = PrepareForm(request.POST or None, staff=request.user)
    if form.is_valid():
        try:
            run = prepare_run(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return done(request, _("The run is being prepared; this page shows how far it is."), page_of(run))
    back, heading = reverse("relief:run-list"), _("Prepare a run")
    return form_page(request, RELIEF, form, heading=heading, back=back, crumbs=[_runs_crumb()], submit_label=heading)


@require_safe
@requires(Permission.VIEW_RELIEF)
def run_detail(request, pk):
    run = run_in_scope(request, pk)
    identity = identity_of(run)
    context = {
        "run": run,
        "crumbs": [RELIEF.crumb, _runs_crumb()],
        "state_kind": RUN_KINDS.get(run.state, "info"),
        "is_prepared": run.state not in (RunState.PREPARING, RunState.CANCELLED),
        "job": run.job if run.job and run.state == RunState.PREPARING else None,
        "may_see_job": run.prepared_by_id == request.user.pk,
        "identity": identity,
        "identity_rows": run_page.identity_rows(run, identity),
        "absences": run_page.absences(run),
        "programmes": run_page.by_programme(run),
        "streets": run_page.by_street(run),
        "states": run_page.by_state(run),
        "steps": [_shown(step) for step in run.steps.select_related("taken_by").order_by("-taken_at", "-pk")],
        "approvers": services.approvers_of(run),
        "files": run.bank_files.select_related("made_by"),
        "returns": run.return_files.select_related("taken_by"),
        "may_make_files": run_page.may_make_files(request.user, run),
        "actions": run_page.actions(request.user, run),
    }
    return render(request, "relief/run_detail.html", context)


def _shown(step) -> dict:
    label = _("Begun") if step.action == "prepare" else RUN[step.action].label
    return {"at": step.taken_at, "title": label, "by": step.taken_by, "text": step.reason}


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


@READ_OR_SEND
@requires(Permission.RELEASE_RELIEF)
def release_step(request, pk, name):
    return _step(request, pk, name, Permission.RELEASE_RELIEF)


def _step(request, pk: int, name: str, permission: Permission):
    run = run_in_scope(request, pk)
    step = next((one for one in RUN.transitions if one.name == name and one.permission == permission), None)
    if step is None or name in run_page.PAGES or name == "finish":
        raise Http404
    if name in CANCELLING:
        return _asked_why(request, run, step)
    if request.method == "POST":
        try:
            services.take(run=run, name=name, by=request.user)
            messages.success(request, _("Done: %(step)s") % {"step": step.label})
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
    return redirect(page_of(run))


def _asked_why(request, run: PaymentRun, step):
    form = ReasonForm(request.POST or None)
    if form.submit(services.take, run=run, name=step.name, by=request.user):
        return done(request, _("Done: %(step)s") % {"step": step.label}, page_of(run))
    return _page(request, form, run, heading=step.label, submit_label=step.label, danger=True)


@READ_OR_SEND
@requires(Permission.RELEASE_RELIEF)
def run_file(request, pk):
    run = run_in_scope(request, pk)
    form = BankFileForm(request.POST or None, initial={"format": "delimited"})
    if form.submit(bank.make_bank_file, run=run, by=request.user):
        return done(request, _("Bank file made: download it below."), page_of(run))
    heading = _("Make the bank file")
    lede = _("Made again, the same format gives the same file.")
    return _page(request, form, run, heading=heading, submit_label=heading, lede=lede)


@require_safe
@requires(Permission.RELEASE_RELIEF)
def bank_file_download(request, pk):
    file = get_object_or_404(BankFile.objects.visible_to(request.user).select_related("run"), pk=pk)
    try:
        content = bank.bank_file_bytes(file=file, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(page_of(file.run))
    response = HttpResponse(content, content_type=TEMPLATES[file.format].content_type)
    response["Content-Disposition"] = content_disposition_header(True, file_name(file))
    response["Cache-Control"] = "no-store"
    return response


@READ_OR_SEND
@requires(Permission.RELEASE_RELIEF)
def run_return(request, pk):
    run = run_in_scope(request, pk)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            taken, is_new = bank.take_in_return(
                run=run,
                file=data["file"],
                name=data["file"].name,
                on=data["on"],
                only_returned=data["lists"] == ONLY_RETURNED,
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return done(request, _told(taken, is_new), page_of(run))
    heading = _("Take in a return file")
    return _page(request, form, run, heading=heading, submit_label=_("Take it in"))


def _told(taken, is_new: bool) -> str:
    if not is_new:
        return _("This file was taken in before: nothing changed.")
    counts = {"paid": taken.paid_count, "returned": taken.returned_count}
    return _("Taken in: %(paid)s paid, %(returned)s returned.") % counts
