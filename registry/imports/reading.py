"""Opening a file that someone uploaded: xlsx or csv, never trusted, every refusal with its remedy."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from registry.imports.archives import check_archive
from registry.imports.refusals import FileRefusedError

VERSION_SHEET = "_template"
BLOCK_BYTES = 2**20
_WEB_PAGE = ("<!doctype", "<html", "<?xml", "<table")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass
class Sheet:
    """`rows` gives (row number as the spreadsheet shows it, cells); `version` is that of the template, if any.

    `height` is how many rows there are about; a csv file with line breaks in its cells has fewer.
    """

    name: str
    headers: list[str]
    rows: Iterator[tuple[int, list]]
    height: int
    version: str = ""


def open_sheet(file: BinaryIO, name: str) -> Sheet:
    """`file` stays in use until the last row is read: rows are read as they are asked for."""
    beginning = file.read(8)
    file.seek(0)
    if not beginning:
        raise FileRefusedError(_("The file is empty."))
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefusedError(
            _("This is an old .xls file or one with a password: open it, and save it as .xlsx without a password.")
        )
    if beginning.startswith(b"PK"):
        return _open_xlsx(file)
    if name.lower().endswith((".xlsx", ".xls")):
        raise FileRefusedError(
            _("The file is named as a workbook but is none: save it as .xlsx from the spreadsheet program.")
        )
    return _open_csv(file)


def _open_xlsx(file: BinaryIO) -> Sheet:
    check_archive(file)
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        sheet = _data_sheet(workbook)
        rows = enumerate(sheet.iter_rows(), (sheet.start or (0, 0))[0] + 1)
        return _with_headers(sheet.name, rows, sheet.height, _version(workbook))
    except CalamineError as error:
        raise FileRefusedError(_("The workbook is damaged: open it and save it again as .xlsx.")) from error


def _data_sheet(workbook):
    """The first visible sheet that is not empty; the template's instructions come after its data."""
    for meta in workbook.sheets_metadata:
        if meta.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.height:
                return sheet
    raise FileRefusedError(_("The workbook holds no rows."))


def _version(workbook) -> str:
    if VERSION_SHEET not in workbook.sheet_names:
        return ""
    rows = workbook.get_sheet_by_name(VERSION_SHEET).to_python(nrows=1)
    return str(rows[0][0]) if rows and rows[0] else ""


def _open_csv(file: BinaryIO) -> Sheet:
    encoding, line_count = _encoding(file)
    file.seek(0)
    lines = io.TextIOWrapper(file, encoding, newline="")
    beginning = lines.read(10_000)
    lines.seek(0)
    if beginning.lstrip("\ufeff \t\r\n").lower().startswith(_WEB_PAGE):
        lines.detach()
        raise FileRefusedError(_("This is a web page, not a table: open it and save it as .xlsx."))
    first_line = beginning.split("\n", 1)[0]
    rows = enumerate(csv.reader(lines, delimiter=max(",;\t", key=first_line.count)), 1)
    return _with_headers("csv", _refusing(rows, lines), line_count, "")


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """The encoding that reads the whole file, and the number of its lines."""
    beginning = file.read(2)
    for encoding in ("utf-16",) if beginning in _UTF_16 else ("utf-8-sig", "gb18030"):
        file.seek(0)
        try:
            return encoding, _count_lines(file, encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(_("The file mixes encodings: save it as .xlsx, or as .csv in UTF-8."))


def _count_lines(file: BinaryIO, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    while block := file.read(BLOCK_BYTES):
        text = decoder.decode(block)
        if "\0" in text:
            raise FileRefusedError(_("The file is not text: save it as .xlsx or as .csv."))
        lines += text.count("\n")
    decoder.decode(b"", final=True)
    return lines


def _refusing(rows: Iterator, lines: io.TextIOWrapper) -> Iterator:
    """At the end the file is left to whoever opened it."""
    try:
        yield from rows
    except csv.Error as error:
        raise FileRefusedError(
            _("The file cannot be read as a table; a quotation mark may be missing: save it as .xlsx.")
        ) from error
    finally:
        if not lines.closed:
            lines.detach()


def _with_headers(name: str, rows, height: int, version: str) -> Sheet:
    for number, row in rows:
        headers = [str(cell).strip() for cell in row]
        if any(headers):
            return Sheet(name, headers, rows, max(height - number, 0), version)
    raise FileRefusedError(_("The file holds no rows."))
