from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry import person_page, plugs
from registry.areas import is_inside
from registry.filters import PersonFilter, sorted_people
from registry.forms.people import LeaveForm, MoveForm, PersonChangeForm, ReturnForm
from registry.models import Person
from registry.paging import page_of
from registry.people_list import people_table, spans_streets, with_places
from registry.permissions import Permission, requires
from registry.services import people as services
from registry.tables import export_links, export_response
from registry.views.form_pages import form_page


@require_safe
@requires(Permission.VIEW_PEOPLE)
def person_list(request):
    filtered = _filtered(request)
    page = page_of(filtered.qs, request)
    context = {
        "filter": filtered,
        "page": page,
        "rows": with_places(page.object_list),
        "streets": spans_streets(request.user),
        "sort": request.GET.get("sort", ""),
        "exports": _exports(request),
        "may_edit": request.user.can(Permission.EDIT_PEOPLE),
        "today": timezone.localdate(),
    }
    return render(request, "registry/people/list.html", context)


def _filtered(request) -> PersonFilter:
    """An invalid filter shows nobody rather than everybody."""
    people = Person.objects.visible_to(request.user).for_list()
    filtered = PersonFilter(request.GET, sorted_people(people, request.GET.get("sort", "")), staff=request.user)
    if not filtered.is_valid():
        filtered._qs = people.none()
    return filtered


def _exports(request) -> list[dict]:
    query = request.GET.urlencode()
    suffix = f"?{query}" if query else ""
    return export_links(request.user, lambda form: f"{reverse('registry:person-export', args=[form])}{suffix}")


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_PEOPLE)
def person_export(request, file_format):
    return export_response(request, people_table(_filtered(request).qs), file_format)


@require_safe
@requires(Permission.VIEW_PEOPLE)
def person_detail(request, pk):
    person = _person(request, pk)
    context = person_page.context(request.user, person) | {"panels": _panels(request, person)}
    return render(request, "registry/people/detail.html", context)


def _panels(request, person) -> list:
    """What the apps above plug in, each with its own template."""
    return [
        render_to_string(panel.template, {"person": person} | panel.context(request, person), request)
        for panel in plugs.panels_for(request.user)
    ]


@requires(Permission.EDIT_PEOPLE)
def person_edit(request, pk):
    person = _person(request, pk)
    form = PersonChangeForm(request.POST or None, instance=person, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        messages.success(request, _("Saved."))
        return redirect("registry:person-detail", pk)
    return form_page(request, person, form, heading=_("Change the entry"))


@requires(Permission.EDIT_PEOPLE)
def person_move(request, pk):
    person = _person(request, pk)
    form = MoveForm(request.POST or None, staff=request.user, person=person)
    if form.submit(services.move_household, by=request.user, person=person):
        return _after_move(request, person, form.cleaned_data["community"])
    return form_page(
        request,
        person,
        form,
        heading=_("Move within the district"),
        text=_("Now lives in %(place)s. Whoever leaves the district is taken off the register instead.")
        % {"place": person_page.place_of(person)},
    )


def _after_move(request, person, community):
    """Somebody who moved out of my area is out of my sight from now on."""
    messages.success(request, _("%(name)s now lives in %(place)s.") % {"name": person.full_name, "place": community})
    if is_inside(community.pk, request.user.area_id):
        return redirect("registry:person-detail", person.pk)
    return redirect("registry:person-list")


@requires(Permission.EDIT_PEOPLE)
def person_leave(request, pk):
    person = _person(request, pk)
    form = LeaveForm(request.POST or None)
    if form.submit(services.leave_register, by=request.user, person=person):
        messages.success(request, _("%(name)s has left the register.") % {"name": person.full_name})
        return redirect("registry:person-detail", pk)
    return form_page(
        request,
        person,
        form,
        heading=_("Take off the register"),
        text=_("For those who died or moved out of the district, the certificate is cancelled on the same day."),
        submit_label=_("Take off the register"),
        danger=True,
    )


@requires(Permission.EDIT_PEOPLE)
def person_return(request, pk):
    person = _person(request, pk)
    form = ReturnForm(request.POST or None, staff=request.user, initial={"community": person.community_id})
    if form.submit(services.return_to_register, by=request.user, person=person):
        messages.success(request, _("%(name)s is on the register again.") % {"name": person.full_name})
        return redirect("registry:person-detail", pk)
    return form_page(
        request,
        person,
        form,
        heading=_("Return to the register"),
        text=_("A certificate that was cancelled stays cancelled; enter the new one afterwards."),
    )


def _person(request, pk) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("community"), pk=pk)
