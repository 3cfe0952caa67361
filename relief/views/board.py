"""The managers' page: open findings by age and money, recoveries, petitions by state. Every figure opens its lines."""

from django.db.models import Count, Q, Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from relief.case_choices import PetitionState
from relief.finding_filters import AGES, COLLECTIVE, OVERDUE, RUNNING, UNANSWERED, days_of
from relief.matching_choices import FindingKind, FindingState
from relief.models import MatchFinding, Petition, Recovery
from relief.section import RELIEF


def _url(list_name: str, **query) -> str:
    return f"{reverse(f'relief:{list_name}-list')}?{urlencode(query)}"


@require_safe
@requires(Permission.VIEW_RELIEF)
def finding_board(request):
    staff, today = request.user, timezone.localdate()
    context = {
        "crumbs": [RELIEF.crumb],
        "ages": [label for _key, label, *_days in AGES],
        "findings": _findings(staff, today),
        "recoveries": _recoveries(staff, today),
        "petitions": _petitions(staff, today),
    }
    return render(request, "relief/finding_board.html", context)


def _findings(staff, today) -> list[dict]:
    """A row for each kind, and one for all: count and yuan of each age; one query."""
    rows = MatchFinding.objects.visible_to(staff).undecided().order_by()
    aged = {key: _made_between(*days_of(key, today)) for key, *_rest in AGES}
    counts = {f"n_{key}": Count("pk", filter=made) for key, made in aged.items()}
    sums = {f"yuan_{key}": Sum("amount", filter=made) for key, made in aged.items()}
    by_kind = {row["kind"]: row for row in rows.values("kind").annotate(**counts, **sums)}
    lines = [_line(kind.label, by_kind.get(kind, {}), kind=kind.value) for kind in FindingKind]
    total = {name: sum(row[name] or 0 for row in by_kind.values()) for name in (*counts, *sums)}
    return [*lines, _line(_("All"), total)]


def _made_between(first_day, last_day) -> Q:
    made = Q(found_on__lte=last_day)
    return made if first_day is None else made & Q(found_on__gte=first_day)


def _line(label, counted: dict, **query) -> dict:
    state = FindingState.OPEN.value
    cells = [
        {
            "age": age,
            "n": counted.get(f"n_{key}") or 0,
            "yuan": counted.get(f"yuan_{key}") or 0,
            "url": _url("finding", state=state, age=key, **query),
        }
        for key, age, *_days in AGES
    ]
    all_ages = {name: sum(cell[name] for cell in cells) for name in ("n", "yuan")}
    cells.append({**all_ages, "age": _("All"), "url": _url("finding", state=state, **query)})
    return {"label": label, "cells": cells, "is_total": not query}


def _recoveries(staff, today) -> list[dict]:
    rows = Recovery.objects.visible_to(staff)
    running, late = rows.running().with_paid(), rows.overdue_on(today)
    outstanding = sum(row.amount - row.paid_sum for row in running)
    return [
        {"label": _("Recoveries outstanding"), "value": len(running), "url": _url("recovery", state=RUNNING)},
        {"label": _("Yuan outstanding"), "value": outstanding, "url": _url("recovery", state=RUNNING)},
        {"label": _("Recoveries overdue"), "value": late.count(), "url": _url("recovery", state=OVERDUE)},
    ]


def _petitions(staff, today) -> list[dict]:
    rows = Petition.objects.visible_to(staff)
    by_state = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    lines = [
        {"label": state.label, "value": by_state.get(state, 0), "url": _url("petition", state=state.value)}
        for state in PetitionState
    ]
    late = rows.unanswered().filter(due_on__lt=today).count()
    year = rows.received_during(today.replace(month=1, day=1), today)
    collective = {"people": COLLECTIVE, "start": today.replace(month=1, day=1)}
    return [
        *lines,
        {"label": _("Not answered yet"), "value": rows.unanswered().count(), "url": _url("petition", state=UNANSWERED)},
        {"label": _("Answer overdue"), "value": late, "url": _url("petition", state=OVERDUE)},
        {
            "label": _("Collective petitions this year"),
            "value": year.collective().count(),
            "url": _url("petition", **collective),
        },
        {
            "label": _("People in collective petitions this year"),
            "value": year.collective().people(),
            "url": _url("petition", **collective),
        },
    ]
