"""What relief puts on Today: applications that wait for a step, objections, re-certifications, households that changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.plugs import Due
from relief.choices import ApplicationState as S
from relief.models import Application, Entitlement
from relief.workflow import AT_THE_DESK

# National rule: an application is decided within 30 working days; what lies longer than these is overdue.
DESK_DAYS, JUDGE_DAYS, REVIEW_DAYS_AHEAD, CHANGE_DAYS = 10, 5, 30, 30


@dataclass(frozen=True)
class Lines:
    """`rows(staff, today)` have the day `day_field`; due `days` after it."""

    rows: Callable[[Any, date], Any]
    day_field: str
    days: int
    url_name: str
    words: Callable[[Any], Any]

    def count(self, staff, today: date) -> tuple[int, int]:
        late = Q(**{f"{self.day_field}__lt": today - timedelta(days=self.days)})
        counts = self.rows(staff, today).aggregate(due=Count("pk"), overdue=Count("pk", filter=late))
        return counts["due"], counts["overdue"]

    def items(self, staff, today: date, limit: int) -> list[Due]:
        rows = self.rows(staff, today).select_related("person", "programme", "community")
        return [self._due(row) for row in rows.order_by(self.day_field, "pk")[:limit]]

    def _due(self, row) -> Due:
        return Due(
            text=row.person.full_name,
            url=reverse(self.url_name, args=[row.pk]),
            due_on=getattr(row, self.day_field) + timedelta(days=self.days),
            detail=f"{row.community.name} · {row.programme.name} · {self.words(row)}",
        )


def _in_states(*states):
    return lambda staff, today: Application.objects.visible_to(staff).in_state(*states)


def _to_review(staff, today: date):
    """Those whose notice has run its days, and those that have none."""
    return Application.objects.visible_to(staff).ready_for_review(today)


def _review_due(staff, today: date):
    return Entitlement.objects.visible_to(staff).review_due_by(today + timedelta(days=REVIEW_DAYS_AHEAD))


def _changed(staff, today: date):
    return Entitlement.objects.visible_to(staff).with_changed_household(today)


def _state(application):
    return application.get_state_display()


DESK = Lines(
    _in_states(*AT_THE_DESK, S.FIRST_REVIEWED, S.OBJECTED),
    "received_on",
    DESK_DAYS,
    "relief:application-detail",
    _state,
)
TO_REVIEW = Lines(_to_review, "received_on", DESK_DAYS + JUDGE_DAYS, "relief:application-detail", _state)
TO_APPROVE = Lines(
    _in_states(S.REVIEWED), "received_on", DESK_DAYS + 2 * JUDGE_DAYS, "relief:application-detail", _state
)
REVIEWS = Lines(_review_due, "review_due_on", 0, "relief:entitlement-detail", lambda row: _("re-certification due"))
CHANGED = Lines(
    _changed, "looked_at_on", CHANGE_DAYS, "relief:entitlement-detail", lambda row: _("the household has changed")
)
SUCCESSORS = Lines(
    lambda staff, today: Entitlement.objects.visible_to(staff).without_successor(),
    "stopped_on",
    CHANGE_DAYS,
    "relief:entitlement-detail",
    lambda row: row.get_stop_reason_display(),
)
