import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.areas import LEVEL_LENGTHS, is_area_code, is_inside
from registry.models import Area, Staff
from registry.permissions import Permission
from reports.boards import Figures, Line
from reports.formatting import WITHHELD, rounded
from reports.indicators import INDICATORS

COLUMNS = ("indicator", "area", "numerator", "denominator", "value", "target", "met")
DIGITS = {"street": 9, "community": 12}


class Command(BaseCommand):
    help = (
        "Print every indicator of an area; an indicator with several targets has a row for each. "
        "Small psychiatric figures are withheld (＊) unless --reader names an account that may see them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--area", required=True, help="area code, for example 341702")
        parser.add_argument("--on", type=date.fromisoformat, help="day (YYYY-MM-DD), today by default")
        parser.add_argument("--by", choices=sorted(DIGITS), help="one set of rows for each street or community")
        parser.add_argument("--reader", metavar="USER", help="tell the figures as this account may see them")
        parser.add_argument("--format", choices=["csv", "json"], default="csv")

    def handle(self, *, area, on, by, reader, format, **options):
        place = self._area(area)
        staff = self._reader(reader, place) if reader else None
        figures = Figures(list(INDICATORS.values()), place, on or timezone.localdate(), reader=staff)
        lines = [figures.line(i, below) for i in INDICATORS.values() for below in self._areas(place, by)]
        rows = [row for line in lines for row in _rows(line)]
        if format == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

    @staticmethod
    def _area(code: str) -> Area:
        if not is_area_code(code):
            raise CommandError(f"{code!r} is no area code; codes have {', '.join(map(str, LEVEL_LENGTHS))} digits")
        try:
            return Area.objects.get(code=code)
        except Area.DoesNotExist as error:
            raise CommandError(f"there is no area {code}") from error

    @staticmethod
    def _reader(username: str, place: Area) -> Staff:
        staff = Staff.objects.filter(username=username, is_active=True).first()
        if staff is None:
            raise CommandError(f"there is no account {username}")
        if not staff.can(Permission.VIEW_BOARD) or not is_inside(place.code, staff.area_id):
            raise CommandError(f"{username} may not see the figures of {place.code}")
        return staff

    @staticmethod
    def _areas(place: Area, by: str | None) -> list[Area]:
        return list(Area.objects.inside(place.code).of_length(DIGITS[by])) if by else [place]


def _count(value) -> str:
    return WITHHELD if value is None else str(value)


def _rows(line: Line) -> list[dict]:
    this, value = line.outcome.this, line.outcome.this.value
    common = {
        "indicator": line.indicator.code,
        "area": line.area.code,
        "numerator": _count(this.numerator),
        "denominator": _count(this.denominator),
        "value": WITHHELD
        if this.is_withheld
        else ""
        if value is None
        else str(rounded(value, line.indicator.decimals)),
    }
    met = {True: "yes", False: "no", None: ""}
    targets = [{"target": str(t.value), "met": met[line.outcome.meets(t)]} for t in line.outcome.targets]
    return [{**common, **target} for target in targets or [{"target": "", "met": ""}]]
