import os
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from registry.models import Area
from registry.pdf import render
from registry.pdf.fonts import FontError
from reports.annual import content, pdf


class Command(BaseCommand):
    help = "Write the annual report of an area and year as a PDF; the same figures and --made-on give the same bytes."

    def add_arguments(self, parser):
        parser.add_argument("--area", required=True, metavar="CODE", help="2, 4, 6, 9 or 12 digits")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )
        parser.add_argument("--preparer", default="", help="who prepared it (default: the area's federation)")
        parser.add_argument("--number", default="", help="document number, such as 贵残联〔2025〕3号")
        parser.add_argument(
            "--made-on", type=date.fromisoformat, help="date on the cover (default SOURCE_DATE_EPOCH or today)"
        )

    def handle(self, *, area, year, output, language, preparer, number, made_on, **options):
        made_on = made_on or _source_date() or timezone.localdate()
        if not Area.objects.filter(code=area).exists():
            raise CommandError(f"There is no area {area}; manage.py load_areas loads areas.")
        if year > made_on.year:
            raise CommandError(f"{year} has not begun.")
        with translation.override(language):
            figures = content.read(area, year, made_on)
            report = content.compose(figures, preparer=preparer, document_number=number)
            printed = pdf.prepare(report, figures)
        try:
            render.write(printed.order, output)
        except (FontError, OSError) as error:
            raise CommandError(str(error)) from error
        for item in printed.missing:
            self.stderr.write(self.style.WARNING(f"The fonts lack {item.code_point}, printed as 〓: {item.context}"))
        self.stdout.write(self.style.SUCCESS(f"Annual report written: {output}"))


def _source_date() -> date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
