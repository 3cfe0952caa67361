from django.http import Http404
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records import lists
from relief import finding_tables, payment_tables, tables

LISTS = tables.LISTS | finding_tables.LISTS | payment_tables.PAYMENT_LISTS


@require_safe
@requires(Permission.VIEW_RELIEF)
def record_list(request, key):
    return lists.list_page(request, LISTS[key])


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_RELIEF)
def export(request, key, file_format):
    if key not in LISTS:
        raise Http404
    return lists.export(request, LISTS[key], file_format)
