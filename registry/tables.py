"""Tables as files: csv (streamed) and xlsx (written row by row), safe to open in a spreadsheet program."""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from registry import audit
from registry.permissions import Permission

FORMATS = ("csv", "xlsx")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full-width signs too: spreadsheet programs in Chinese take them for a formula's beginning.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# Spreadsheet programs keep 15 digits of a number in a csv file and turn the rest into zeros.
_DIGITS_LOST = re.compile(r"\d{16,}")


class _Echo:
    """A file whose write returns what it was given: csv.writer then makes lines for a stream."""

    def write(self, line):
        return line


@dataclass(frozen=True)
class TableExport:
    """`name` is the file's name without its ending; every row has as many values as `headings`."""

    name: str
    headings: list
    rows: Iterable[Iterable]

    def response(self, file_format: str):
        if file_format not in FORMATS:
            raise Http404
        return self.csv_response() if file_format == "csv" else self.xlsx_response()

    def csv_response(self):
        response = StreamingHttpResponse(
            _in_language(self.csv_lines(), get_language()), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = content_disposition_header(True, f"{self.name}.csv")
        return _private(response)

    def xlsx_response(self):
        # Closed by the response.
        file = tempfile.TemporaryFile()  # noqa: SIM115
        self.write_xlsx(file)
        file.seek(0)
        return _private(FileResponse(file, as_attachment=True, filename=f"{self.name}.xlsx", content_type=XLSX_TYPE))

    def csv_lines(self) -> Iterator[str]:
        writer = csv.writer(_Echo())
        # Without the mark, Excel reads the file in the machine's own encoding.
        yield "\ufeff" + writer.writerow([_csv_value(value) for value in self.headings])
        for row in self.rows:
            yield writer.writerow([_csv_value(value) for value in row])

    def csv_bytes(self) -> bytes:
        return "".join(self.csv_lines()).encode()

    def xlsx_bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.write_xlsx(buffer)
        return buffer.getvalue()

    def write_xlsx(self, file) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", self.name)[:31] or None)
        sheet.freeze_panes = "A2"
        for number in range(1, len(self.headings) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = 18
        sheet.append([_heading_cell(sheet, value) for value in self.headings])
        for row in self.rows:
            sheet.append([_cell(sheet, value) for value in row])
        book.save(file)


def export_response(request, table: TableExport, file_format: str):
    """The file for whoever may export, and a row of the audit log that tells who took which table away."""
    if not request.user.can(Permission.EXPORT_DATA):
        raise PermissionDenied
    response = table.response(file_format)
    audit.record(by=request.user, action="export", reason=f"{table.name}.{file_format}"[:300])
    return response


def export_links(staff, address: Callable[[str], str]) -> list[dict]:
    """A link for each format, for whoever may export; `address(format)` tells where it leads."""
    if not staff.can(Permission.EXPORT_DATA):
        return []
    return [{"label": file_format, "url": address(file_format)} for file_format in FORMATS]


def _in_language(lines: Iterator[str], language: str) -> Iterator[str]:
    """A stream is read after the middleware has put the language back."""
    with override(language):
        yield from lines


def neutralised(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(value):
    """Numbers and dates as they are, everything else as neutralised text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    return neutralised(str(value))


def _csv_value(value):
    plain = _plain(value)
    if isinstance(plain, date):
        return plain.isoformat(sep=" ", timespec="minutes") if isinstance(plain, datetime) else plain.isoformat()
    return f"'{plain}" if isinstance(plain, str) and _DIGITS_LOST.fullmatch(plain) else plain


def _heading_cell(sheet, value):
    cell = WriteOnlyCell(sheet, neutralised(str(value)))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, value):
    plain = _plain(value)
    cell = WriteOnlyCell(sheet, plain)
    if isinstance(plain, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(plain, datetime) else "yyyy-mm-dd"
    elif isinstance(plain, str):
        cell.number_format = "@"
    return cell


def _private(response):
    response["Cache-Control"] = "no-store"
    return response
