"""What reported figures put on Today: sheets to fill in, sheets to approve."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.permissions import Permission
from registry.plugs import Due, Worklist
from reports.models import FigureSheet


@dataclass(frozen=True)
class Sheets:
    """`rows(queryset)` narrows the sheets in scope."""

    rows: Any

    def count(self, staff, today: date) -> tuple[int, int]:
        overdue = Count("pk", filter=Q(due_on__lt=today))
        counts = self.rows(FigureSheet.objects.visible_to(staff)).aggregate(due=Count("pk"), overdue=overdue)
        return counts["due"], counts["overdue"]

    def items(self, staff, today: date, limit: int) -> list[Due]:
        rows = self.rows(FigureSheet.objects.visible_to(staff)).select_related("area").order_by("due_on", "pk")
        return [
            Due(
                text=_("Reported figures %(year)s, %(area)s") % {"year": sheet.year, "area": sheet.area.name},
                url=reverse("reports:figure-sheet", args=[sheet.pk]),
                due_on=sheet.due_on,
                detail=sheet.return_reason,
            )
            for sheet in rows[:limit]
        ]


TO_FILL_IN = Sheets(lambda sheets: sheets.to_fill_in())
TO_APPROVE = Sheets(lambda sheets: sheets.to_approve())
WORKLISTS = (
    Worklist(
        "figures-fill-in",
        gettext_lazy("Reported figures to fill in"),
        TO_FILL_IN.count,
        TO_FILL_IN.items,
        Permission.ENTER_FIGURES,
        order=90,
    ),
    Worklist(
        "figures-approve",
        gettext_lazy("Reported figures to approve"),
        TO_APPROVE.count,
        TO_APPROVE.items,
        Permission.APPROVE_FIGURES,
        order=91,
    ),
)
