"""The lists of rehab, each declared once: its columns serve the page, the sorting and the exported table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse

from registry.paging import page_of
from registry.permissions import Permission
from registry.tables import FORMATS, TableExport, export_response


@dataclass(frozen=True)
class Column:
    """`value(row)` is shown and exported; `status(row)` adds the mark of components/status.html; `url(row)` makes it a link."""

    key: str
    label: Any
    value: Callable[[Any], Any]
    order_by: tuple[str, ...] = ()
    is_number: bool = False
    status: Callable[[Any], str] | None = None
    url: Callable[[Any], str] | None = None
    url_permission: Permission = Permission.VIEW_REHAB

    def cell(self, row, staff) -> dict:
        return {
            "label": self.label,
            "text": _shown(self.value(row)),
            "is_number": self.is_number,
            "kind": self.status(row) if self.status else "",
            "url": self.url(row) if self.url and staff.can(self.url_permission) else "",
        }


def _shown(value) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


@dataclass(frozen=True)
class RecordList:
    """`rows(staff)` are those in scope; `filterset(data, queryset=, request=)` narrows them; the first column names a row.

    `summary(rows)` says something of the whole filtered list, in one query.
    """

    key: str
    title: Any
    rows: Callable[[Any], Any]
    filterset: type
    columns: tuple[Column, ...]
    empty: Any
    add_label: Any = ""
    add_url_name: str = ""
    permission_to_add: Permission = Permission.EDIT_REHAB
    summary: Callable[[Any], str] | None = None

    def filtered(self, request):
        return self.filterset(request.GET, queryset=self.rows(request.user), request=request)

    def found(self, filtered):
        """An invalid filter shows nothing rather than everything."""
        return filtered.qs if filtered.is_valid() else filtered.queryset.none()

    def sorted(self, rows, wanted: str):
        """`wanted` is a column's key, descending with "-"; anything else leaves the model's own order."""
        column = next((c for c in self.columns if c.order_by and c.key == wanted.removeprefix("-")), None)
        if column is None:
            return rows.order_by(*rows.model._meta.ordering)
        descending = wanted.startswith("-")
        return rows.order_by(*(_ordered(name, descending) for name in column.order_by), "-pk" if descending else "pk")


def _ordered(name: str, descending: bool):
    field = F(name)
    return field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)


def list_page(request, records: RecordList):
    filtered = records.filtered(request)
    rows, sort = records.found(filtered), request.GET.get("sort", "")
    page = page_of(records.sorted(rows, sort), request)
    context = {
        "records": records,
        "filter": filtered,
        "page": page,
        "sort": sort,
        "count": page.paginator.shown_count,
        "lines": [[column.cell(row, request.user) for column in records.columns] for row in page.object_list],
        "summary": records.summary(rows) if records.summary else "",
        "exports": _exports(request, records),
        "add_url": _add_url(request, records),
        "is_filtered": any(request.GET.get(name) for name in filtered.filters),
        "query": request.GET,
    }
    return render(request, "rehab/list.html", context)


def _exports(request, records: RecordList) -> list[dict]:
    if not request.user.can(Permission.EXPORT_DATA):
        return []
    query = request.GET.urlencode()
    return [
        {"label": form, "url": f"{reverse('rehab:export', args=[records.key, form])}{'?' + query if query else ''}"}
        for form in FORMATS
    ]


def _add_url(request, records: RecordList) -> str:
    allowed = records.add_url_name and request.user.can(records.permission_to_add)
    return reverse(records.add_url_name) if allowed else ""


def export(request, records: RecordList, file_format: str):
    rows = records.sorted(records.found(records.filtered(request)), request.GET.get("sort", ""))
    table = TableExport(
        name=str(records.title),
        headings=[column.label for column in records.columns],
        rows=([column.value(row) for column in records.columns] for row in rows.iterator(chunk_size=1000)),
    )
    return export_response(request, table, file_format)
