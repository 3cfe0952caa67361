"""What the views of a field of work share: a person in scope, the way back, the page around a form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from registry.models import Person
from registry.records.sections import Section, crumb


def person_in_scope(request, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("community"), pk=pk)


def person_page(person: Person) -> str:
    return reverse("registry:person-detail", args=[person.pk])


def way_back(request, fallback: str) -> str:
    """`next` of the address when it leads into this site, so that one returns to the list one came from."""
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside and wanted.startswith("/") else fallback


def form_page(request, section: Section, form, *, heading, back, crumbs=(), template="records/form.html", **context):
    """A page with one form; `about` (a section's facts) shows whom it is about. `template` extends records/form.html."""
    defaults = {
        "about": None,
        "lede": "",
        "submit_label": "",
        "next_label": "",
        "danger": False,
        "notice": "",
        "revealed": "",
    }
    page = {"form": form, "heading": heading, "back": back, "crumbs": [section.crumb, *crumbs]}
    return render(request, template, {**defaults, **page, **context}, status=422 if form.errors else 200)


def person_form_page(request, section: Section, form, person: Person, *, heading, back, **context):
    crumbs = [crumb(person.full_name, "registry:person-detail", person.pk)]
    about = section.facts(request, person)
    return form_page(request, section, form, heading=heading, back=back, crumbs=crumbs, about=about, **context)


def done(request, message: str, url: str):
    messages.success(request, message)
    return redirect(url)
