"""The rows behind a figure, as a list shows and exports them: columns by subject, scope by present community."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.areas import is_inside
from registry.permissions import Permission
from reports.formatting import amount_text
from reports.indicators.kinds import Indicator, Rate
from reports.periods import Period

COUNTED, MISSING = "counted", "missing"
PARTS = {COUNTED: gettext_lazy("Counted"), MISSING: gettext_lazy("Missing")}


@dataclass(frozen=True)
class Columns:
    """`cells(row)` are the texts; `community(row)` is the present community's code, by which scope is judged.

    `number` is the place of the column of figures, which stand at the right.
    """

    headings: tuple
    cells: Callable[[Any], list]
    community: Callable[[Any], str]
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    url: Callable[[Any], str] | None = None
    number: int | None = None


@dataclass(frozen=True)
class MemberRow:
    """`cells` are the texts in the order of `headings`."""

    headings: tuple
    cells: list
    url: str = ""
    mend_url: str = ""
    is_hidden: bool = False

    @property
    def labelled(self) -> list[tuple]:
        return list(zip(self.headings, self.cells, strict=True))


def _certificate(person) -> str:
    held = [c for c in person.certificates.all() if c.cancelled_on is None]
    return f"{held[0].get_disability_type_display()} {held[0].get_grade_display()}" if held else "—"


def _person_cells(person) -> list:
    return [person.full_name, person.get_sex_display(), person.age, _certificate(person), person.community.name]


_IN_COMMUNITY = (gettext_lazy("Name"), gettext_lazy("Community"), gettext_lazy("Open since"))
COLUMNS = {
    "person": Columns(
        (
            gettext_lazy("Name"),
            gettext_lazy("Sex"),
            gettext_lazy("Age"),
            gettext_lazy("Disability"),
            gettext_lazy("Community"),
        ),
        _person_cells,
        lambda person: person.community_id,
        related=("community",),
        prefetch=("certificates",),
        url=lambda person: reverse("registry:person-detail", args=[person.pk]),
        number=2,
    ),
    "patient": Columns(
        (gettext_lazy("Name"), gettext_lazy("Sex"), gettext_lazy("Age"), gettext_lazy("Community")),
        lambda person: [person.full_name, person.get_sex_display(), person.age, person.community.name],
        lambda person: person.community_id,
        related=("community",),
        url=lambda person: reverse("psych_care:patient-detail", args=[person.pk]),
        number=2,
    ),
    "lock_up": Columns(
        (gettext_lazy("Name"), gettext_lazy("found on"), gettext_lazy("state"), gettext_lazy("released on")),
        lambda one: [one.person.full_name, one.found_on, one.get_state_display(), one.released_on or "—"],
        lambda one: one.person.community_id,
        related=("person",),
        url=lambda one: reverse("psych_care:patient-detail", args=[one.person_id]),
    ),
    "answer": Columns(
        (gettext_lazy("Name"), gettext_lazy("Asked on"), gettext_lazy("Who answered"), gettext_lazy("Satisfaction")),
        lambda a: [a.person.full_name, a.answered_on, a.get_respondent_display(), a.get_score_display()],
        lambda a: a.person.community_id,
        related=("person",),
        url=lambda a: reverse("rehab:satisfaction-detail", args=[a.pk]),
    ),
    "health_station": Columns(
        _IN_COMMUNITY,
        lambda s: [s.name, s.community.name, s.opened_on],
        lambda s: s.community_id,
        related=("community",),
    ),
    "rehab_station": Columns(
        _IN_COMMUNITY,
        lambda s: [s.name, s.community.name, s.opened_on],
        lambda s: s.community_id,
        related=("community",),
    ),
    "community": Columns(
        (gettext_lazy("Community"), gettext_lazy("Area code")),
        lambda area: [area.name, area.code],
        lambda area: area.code,
    ),
    "coordinator": Columns(
        (gettext_lazy("Name"), gettext_lazy("Community"), gettext_lazy("In post since")),
        lambda c: [c.full_name, c.community.name, c.started_on],
        lambda c: c.community_id,
        related=("community",),
        url=lambda c: reverse("rehab:coordinator-detail", args=[c.pk]),
    ),
    "funding": Columns(
        (
            gettext_lazy("Area"),
            gettext_lazy("Received on"),
            gettext_lazy("Source"),
            gettext_lazy("Purpose"),
            gettext_lazy("Amount (yuan)"),
        ),
        lambda f: [f.area.name, f.received_on, f.get_source_display(), f.get_purpose_display(), amount_text(f.amount)],
        lambda f: f.area_id,
        related=("area",),
        number=4,
    ),
}


def may_list(staff, indicator: Indicator) -> bool:
    """Lists name people; those of psychiatric figures name patients."""
    asked = [
        Permission.VIEW_PEOPLE,
        Permission.VIEW_REHAB,
        *([Permission.VIEW_PSYCH] if indicator.confidential else []),
    ]
    return all(staff.can(permission) for permission in asked)


@dataclass(frozen=True)
class MemberList:
    """One part (counted or missing) of one figure; it has as many rows as the figure says."""

    indicator: Indicator
    part: str
    area_code: str
    period: Period
    staff: Any

    @property
    def columns(self) -> Columns:
        return COLUMNS[self.indicator.subject.key if isinstance(self.indicator, Rate) else self.indicator.numerator.key]

    def queryset(self) -> QuerySet:
        if isinstance(self.indicator, Rate):
            choose = self.indicator.counted if self.part == COUNTED else self.indicator.missing
            rows = choose(self.period, self.area_code)
        else:
            rows = self.indicator.numerator.rows(self.period, self.area_code)
        columns = self.columns
        return rows.select_related(*columns.related).prefetch_related(*columns.prefetch).order_by("pk")

    def rows(self, found: Iterable) -> Iterator[MemberRow]:
        return (self._row(row) for row in found)

    def _row(self, row) -> MemberRow:
        """Who is counted here for a past day but lives out of my scope now is a line without a name."""
        if not is_inside(self.columns.community(row), self.staff.area_id):
            blanks = [""] * (len(self.columns.headings) - 1)
            return MemberRow(self.columns.headings, [_("Now in another area"), *blanks], is_hidden=True)
        return MemberRow(self.columns.headings, self.columns.cells(row), self._url(row), self._mend_url(row))

    def _url(self, row) -> str:
        return self.columns.url(row) if self.columns.url and may_list(self.staff, self.indicator) else ""

    def _mend_url(self, row) -> str:
        mend = self.indicator.mend
        asked = Permission.EDIT_PSYCH if self.indicator.confidential else Permission.EDIT_REHAB
        if self.part != MISSING or not mend or not self.staff.can(asked):
            return ""
        back = urlencode({"next": self.url(self.indicator.code, self.part, self.area_code, self.period.end)})
        url = reverse(mend.url_name, args=[row.pk])
        return f"{url}?{mend.query}&{back}" if mend.query else f"{url}?{back}"

    @staticmethod
    def url(code: str, part: str, area_code: str, on) -> str:
        return f"{reverse('reports:members', args=[code, part])}?{urlencode({'area': area_code, 'on': on.isoformat()})}"
