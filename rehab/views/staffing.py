"""Coordinators and their trainings."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.forms.people import RevealForm
from registry.models import Area
from registry.permissions import Permission, requires
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb
from registry.services.posts import reveal_phone
from rehab.forms.staffing import CoordinatorForm, LineForm, TrainingForm
from rehab.models import Attendance, Coordinator, Training
from rehab.section import REHAB
from rehab.services.staffing import end_post, save_attendance, state_of


def _coordinator_in_scope(request, pk: int) -> Coordinator:
    return get_object_or_404(Coordinator.objects.visible_to(request.user).select_related("community"), pk=pk)


def _crumbs(*coordinators):
    crumbs = [crumb(_("Coordinators"), "rehab:coordinator-list")]
    return crumbs + [crumb(one.full_name, "rehab:coordinator-detail", one.pk) for one in coordinators]


def _add(request, initial):
    form = CoordinatorForm(request.POST or None, staff=request.user, initial=initial)
    crumbs = _crumbs()
    if form.is_valid() and (coordinator := form.save_change(by=request.user)):
        return done(
            request,
            _("%(name)s is now a coordinator.") % {"name": coordinator.full_name},
            way_back(request, reverse("rehab:coordinator-detail", args=[coordinator.pk])),
        )
    return form_page(
        request, REHAB, form, heading=_("Add a coordinator"), back=way_back(request, crumbs[-1]["url"]), crumbs=crumbs
    )


@requires(Permission.EDIT_REHAB)
def coordinator_add(request):
    return _add(request, {"started_on": timezone.localdate()})


@requires(Permission.EDIT_REHAB)
def coordinator_add_in(request, pk):
    """`pk` is the community's code."""
    community = get_object_or_404(Area.objects.visible_to(request.user).communities(), pk=pk)
    return _add(request, {"started_on": timezone.localdate(), "community": community.pk})


@require_safe
@requires(Permission.VIEW_REHAB)
def coordinator_detail(request, pk):
    coordinator = _coordinator_in_scope(request, pk)
    staff = request.user
    may_edit = staff.can(Permission.EDIT_REHAB)
    context = {
        "coordinator": coordinator,
        "attendances": list(Attendance.objects.visible_to(staff).filter(coordinator=coordinator).for_list()),
        "may_edit": may_edit,
        "may_end": may_edit and coordinator.ended_on is None,
        "may_reveal": staff.can(Permission.REVEAL) and bool(coordinator.phone),
    }
    return render(request, "rehab/coordinator_detail.html", context)


@requires(Permission.EDIT_REHAB)
def coordinator_edit(request, pk):
    coordinator = _coordinator_in_scope(request, pk)
    form = CoordinatorForm(request.POST or None, instance=coordinator, staff=request.user)
    crumbs = _crumbs(coordinator)
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Coordinator saved."), back)
    return form_page(request, REHAB, form, heading=_("Edit the coordinator"), back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def coordinator_end(request, pk):
    coordinator = _coordinator_in_scope(request, pk)
    crumbs = _crumbs(coordinator)
    back = way_back(request, crumbs[-1]["url"])
    form = EndForm(request.POST or None, on_label=_("Left the post on"), on_hint=_("The first day out of the post."))
    if form.submit(end_post, coordinator=coordinator, by=request.user):
        return done(request, _("%(name)s has left the post.") % {"name": coordinator.full_name}, back)
    heading = _("End the post of %(name)s") % {"name": coordinator.full_name}
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs, submit_label=_("End the post"))


@never_cache
@requires(Permission.REVEAL)
@requires(Permission.VIEW_REHAB)
def coordinator_reveal(request, pk):
    coordinator = _coordinator_in_scope(request, pk)
    if not coordinator.phone:
        raise Http404
    crumbs = _crumbs(coordinator)
    form = RevealForm(request.POST or None)
    heading = _("Show the phone number of %(name)s") % {"name": coordinator.full_name}
    phone = ""
    if form.is_valid():
        phone = reveal_phone(of=coordinator, reason=form.cleaned_data["reason"], by=request.user)
    return form_page(
        request,
        REHAB,
        form,
        heading=heading,
        back=crumbs[-1]["url"],
        crumbs=crumbs,
        revealed=phone,
        submit_label=_("Show the number"),
    )


@requires(Permission.EDIT_REHAB)
def training_add(request):
    form = TrainingForm(request.POST or None, staff=request.user, initial={"held_on": timezone.localdate()})
    back = reverse("rehab:training-list")
    if form.is_valid() and (training := form.save_change(by=request.user)):
        return done(request, _("Training saved. Who was there?"), reverse("rehab:training-detail", args=[training.pk]))
    crumbs = [crumb(_("Trainings"), "rehab:training-list")]
    return form_page(request, REHAB, form, heading=_("Add a training"), back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def training_edit(request, pk):
    """Only of my own area or below: of a district's training, a street enters just its coordinators."""
    training = get_object_or_404(Training.objects.visible_to(request.user).inside(request.user.area_id), pk=pk)
    form = TrainingForm(request.POST or None, instance=training, staff=request.user)
    back = reverse("rehab:training-detail", args=[training.pk])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Training saved."), back)
    crumbs = [
        crumb(_("Trainings"), "rehab:training-list"),
        crumb(training.title, "rehab:training-detail", training.pk),
    ]
    return form_page(request, REHAB, form, heading=_("Edit the training"), back=back, crumbs=crumbs)


def _training_in_scope(request, pk: int) -> Training:
    return get_object_or_404(Training.objects.visible_to(request.user).select_related("area"), pk=pk)


def _line_forms(request, training: Training, data=None) -> list[LineForm]:
    """A line for each coordinator in my scope who was in post on the day, or is on the sheet already."""
    rows = {
        row.coordinator_id: row
        for row in Attendance.objects.visible_to(request.user).filter(training=training).for_list()
    }
    coordinators = Coordinator.objects.visible_to(request.user).for_training(training).for_list()
    return [LineForm(data, coordinator=one, row=rows.get(one.pk)) for one in coordinators]


@require_safe
@requires(Permission.VIEW_REHAB)
def training_detail(request, pk):
    training = _training_in_scope(request, pk)
    return _sheet_page(request, training, _line_forms(request, training))


@requires(Permission.EDIT_REHAB)
def training_attendance(request, pk):
    """The sheet sent in. A GET shows the sheet itself."""
    training = _training_in_scope(request, pk)
    if request.method != "POST":
        return _sheet_page(request, training, _line_forms(request, training))
    lines = _line_forms(request, training, request.POST)
    problems = []
    if all(line.is_valid() for line in lines):
        try:
            save_attendance(training=training, lines=[line.line() for line in lines], by=request.user)
        except ValidationError as error:
            problems = error.messages
            lines = _line_forms(request, training, _seen_now(request.POST, lines))
        else:
            return done(request, _("Attendance saved."), reverse("rehab:training-detail", args=[training.pk]))
    return _sheet_page(request, training, lines, problems)


def _seen_now(data, lines: list[LineForm]):
    """What was typed, over what is stored now: saving once more is then a choice made with both in sight."""
    data = data.copy()
    fresh = Attendance.objects.in_bulk([line.row.pk for line in lines if line.row])
    for line in lines:
        row = fresh.get(line.row.pk) if line.row else None
        data[line.add_prefix("seen")] = state_of(row)
    return data


def _sheet_page(request, training: Training, lines: list[LineForm], problems=()):
    rows = [line.row for line in lines if line.row and line.row.attended]
    context = {
        "training": training,
        "lines": lines,
        "problems": [*problems, *_line_problems(lines)],
        "attended": len(rows),
        "passed": sum(row.is_passed for row in rows),
        "may_enter": request.user.can(Permission.EDIT_REHAB),
        "may_edit": request.user.can(Permission.EDIT_REHAB) and training.area_id.startswith(request.user.area_id),
    }
    return render(request, "rehab/training_detail.html", context, status=422 if context["problems"] else 200)


def _line_problems(lines: list[LineForm]) -> list[str]:
    return [f"{line.coordinator}: {error}" for line in lines for errors in line.errors.values() for error in errors]
