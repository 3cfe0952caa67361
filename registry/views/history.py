from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry import audit_words
from registry.models import AuditEntry, Person
from registry.paging import page_of
from registry.permissions import Permission, requires
from registry.plugs import hidden_from


@require_safe
@requires(Permission.VIEW_HISTORY)
def person_history(request, pk):
    """Everything written about the person, by whichever app; values are masked in the log already."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    entries = AuditEntry.objects.filter(person_id=person.pk).outside(hidden_from(request.user)).select_related("staff")
    page = page_of(entries, request)
    context = {"person": person, "page": page, "lines": audit_words.lines(page.object_list, request.user)}
    return render(request, "registry/people/history.html", context)
