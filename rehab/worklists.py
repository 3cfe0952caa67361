"""What rehab puts on Today: files to open, files without a service, children who wait. Overdue first, scope by `visible_to`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.plugs import Due
from rehab.models import Need, RehabFile

DAYS_BETWEEN_SERVICES = 90
# A file's next service is shown only when it is near: every open file has one.
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Waiting:
    """`rows(staff, today)` are {person, since}: who waits since when; due `days` after that."""

    rows: Callable[[Any, date], Any]
    days: int
    url_name: str
    since_words: Any

    def count(self, staff, today: date) -> tuple[int, int]:
        overdue = Count("person", filter=Q(since__lt=today - timedelta(days=self.days)))
        counts = self.rows(staff, today).aggregate(due=Count("person"), overdue=overdue)
        return counts["due"], counts["overdue"]

    def items(self, staff, today: date, limit: int) -> list[Due]:
        rows = self.rows(staff, today).annotate(
            name=F("person__full_name"), community_name=F("person__community__name")
        )
        return [self._due(row) for row in rows.order_by("since", "person")[:limit]]

    def _due(self, row) -> Due:
        return Due(
            text=row["name"],
            url=f"{reverse(self.url_name, args=[row['person']])}?{urlencode({'next': reverse('registry:today')})}",
            due_on=row["since"] + timedelta(days=self.days),
            detail=f"{row['community_name']} · {self.since_words % {'day': row['since'].isoformat()}}",
        )


def _open_needs(staff, today: date):
    return Need.objects.visible_to(staff).of_people_on_register().open_on(today)


def _without_file(staff, today: date):
    return _open_needs(staff, today).without_file_on(today).people_waiting()


def _children(staff, today: date):
    return _open_needs(staff, today).of_children_on(today).not_served_since_found().people_waiting()


def _without_service(staff, today: date):
    files = RehabFile.objects.visible_to(staff).of_people_on_register().open_on(today).with_last_service()
    near = files.filter(last_served_on__lte=today - timedelta(days=DAYS_BETWEEN_SERVICES - DAYS_AHEAD))
    return near.order_by().values("person", since=F("last_served_on"))


CHILDREN = Waiting(_children, 30, "rehab:service-add", _("need found on %(day)s"))
WITHOUT_FILE = Waiting(_without_file, 30, "rehab:file-open", _("need found on %(day)s"))
WITHOUT_SERVICE = Waiting(
    _without_service, DAYS_BETWEEN_SERVICES, "rehab:service-add", _("last served or opened on %(day)s")
)
