from django.http import Http404
from django.views.decorators.http import require_safe

from psych_care.lists import LISTS
from registry import audit
from registry.permissions import Permission, requires
from registry.records import lists


@require_safe
@requires(Permission.VIEW_PSYCH)
def record_list(request, key):
    """A list names patients: whoever looks at one is logged."""
    audit.record(by=request.user, action="read", reason=str(LISTS[key].title))
    return lists.list_page(request, LISTS[key])


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_PSYCH)
def export(request, key, file_format):
    if key not in LISTS:
        raise Http404
    return lists.export(request, LISTS[key], file_format)
