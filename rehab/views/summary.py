"""The community rehabilitation summary of a year: on screen with every number open, and as a file."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.tables import TableExport, export_links, export_response
from rehab.forms.flow import YearForm
from rehab.section import REHAB
from rehab.summary import COLUMNS, SummaryRow, rows_below
from rehab.summary_tables import LIST_OF


@require_safe
@requires(Permission.VIEW_REHAB)
def summary(request):
    form = YearForm(request.GET or None)
    year = form.chosen()
    *below, whole = _rows(request.user, year)
    context = {
        "crumbs": [REHAB.crumb],
        "form": form,
        "year": year,
        "end": _last_day(year),
        "parts": [column.label for column in COLUMNS.values()],
        "lines": [_line(row, year) for row in below],
        "whole": _line(whole, year),
        "area": request.user.area,
        "exports": _exports(request.user, year),
    }
    return render(request, "rehab/summary.html", context)


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_REHAB)
def summary_file(request, file_format):
    form = YearForm(request.GET or None)
    year = form.chosen()
    *below, whole = _rows(request.user, year)
    named = [*((row.name, row) for row in below), (_("Total"), whole)]
    table = TableExport(
        name=_("Community rehabilitation summary %(year)s") % {"year": year},
        headings=[_("Area"), *(column.label for column in COLUMNS.values())],
        rows=[[name, *(row.counts[key] for key in COLUMNS)] for name, row in named],
    )
    return export_response(request, table, file_format)


def _last_day(year: int) -> date:
    return min(date(year, 12, 31), timezone.localdate())


def _rows(staff, year: int) -> list[SummaryRow]:
    return rows_below(
        staff.area, date(year, 1, 1), _last_day(year), lambda model: model._default_manager.visible_to(staff)
    )


def _line(row: SummaryRow, year: int) -> dict:
    """Every number opens the list behind it, which is as long."""
    return {
        "name": row.name,
        "cells": [
            {
                "label": column.label,
                "n": row.counts[column.key],
                "url": f"{reverse(f'rehab:{LIST_OF[column.model].key}-list')}?"
                + urlencode({"year": year, "column": column.key, "street": row.code}),
            }
            for column in COLUMNS.values()
        ],
    }


def _exports(staff, year: int) -> list[dict]:
    return export_links(staff, lambda form: f"{reverse('rehab:summary-file', args=[form])}?{urlencode({'year': year})}")
