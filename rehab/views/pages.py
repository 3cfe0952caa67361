"""What the views of rehab share: a person in scope, the way back, the page around a form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from registry.models import Person
from rehab.models import Need, RehabFile


def person_in_scope(request, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("community"), pk=pk)


def way_back(request, fallback: str) -> str:
    """`next` of the address when it leads into this site, so that one returns to the list one came from."""
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside else fallback


def crumb(label, url_name: str, *args) -> dict:
    return {"label": label, "url": reverse(url_name, args=args)}


def form_page(request, form, *, heading, back, crumbs=(), **context):
    """A page with one form; `about` (person_facts) shows whom it is about."""
    home = crumb(_("Rehabilitation"), "rehab:home")
    defaults = {
        "about": None,
        "lede": "",
        "submit_label": "",
        "next_label": "",
        "danger": False,
        "notice": "",
        "revealed": "",
    }
    page = {"form": form, "heading": heading, "back": back, "crumbs": [home, *crumbs]}
    return render(request, "rehab/form.html", {**defaults, **page, **context}, status=422 if form.errors else 200)


def done(request, message: str, url: str):
    messages.success(request, message)
    return redirect(url)


def person_facts(request, person: Person) -> dict:
    """Who the form is about: open needs and file are what one must know before entering anything."""
    staff, today = request.user, timezone.localdate()
    return {
        "person": person,
        "needs": list(Need.objects.visible_to(staff).filter(person=person).open_on(today)),
        "file": RehabFile.objects.visible_to(staff).filter(person=person).open_on(today).first(),
    }


def person_form_page(request, form, person: Person, *, heading, back, **context):
    crumbs = [crumb(person.full_name, "registry:person-detail", person.pk)]
    return form_page(
        request, form, heading=heading, back=back, crumbs=crumbs, about=person_facts(request, person), **context
    )
