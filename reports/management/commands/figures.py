import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.areas import LEVEL_LENGTHS, is_area_code
from registry.models import Area
from reports.boards import Figures, Line
from reports.formatting import rounded
from reports.indicators import INDICATORS

COLUMNS = ("indicator", "area", "numerator", "denominator", "value", "target", "met")
DIGITS = {"street": 9, "community": 12}


class Command(BaseCommand):
    help = "Print every indicator of an area; an indicator with several targets has a row for each."

    def add_arguments(self, parser):
        parser.add_argument("--area", required=True, help="area code, for example 341702")
        parser.add_argument("--on", type=date.fromisoformat, help="day (YYYY-MM-DD), today by default")
        parser.add_argument("--by", choices=sorted(DIGITS), help="one set of rows for each street or community")
        parser.add_argument("--format", choices=["csv", "json"], default="csv")

    def handle(self, *, area, on, by, format, **options):
        place = self._area(area)
        figures = Figures(list(INDICATORS.values()), place, on or timezone.localdate())
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
    def _areas(place: Area, by: str | None) -> list[Area]:
        return list(Area.objects.inside(place.code).of_length(DIGITS[by])) if by else [place]


def _rows(line: Line) -> list[dict]:
    this, value = line.outcome.this, line.outcome.this.value
    common = {
        "indicator": line.indicator.code,
        "area": line.area.code,
        "numerator": str(this.numerator),
        "denominator": str(this.denominator),
        "value": "" if value is None else str(rounded(value, line.indicator.decimals)),
    }
    met = {True: "yes", False: "no", None: ""}
    targets = [{"target": str(t.value), "met": met[line.outcome.meets(t)]} for t in line.outcome.targets]
    return [{**common, **target} for target in targets or [{"target": "", "met": ""}]]
