"""Choosing the person to enter something for."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from registry.forms.people import SearchForm
from registry.people_list import with_places
from registry.records.sections import Section
from registry.services.search import find_people


@dataclass(frozen=True)
class Purpose:
    """What a person is chosen for; `args` of the address stand before the person's."""

    label: Any
    url_name: str
    choose_url_name: str = ""
    args: tuple = ()


def choose_page(request, section: Section, purpose: Purpose):
    """Asked by POST, since ID numbers must not stand in addresses."""
    form = SearchForm(request.POST or None)
    context = {"purpose": purpose, "crumbs": [section.crumb], "form": form, "found": None, "matches": []}
    if form.is_valid():
        found = find_people(staff=request.user, text=form.cleaned_data["q"])
        context |= {"found": found, "matches": _matches(request, purpose, found.people)}
    return render(request, "records/choose_person.html", context)


def _matches(request, purpose: Purpose, people) -> list[dict]:
    """After saving one returns here, ready for the next person."""
    back = urlencode({"next": request.path})
    return [
        row | {"url": f"{reverse(purpose.url_name, args=[*purpose.args, row['person'].pk])}?{back}"}
        for row in with_places(people)
    ]
