from django.http import Http404
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records import lists
from rehab import case_tables, children_tables, device_tables, outreach_tables, referral_tables, summary_tables, tables

LISTS = (
    tables.LISTS
    | case_tables.LISTS
    | referral_tables.LISTS
    | children_tables.LISTS
    | device_tables.LISTS
    | summary_tables.LISTS
    | outreach_tables.LISTS
)


@require_safe
@requires(Permission.VIEW_REHAB)
def record_list(request, key):
    return lists.list_page(request, LISTS[key])


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_REHAB)
def export(request, key, file_format):
    if key not in LISTS:
        raise Http404
    return lists.export(request, LISTS[key], file_format)
