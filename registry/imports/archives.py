"""What an .xlsx file may hold before anything lays it out in memory: its parts, their true sizes, its farthest cell."""

import re
import zipfile
import zlib
from functools import lru_cache
from typing import BinaryIO

from django.utils.translation import gettext as _

from registry.imports.refusals import FileRefusedError

MAX_UNPACKED_BYTES = 400 * 2**20
MAX_TEXTS_BYTES = 100 * 2**20
MAX_RATIO = 200
# Small parts may well be dense.
DENSE_FROM_BYTES = 2**24
MAX_COLUMNS = 200
# Of a sheet whose cells do not tell where they stand.
USUAL_COLUMNS = 20
# The reader lays all cells out, empty or not; a longer list goes in as csv, which is read as it comes.
MAX_CELLS = 5_000_000
SCAN_BYTES = 2**20
# A cell that is not empty: `<c r="B7" …>`, where an empty one ends in `/>`.
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?r=["']([A-Z]{1,3})([0-9]{1,7})["'][^>/]*>""")
_CELL_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?c(?:>|\s(?![^>]*\br=)[^>/]*>)""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?r=["']([0-9]{1,7})["']""")


def check_archive(file: BinaryIO) -> None:
    """Raises FileRefusedError. Reads every part once: the sizes an archive tells of itself may be false."""
    try:
        archive = zipfile.ZipFile(file)
        _check_parts(archive.infolist())
        for entry in archive.infolist():
            _check_part(archive, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise FileRefusedError(_("The file is incomplete: copy or download it again.")) from error
    except RuntimeError as error:
        raise FileRefusedError(_("The workbook has a password: save it without one.")) from error


def _check_parts(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise FileRefusedError(_("This is not an .xlsx workbook: save it as .xlsx from the spreadsheet program."))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefusedError(_("The workbook holds macros: save it as .xlsx without macros."))
    texts = sum(entry.file_size for entry in entries if entry.filename.endswith("sharedStrings.xml"))
    if (
        sum(e.file_size for e in entries) > MAX_UNPACKED_BYTES
        or texts > MAX_TEXTS_BYTES
        or any(map(_too_dense, entries))
    ):
        raise FileRefusedError(_("The workbook unpacks to far too much: copy the table into a new workbook."))


def _too_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(DENSE_FROM_BYTES, entry.compress_size * MAX_RATIO)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One cell at the far end of a sheet makes its reader lay out all the cells before it: look before it does."""
    is_sheet = entry.filename.startswith("xl/worksheets/")
    last_row = last_column = 0
    tail = b""
    with archive.open(entry) as part:
        while block := part.read(SCAN_BYTES):
            if is_sheet:
                row, column = _farthest(tail + block)
                last_row, last_column = max(last_row, row), max(last_column, column)
                tail = block[-256:]
    if last_column > MAX_COLUMNS:
        raise FileRefusedError(_("The sheet is too wide: delete everything right of the table."))
    if last_row * last_column > MAX_CELLS:
        raise FileRefusedError(
            _("The sheet is too long: delete everything below the table, or save a longer list as .csv.")
        )


def _farthest(block: bytes) -> tuple[int, int]:
    """Row and column beyond which this piece of a sheet fills no cell."""
    row = column = 0
    if found := _FILLED_CELL.findall(block):
        letters, numbers = (set(part) for part in zip(*found, strict=True))
        row, column = max(map(int, numbers)), max(map(_column_number, letters))
    if _CELL_WITHOUT_PLACE.search(block):
        row = max([row, *map(int, _ROW.findall(block))])
        column = max(column, USUAL_COLUMNS)
    return row, column


@lru_cache(maxsize=1000)
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
