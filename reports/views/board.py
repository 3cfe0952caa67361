"""The board: every indicator of an area on one page; a row opens the indicator, its streets and the people behind it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry import audit
from registry.areas import ancestor_codes, is_area_code, is_inside, parent_code
from registry.models import Area
from registry.paging import page_of
from registry.permissions import Permission, requires
from registry.replica import may_lag
from registry.tables import export_links, export_response
from reports import board_tables
from reports.boards import Figures
from reports.forms import DayForm
from reports.indicators import INDICATORS
from reports.indicators.kinds import Rate
from reports.member_lists import MISSING, PARTS, MemberList, may_list
from reports.periods import Period
from reports.withheld import sees_confidential


@dataclass(frozen=True)
class Place:
    """The area and day that the address asks for; out of scope is 404, an impossible day shows its error and today."""

    area: Area
    above: list[Area]
    below: list[Area]
    on: date
    form: DayForm

    @classmethod
    def of(cls, request) -> "Place":
        code = request.GET.get("area") or request.user.area_id
        if not is_area_code(code):
            raise Http404
        near = Q(code__inside=code) | Q(code__in=ancestor_codes(code))
        areas = {area.code: area for area in Area.objects.visible_to(request.user).filter(near)}
        if code not in areas:
            raise Http404
        form = DayForm({"on": request.GET.get("on") or timezone.localdate().isoformat()})
        return cls(
            area=areas[code],
            above=[area for area in areas.values() if area.code != code and is_inside(code, area.code)],
            below=[area for area in areas.values() if parent_code(area.code) == code],
            on=form.cleaned_data["on"] if form.is_valid() else timezone.localdate(),
            form=form,
        )

    @property
    def period(self) -> Period:
        return Period(self.on)

    @property
    def query(self) -> str:
        return urlencode({"area": self.area.code, "on": self.on.isoformat()})

    def url(self, name: str, *args) -> str:
        return f"{reverse(name, args=args)}?{self.query}"

    def crumbs(self, name: str, *args) -> list[dict]:
        """The areas above this one, as far up as my scope reaches."""
        day = self.on.isoformat()
        return [
            {"label": area.name, "url": f"{reverse(name, args=args)}?{urlencode({'area': area.code, 'on': day})}"}
            for area in self.above
        ]

    def day_links(self) -> list[dict]:
        today = timezone.localdate()
        days = [today, date(today.year - 1, 12, 31), date(today.year - 2, 12, 31)]
        return [{"day": day, "active": day == self.on} for day in days]


def _indicator(code: str):
    if code not in INDICATORS:
        raise Http404
    return INDICATORS[code]


def _exports(request, place: Place, name: str, *args) -> list[dict]:
    return export_links(request.user, lambda form: place.url(name, *args, form))


@require_safe
@requires(Permission.VIEW_BOARD)
@may_lag
def board(request):
    place = Place.of(request)
    figures = Figures(list(INDICATORS.values()), place.area, place.on, reader=request.user)
    context = {
        "place": place,
        "crumbs": place.crumbs("reports:board"),
        "groups": figures.groups(),
        "areas_below": place.below,
        "may_edit_targets": request.user.can(Permission.EDIT_TARGETS),
        "exports": _exports(request, place, "reports:board-export"),
        "made_at": timezone.localtime(),
    }
    return render(request, "reports/board/board.html", context)


@require_safe
@requires(Permission.VIEW_BOARD)
@may_lag
def board_trend(request):
    """The spark lines, asked for once the board stands: twelve month ends cost six times what the board does."""
    place = Place.of(request)
    figures = Figures(list(INDICATORS.values()), place.area, place.on, reader=request.user, with_trend=True)
    context = {"place": place, "groups": figures.groups(), "crumbs": place.crumbs("reports:board")}
    return render(request, "reports/board/_trends.html" if request.htmx else "reports/board/trends.html", context)


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_BOARD)
def board_export(request, file_format):
    place = Place.of(request)
    figures = Figures(list(INDICATORS.values()), place.area, place.on, reader=request.user)
    lines = [line for group in figures.groups() for line in group.lines]
    return export_response(request, board_tables.of_board(lines, place.area, place.on), file_format)


@require_safe
@requires(Permission.VIEW_BOARD)
@may_lag
def indicator_detail(request, code):
    place, indicator = Place.of(request), _indicator(code)
    figures = Figures([indicator], place.area, place.on, reader=request.user, with_trend=True)
    line = figures.line(indicator, place.area)
    context = {
        "place": place,
        "crumbs": place.crumbs("reports:indicator", code),
        "indicator": indicator,
        "line": line,
        "points": figures.trend_points(line),
        "below": figures.below(indicator, place.below),
        "is_guarded": indicator.confidential and not sees_confidential(request.user),
        "may_edit_targets": request.user.can(Permission.EDIT_TARGETS),
        "exports": _exports(request, place, "reports:indicator-export", code),
        "made_at": timezone.localtime(),
    }
    return render(request, "reports/board/indicator.html", context)


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_BOARD)
def indicator_export(request, code, file_format):
    place, indicator = Place.of(request), _indicator(code)
    figures = Figures([indicator], place.area, place.on, reader=request.user)
    lines = [figures.line(indicator, place.area), *figures.below(indicator, place.below)]
    return export_response(request, board_tables.of_indicator(lines, indicator, place.area, place.on), file_format)


def _members(request, code: str, part: str) -> tuple[Place, MemberList]:
    place, indicator = Place.of(request), _indicator(code)
    if part not in PARTS or (part == MISSING and not isinstance(indicator, Rate)):
        raise Http404
    if not may_list(request.user, indicator):
        raise PermissionDenied
    return place, MemberList(indicator, part, place.area.code, place.period, request.user)


@require_safe
@requires(Permission.VIEW_REHAB)
@requires(Permission.VIEW_PEOPLE)
@requires(Permission.VIEW_BOARD)
def members(request, code, part):
    """A list of patients is logged, as those of psychiatric care are."""
    place, listed = _members(request, code, part)
    if listed.indicator.confidential:
        audit.record(by=request.user, action="read", reason=f"{code} {listed.indicator.name}")
    return _member_page(request, place, listed)


@may_lag
def _member_page(request, place: Place, listed: MemberList):
    page = page_of(listed.queryset(), request)
    figures = Figures([listed.indicator], place.area, place.on, reader=request.user)
    line = figures.line(listed.indicator, place.area)
    context = {
        "place": place,
        "indicator": listed.indicator,
        "line": line,
        "part": listed.part,
        "tabs": _tabs(place, listed, line),
        "headings": listed.columns.headings,
        "number": listed.columns.number,
        "rows": listed.rows(page.object_list),
        "page": page,
        "exports": _exports(request, place, "reports:members-export", listed.indicator.code, listed.part),
    }
    return render(request, "reports/board/members.html", context)


def _tabs(place: Place, listed: MemberList, line) -> list[dict]:
    counts = {"counted": line.outcome.this.numerator, "missing": line.missing if line.has_lists else None}
    return [
        {
            "label": label,
            "url": place.url("reports:members", listed.indicator.code, part),
            "active": part == listed.part,
            "count": counts[part] if line.has_lists else "",
        }
        for part, label in PARTS.items()
        if part != MISSING or line.has_lists
    ]


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_REHAB)
@requires(Permission.VIEW_PEOPLE)
@requires(Permission.VIEW_BOARD)
def members_export(request, code, part, file_format):
    place, listed = _members(request, code, part)
    return export_response(request, board_tables.of_members(listed, place.area, place.on), file_format)
