"""The files of a year by street: what there was, what came, what went, what there is."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from rehab.flow import PARTS, Row, rows_below
from rehab.forms.flow import YearForm
from rehab.section import REHAB


@require_safe
@requires(Permission.VIEW_REHAB)
def file_flow(request):
    form = YearForm(request.GET or None)
    year = form.chosen()
    end = min(date(year, 12, 31), timezone.localdate())
    *streets, whole = rows_below(request.user, date(year, 1, 1), end)
    context = {
        "crumbs": [REHAB.crumb],
        "form": form,
        "year": year,
        "end": end,
        "parts": PARTS.values(),
        "streets": [_line(row, year) for row in streets],
        "whole": _line(whole, year),
        "area": request.user.area,
    }
    return render(request, "rehab/flow.html", context)


def _line(row: Row, year: int) -> dict:
    """Every number opens the list behind it, which is as long."""
    address = reverse("rehab:flow-list")
    return {
        "name": row.name,
        "cells": [
            {
                "label": label,
                "n": row.counts[part],
                "url": f"{address}?{urlencode({'year': year, 'part': part, 'street': row.code})}",
            }
            for part, label in PARTS.items()
        ],
    }
