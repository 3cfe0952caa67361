from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from registry.forms.people import SearchForm
from registry.people_list import spans_streets, with_places
from registry.permissions import Permission, requires
from registry.services.search import SHOWN, find_people


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_PEOPLE)
def search(request):
    """Asked by POST, since ID numbers must not stand in addresses; one exact hit leads straight to the person."""
    form = SearchForm(request.POST or None)
    if not form.is_valid() or not form.cleaned_data["q"]:
        return render(request, "registry/people/search.html", {"form": form, "found": None})
    found = find_people(staff=request.user, text=form.cleaned_data["q"])
    if found.exact and len(found.people) == 1:
        return redirect("registry:person-detail", found.people[0].pk)
    context = {
        "form": form,
        "found": found,
        "rows": with_places(found.people),
        "streets": spans_streets(request.user),
        "shown": SHOWN,
    }
    return render(request, "registry/people/search.html", context)
