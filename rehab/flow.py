"""Files of a period by street: opening + new + moved in − closed − moved − died = closing.

A file begins a period where the person lived on the day before it, or on the day of opening; it ends where the person
lived on the last day of the file, or of the period. Who moved between two streets leaves the one and comes to the other.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.areas import is_inside
from registry.models import Area, Residence
from rehab.choices import CloseReason
from rehab.models import RehabFile

OPENING, NEW, MOVED_IN, CLOSED, MOVED, DIED, CLOSING, CUMULATIVE = (
    "opening",
    "new",
    "moved_in",
    "closed",
    "moved",
    "died",
    "closing",
    "cumulative",
)
PARTS = {
    OPENING: _("In service at the beginning"),
    NEW: _("New in the period"),
    MOVED_IN: _("Moved in from another street"),
    CLOSED: pgettext_lazy("files of a year", "Closed"),
    MOVED: pgettext_lazy("files of a year", "Moved away"),
    DIED: pgettext_lazy("files of a year", "Died"),
    CLOSING: _("In service at the end"),
    CUMULATIVE: _("Cumulative"),
}
GONE = (CloseReason.MOVED, CloseReason.LEFT)


def _lived_on(day):
    """The community of the person on `day`, a date or an expression; else that of the file."""
    there = Residence.objects.filter(person=OuterRef("person"), from_on__lte=day).exclude(until_on__lte=day)
    return Coalesce(Subquery(there.order_by("-from_on").values("community")[:1]), F("community"))


def _lived_before(day):
    """The community on the day before `day`."""
    there = Residence.objects.filter(person=OuterRef("person"), from_on__lt=day).exclude(until_on__lt=day)
    return Coalesce(Subquery(there.order_by("-from_on").values("community")[:1]), F("community"))


def files_of(files, start: date, end: date):
    """Both days included. Annotated: begun_in, ended_in, begun_as, ended_as; a file closed on its first day never held."""
    held = files.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")))
    present = held.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=start), opened_on__lte=end)
    ended = Q(closed_on__lte=end)
    return present.annotate(
        begun_as=Case(When(opened_on__lt=start, then=Value(OPENING)), default=Value(NEW)),
        ended_as=Case(
            When(ended & Q(close_reason=CloseReason.DIED), then=Value(DIED)),
            When(ended & Q(close_reason__in=GONE), then=Value(MOVED)),
            When(ended, then=Value(CLOSED)),
            default=Value(CLOSING),
        ),
        begun_in=Case(
            When(opened_on__lt=start, then=_lived_on(start - timedelta(days=1))),
            default=_lived_on(OuterRef("opened_on")),
            output_field=CharField(),
        ),
        ended_in=Case(
            When(ended, then=_lived_before(OuterRef("closed_on"))),
            default=_lived_on(end),
            output_field=CharField(),
        ),
    )


def part_of(files, part: str, start: date, end: date, code: str):
    """The files behind one cell of the table."""
    if part == CUMULATIVE:
        begun = files.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")), opened_on__lte=end)
        return begun.filter(community__code__inside=code)
    rows = files_of(files, start, end)
    here, there = _inside("begun_in", code), _inside("ended_in", code)
    if part in (OPENING, NEW):
        return rows.filter(here, begun_as=part)
    if part == MOVED_IN:
        return rows.filter(there).exclude(here)
    if part == MOVED:
        return rows.filter(there & Q(ended_as=MOVED) | here & ~there)
    return rows.filter(there, ended_as=part)


def _inside(name: str, code: str) -> Q:
    """Codes are digits, so that "~" ends the range of a prefix."""
    return Q(**{f"{name}__gte": code, f"{name}__lt": f"{code}~"})


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    counts: Counter

    @property
    def ties(self) -> bool:
        n = self.counts
        return n[OPENING] + n[NEW] + n[MOVED_IN] - n[CLOSED] - n[MOVED] - n[DIED] == n[CLOSING]


def rows_below(staff, start: date, end: date) -> list[Row]:
    """Each street of the staff's area (or the community itself), and last the area as a whole; three queries."""
    files = RehabFile.objects.visible_to(staff)
    groups = (
        files_of(files, start, end)
        .order_by()
        .values_list("begun_in", "begun_as", "ended_in", "ended_as")
        .annotate(n=Count("pk"))
    )
    groups = list(groups)
    ever = (
        part_of(files, CUMULATIVE, start, end, staff.area_id).order_by().values_list("community").annotate(Count("pk"))
    )
    ever = list(ever)
    areas = [area for area in Area.objects.visible_to(staff).filter(pk__in=_streets(groups, ever)) if area]
    whole = Row(staff.area_id, "", _counts(groups, ever, staff.area_id))
    streets = [Row(area.code, area.name, _counts(groups, ever, area.code)) for area in areas if area.code != whole.code]
    return [*streets, whole]


def _streets(groups, ever) -> set[str]:
    codes = {code for begun, _as, ended, _how, _n in groups for code in (begun, ended)} | {code for code, _n in ever}
    return {code[:9] for code in codes}


def _counts(groups, ever, code: str) -> Counter:
    counts = Counter()
    for begun_in, begun_as, ended_in, ended_as, n in groups:
        here, there = is_inside(begun_in, code), is_inside(ended_in, code)
        if here:
            counts[begun_as] += n
        if there:
            counts[ended_as] += n
        if there and not here:
            counts[MOVED_IN] += n
        if here and not there:
            counts[MOVED] += n
    counts[CUMULATIVE] = sum(n for community, n in ever if is_inside(community, code))
    return counts
