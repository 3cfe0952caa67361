"""Lists of records, each declared once: its columns serve the page, the sorting and the exported table."""

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
from registry.records.sections import Section
from registry.tables import TableExport, export_links, export_response


@dataclass(frozen=True)
class Column:
    """`value(row)` is shown and exported; `status(row)` adds the mark of components/status.html; `url(row)` makes it a link.

    Whoever sees the list may follow the link, unless it asks for a permission of its own.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    order_by: tuple[str, ...] = ()
    is_number: bool = False
    status: Callable[[Any], str] | None = None
    url: Callable[[Any], str] | None = None
    url_permission: Permission | None = None

    def cell(self, row, staff) -> dict:
        value = self.value(row)
        return {
            "label": self.label,
            "text": _shown(value),
            "css": "num" if self.is_number else "day" if isinstance(value, date) else "",
            "kind": self.status(row) if self.status else "",
            "url": self.url(row) if self.url and self._may_follow(staff) else "",
        }

    def _may_follow(self, staff) -> bool:
        return self.url_permission is None or staff.can(self.url_permission)


def _shown(value) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


@dataclass(frozen=True)
class RecordList:
    """`rows(staff)` are those in scope; `filterset(data, queryset=, request=)` narrows them; the first column names a row.

    Whoever may edit in the section may add, unless adding asks for a permission of its own.
    `summary(rows)` says something of the whole filtered list, in one query.
    """

    key: str
    section: Section
    title: Any
    rows: Callable[[Any], Any]
    filterset: type
    columns: tuple[Column, ...]
    empty: Any
    add_label: Any = ""
    add_url_name: str = ""
    permission_to_add: Permission | None = None
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
        "crumbs": [records.section.crumb],
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
    return render(request, "records/list.html", context)


def _exports(request, records: RecordList) -> list[dict]:
    query = request.GET.urlencode()
    suffix = f"?{query}" if query else ""
    return export_links(
        request.user, lambda form: f"{reverse(records.section.export, args=[records.key, form])}{suffix}"
    )


def _add_url(request, records: RecordList) -> str:
    permission = records.permission_to_add or records.section.edit
    allowed = records.add_url_name and request.user.can(permission)
    return reverse(records.add_url_name) if allowed else ""


def export(request, records: RecordList, file_format: str):
    rows = records.sorted(records.found(records.filtered(request)), request.GET.get("sort", ""))
    table = TableExport(
        name=str(records.title),
        headings=[column.label for column in records.columns],
        rows=([column.value(row) for column in records.columns] for row in rows.iterator(chunk_size=1000)),
    )
    return export_response(request, table, file_format)
