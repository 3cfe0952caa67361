"""Petitions and requests for help: registered, worked on, answered, called back, archived."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registry.forms.people import RevealForm
from registry.pdf.letters import letter_response
from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.pages import done, form_page, person_form_page, person_in_scope, way_back
from registry.records.sections import crumb
from registry.services.posts import reveal_phone
from relief.case_choices import EntryKind, PetitionState
from relief.case_workflow import PETITION
from relief.forms import petitions as forms
from relief.models import JobPlacement, Petition, PetitionEntry
from relief.section import RELIEF, person_facts
from relief.services import petitions as services

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
REGISTER = Purpose(
    gettext_lazy("Register a petition of a person"), "relief:petition-receive", "relief:choose-for-petition"
)
PAGES = {
    "assign": "relief:petition-assign",
    "answer_petition": "relief:petition-answer",
    "call_back": "relief:petition-call-back",
}
# Nothing has to be said to them.
POSTED = {"take_up": services.take_up, "archive": services.archive}


def _crumbs() -> list[dict]:
    return [crumb(_("Petitions and requests for help"), "relief:petition-list")]


def _in_scope(request, pk: int) -> Petition:
    rows = Petition.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community"), pk=pk)


def _page_of(petition: Petition) -> str:
    return reverse("relief:petition-detail", args=[petition.pk])


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def choose_person(request):
    return choose_page(request, RELIEF, REGISTER)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_receive(request, pk):
    person = person_in_scope(request, pk)
    form = forms.PersonPetitionForm(request.POST or None, person=person)
    if form.is_valid() and (petition := form.save_change(by=request.user)):
        return done(request, _("The petition is registered."), _page_of(petition))
    back = way_back(request, reverse("relief:petition-list"))
    return person_form_page(request, RELIEF, form, person, heading=_("Register a petition"), back=back)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_add(request):
    """Of somebody who is not on the register, or of many."""
    form = forms.OtherPetitionForm(request.POST or None, staff=request.user)
    if form.is_valid() and (petition := form.save_change(by=request.user)):
        return done(request, _("The petition is registered."), _page_of(petition))
    back, heading = reverse("relief:petition-list"), _("Register a petition")
    lede = _(
        "For somebody who is not on the register, or for many. A person of the register is chosen on the page Relief."
    )
    return form_page(request, RELIEF, form, heading=heading, back=back, crumbs=_crumbs(), lede=lede)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_edit(request, pk):
    petition = _in_scope(request, pk)
    if petition.state == PetitionState.ARCHIVED:
        raise Http404
    if petition.person:
        form = forms.PersonPetitionForm(request.POST or None, instance=petition, person=petition.person)
    else:
        form = forms.OtherPetitionForm(request.POST or None, instance=petition, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), _page_of(petition))
    return _page(request, petition, form, heading=_("Correct what was registered"))


def _page(request, petition: Petition, form, *, heading, **context):
    about = person_facts(request, petition.person) if petition.person else None
    return form_page(
        request,
        RELIEF,
        form,
        heading=f"{heading} · {petition.petitioner_name}",
        back=_page_of(petition),
        crumbs=[*_crumbs(), crumb(petition.number, "relief:petition-detail", petition.pk)],
        about=about,
        **context,
    )


@never_cache
@require_safe
@requires(Permission.VIEW_RELIEF)
def petition_detail(request, pk):
    petition = _in_scope(request, pk)
    today = timezone.localdate()
    may_edit = request.user.can(Permission.EDIT_RELIEF) and petition.state != PetitionState.ARCHIVED
    context = {
        "petition": petition,
        "crumbs": [RELIEF.crumb, *_crumbs()],
        "about": person_facts(request, petition.person) if petition.person else None,
        "actions": _actions(request.user, petition),
        "may_edit": may_edit,
        "reveal_url": _reveal_url(request.user, petition),
        "is_late": petition.answered_on is None and petition.due_on < today,
        "entries": [_shown(entry) for entry in petition.entries.select_related("entered_by").order_by("-on", "-pk")],
        "aids": petition.aids.select_related("application__programme", "application__person"),
        "placements": petition.placements.all(),
    }
    return render(request, "relief/petition_detail.html", context)


def _reveal_url(staff, petition: Petition) -> str:
    may = petition.phone and staff.can(Permission.REVEAL)
    return reverse("relief:petition-phone", args=[petition.pk]) if may else ""


def _actions(staff, petition: Petition) -> list[dict]:
    steps = PETITION.open_to(staff, petition)
    return [
        {
            "label": _("Assign anew") if step.name == "assign" and petition.assigned_to_id else step.label,
            "url": reverse(PAGES[step.name], args=[petition.pk])
            if step.name in PAGES
            else reverse("relief:petition-step", args=[petition.pk, step.name]),
            "is_post": step.name in POSTED,
            "is_main": step.target != petition.state and step.name != "take_up",
        }
        for step in steps
    ]


def _shown(entry: PetitionEntry) -> dict:
    """A line of the timeline."""
    is_undertaking = entry.kind == EntryKind.UNDERTAKING
    satisfied = {True: _("satisfied"), False: _("not satisfied"), None: ""}[entry.satisfied]
    return {
        "on": entry.on,
        "title": entry.get_kind_display(),
        "people": " · ".join(part for part in (entry.with_whom, satisfied) if part),
        "by": entry.entered_by,
        "text": entry.text,
        "pdf": reverse("relief:petition-undertaking", args=[entry.pk]) if is_undertaking else "",
    }


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_assign(request, pk):
    petition = _in_scope(request, pk)
    form = forms.AssignForm(request.POST or None, petition=petition)
    if form.submit(services.assign, petition=petition, by=request.user):
        return done(request, _("Assigned to %(name)s.") % {"name": petition.assigned_to}, _page_of(petition))
    return _page(request, petition, form, heading=_("Assign"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entry_add(request, pk):
    petition = _in_scope(request, pk)
    form = forms.EntryForm(request.POST or None, instance=PetitionEntry(petition=petition))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), _page_of(petition))
    return _page(request, petition, form, heading=_("Enter a talk or a paper"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_answer(request, pk):
    petition = _in_scope(request, pk)
    form = forms.AnswerPetitionForm(request.POST or None)
    if form.submit(services.answer, petition=petition, by=request.user):
        return done(request, _("The answer is saved. Call back next."), _page_of(petition))
    return _page(request, petition, form, heading=_("Enter the answer"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_call_back(request, pk):
    petition = _in_scope(request, pk)
    form = forms.CallBackForm(request.POST or None)
    if form.submit(services.call_back, petition=petition, by=request.user):
        return done(request, _("The call back is saved."), _page_of(petition))
    return _page(request, petition, form, heading=_("Enter the call back"))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def petition_step(request, pk, name):
    """A button; where it cannot be done the petition's page tells why."""
    petition = _in_scope(request, pk)
    if name not in POSTED:
        raise Http404
    if request.method == "POST":
        try:
            POSTED[name](petition=petition, by=request.user)
            messages.success(request, _("Done: %(step)s") % {"step": PETITION[name].label})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(_page_of(petition))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def aid_link(request, pk):
    petition = _in_scope(request, pk)
    if petition.person is None:
        raise Http404
    form = forms.AidForm(request.POST or None, petition=petition, staff=request.user)
    if form.submit(services.link_aid, petition=petition, by=request.user):
        return done(request, _("Saved."), _page_of(petition))
    lede = _("Applications of the petitioner that belong to no petition yet.")
    return _page(request, petition, form, heading=_("Aid that came of it"), lede=lede)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def placement_add(request, pk):
    petition = _in_scope(request, pk)
    placement = JobPlacement(petition=petition, full_name=petition.petitioner_name)
    form = forms.PlacementForm(request.POST or None, instance=placement)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), _page_of(petition))
    return _page(request, petition, form, heading=_("Job placement"))


@require_safe
@requires(Permission.VIEW_RELIEF)
def undertaking(request, pk):
    """The paper to be signed by both."""
    rows = PetitionEntry.objects.visible_to(request.user).select_related("petition__community")
    entry = get_object_or_404(rows, pk=pk, kind=EntryKind.UNDERTAKING)
    context = {"title": _("Undertaking"), "entry": entry, "petition": entry.petition}
    name = _("Undertaking %(number)s") % {"number": entry.petition.number}
    return letter_response("relief/pdf/undertaking.html", context, name)


@never_cache
@requires(Permission.VIEW_RELIEF)
@requires(Permission.REVEAL)
def petition_phone(request, pk):
    petition = _in_scope(request, pk)
    if not petition.phone:
        raise Http404
    form, phone = RevealForm(request.POST or None), ""
    if form.is_valid():
        phone = reveal_phone(of=petition, reason=form.cleaned_data["reason"], by=request.user)
    heading = _("Show the phone number of %(name)s") % {"name": petition.petitioner_name}
    return form_page(request, RELIEF, form, heading=heading, back=_page_of(petition), crumbs=_crumbs(), revealed=phone)
