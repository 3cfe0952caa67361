"""Worklists of people who wait for something since a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from registry.plugs import Due


@dataclass(frozen=True)
class Waiting:
    """`rows(staff, today)` are {person, since}: who waits since when; due `days` after that (a number, or told by the day).

    Where the form is not the person's own, `key` is what its address takes, and `path` leads from there to the person.
    """

    rows: Callable[[Any, date], Any]
    days: int | Callable[[date], int]
    url_name: str
    since_words: Any
    key: str = "person"
    path: str = "person"

    def count(self, staff, today: date) -> tuple[int, int]:
        overdue = Count(self.key, filter=Q(since__lt=today - self._wait(today)))
        counts = self.rows(staff, today).aggregate(due=Count(self.key), overdue=overdue)
        return counts["due"], counts["overdue"]

    def items(self, staff, today: date, limit: int) -> list[Due]:
        rows = self.rows(staff, today).annotate(
            name=F(f"{self.path}__full_name"), community_name=F(f"{self.path}__community__name")
        )
        wait = self._wait(today)
        return [self._due(row, wait) for row in rows.order_by("since", self.key)[:limit]]

    def _wait(self, today: date) -> timedelta:
        return timedelta(days=self.days(today) if callable(self.days) else self.days)

    def _due(self, row, wait: timedelta) -> Due:
        return Due(
            text=row["name"],
            url=f"{reverse(self.url_name, args=[row[self.key]])}?{urlencode({'next': reverse('registry:today')})}",
            due_on=row["since"] + wait,
            detail=f"{row['community_name']} · {self.since_words % {'day': row['since'].isoformat()}}",
        )
