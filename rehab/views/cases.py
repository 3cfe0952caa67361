"""Screening, file, service and satisfaction of a person."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.pages import done, person_form_page, person_in_scope, person_page, way_back
from rehab.choices import Satisfaction, ServiceCategory
from rehab.forms.cases import FileCloseForm, FileForm, NeedEndForm, SatisfactionForm, ScreeningForm, ServiceForm
from rehab.models import Assessment, Need, Plan, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from rehab.section import REHAB, person_facts
from rehab.services.files import close_file
from rehab.services.screenings import end_need


def _add(request, pk: int, form_class, *, heading, saved, initial=None, **context):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = form_class(request.POST or None, person=person, initial=initial)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, saved % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=heading, back=back, **context)


def _edit(request, record, form_class, *, heading, saved):
    person = record.person
    back = way_back(request, person_page(person))
    form = form_class(request.POST or None, instance=record, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, saved % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=heading, back=back)


def _end(request, form, person, end, *, heading, saved, submit_label, **fixed):
    back = way_back(request, person_page(person))
    if form.submit(end, by=request.user, **fixed):
        return done(request, saved % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=heading, back=back, submit_label=submit_label)


def _in_scope(request, model, pk: int):
    return get_object_or_404(model.objects.visible_to(request.user).select_related("person__community"), pk=pk)


@requires(Permission.EDIT_REHAB)
def screening_add(request, pk):
    return _add(
        request,
        pk,
        ScreeningForm,
        heading=_("Screen a person"),
        saved=_("Screening of %(name)s saved."),
        initial={"screened_by": request.user.full_name},
    )


@requires(Permission.EDIT_REHAB)
def screening_edit(request, pk):
    screening = _in_scope(request, Screening, pk)
    return _edit(
        request,
        screening,
        ScreeningForm,
        heading=_("Correct the screening"),
        saved=_("Screening of %(name)s corrected."),
    )


@requires(Permission.EDIT_REHAB)
def need_end(request, pk):
    need = _in_scope(request, Need, pk)
    form = NeedEndForm(request.POST or None, initial={"on": timezone.localdate()}, on_label=_("Ended on"))
    return _end(
        request,
        form,
        need.person,
        end_need,
        heading=_("End the need: %(need)s") % {"need": need.get_category_display()},
        saved=_("A need of %(name)s has ended."),
        submit_label=_("End the need"),
        need=need,
    )


@requires(Permission.EDIT_REHAB)
def file_open(request, pk):
    open_file = RehabFile.objects.visible_to(request.user).filter(person=pk).open_on(timezone.localdate()).first()
    notice = _("This person already has an open rehab file: close it before you open another.") if open_file else ""
    return _add(
        request,
        pk,
        FileForm,
        heading=_("Open a rehab file"),
        saved=_("Rehab file of %(name)s opened."),
        initial={"responsible_name": request.user.full_name},
        submit_label=_("Open the file"),
        notice=notice,
    )


@require_safe
@requires(Permission.VIEW_REHAB)
def file_detail(request, pk):
    file = _in_scope(request, RehabFile, pk)
    staff = request.user
    last_day = file.closed_on or timezone.localdate()
    services = ServiceRecord.objects.visible_to(staff).filter(person=file.person)
    context = {
        "file": file,
        "about": person_facts(request, file.person),
        "services": services.served_during(file.opened_on, last_day),
        "may_edit": staff.can(Permission.EDIT_REHAB),
        "may_close": staff.can(Permission.EDIT_REHAB) and file.closed_on is None,
        "may_reopen": staff.can(Permission.EDIT_REHAB) and may_reopen(staff, file),
        "assessments": Assessment.objects.visible_to(staff).filter(file=file),
        "plans": Plan.objects.visible_to(staff).filter(file=file).with_next_review().prefetch_related("planned"),
    }
    return render(request, "rehab/file_detail.html", context)


def may_reopen(staff, file: RehabFile) -> bool:
    """The person's newest file, closed, of somebody on the register."""
    newest = RehabFile.objects.visible_to(staff).filter(person=file.person).first()
    return newest == file and file.closed_on is not None and file.person.left_on is None


@requires(Permission.EDIT_REHAB)
def file_edit(request, pk):
    return _edit(
        request,
        _in_scope(request, RehabFile, pk),
        FileForm,
        heading=_("Edit the rehab file"),
        saved=_("Rehab file of %(name)s saved."),
    )


@requires(Permission.EDIT_REHAB)
def file_close(request, pk):
    file = _in_scope(request, RehabFile, pk)
    form = FileCloseForm(
        request.POST or None,
        initial={"on": timezone.localdate()},
        on_label=_("File closed on"),
        on_hint=_("The first day without a file. Opening again is a new file."),
    )
    return _end(
        request,
        form,
        file.person,
        close_file,
        heading=_("Close the rehab file"),
        saved=_("Rehab file of %(name)s closed."),
        submit_label=_("Close the file"),
        file=file,
    )


@requires(Permission.EDIT_REHAB)
def service_add(request, pk):
    """`?category=device` chooses the service beforehand; so does the only open need."""
    initial = {**_as_last_time(request), **_only_need(request, pk)}
    if request.GET.get("category") in ServiceCategory.values:
        initial["category"] = request.GET["category"]
    heading, saved = _("Enter a service"), _("Service to %(name)s saved.")
    return _add(request, pk, ServiceForm, heading=heading, saved=saved, initial=initial)


def _only_need(request, pk: int) -> dict:
    needs = Need.objects.visible_to(request.user).filter(person=pk).open_on(timezone.localdate())[:2]
    return {"category": needs[0].category} if len(needs) == 1 else {}


def _as_last_time(request) -> dict:
    """Whoever enters a pile of services has them from one place and one hand."""
    last = ServiceRecord.objects.visible_to(request.user).filter(entered_by=request.user).order_by("-pk").first()
    if last is None:
        return {"provider_name": request.user.full_name}
    return {"place": last.place, "provider_name": last.provider_name}


@requires(Permission.EDIT_REHAB)
def service_edit(request, pk):
    return _edit(
        request,
        _in_scope(request, ServiceRecord, pk),
        ServiceForm,
        heading=_("Correct the service"),
        saved=_("Service to %(name)s corrected."),
    )


@requires(Permission.EDIT_REHAB)
def satisfaction_add(request, pk):
    return _add(
        request,
        pk,
        SatisfactionForm,
        heading=_("Satisfaction with the service"),
        saved=_("Answer of %(name)s saved."),
    )


@require_safe
@requires(Permission.VIEW_REHAB)
def satisfaction_detail(request, pk):
    answer = _in_scope(request, SatisfactionAnswer, pk)
    services = ServiceRecord.objects.visible_to(request.user).filter(person=answer.person)
    context = {
        "answer": answer,
        "about": person_facts(request, answer.person),
        "services": services.filter(served_on__lte=answer.answered_on)[:5],
        "satisfied": answer.score >= Satisfaction.SATISFIED,
        "counts": answer.score > Satisfaction.NO_ANSWER,
        "may_edit": request.user.can(Permission.EDIT_REHAB),
    }
    return render(request, "rehab/satisfaction_detail.html", context)


@requires(Permission.EDIT_REHAB)
def satisfaction_edit(request, pk):
    return _edit(
        request,
        _in_scope(request, SatisfactionAnswer, pk),
        SatisfactionForm,
        heading=_("Correct the answer"),
        saved=_("Answer of %(name)s corrected."),
    )
