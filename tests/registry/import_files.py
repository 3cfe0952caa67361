"""Files for the import tests, made on the fly."""

import csv
import io
import zipfile

from django.utils import translation
from openpyxl import Workbook

from registry.imports.people import PEOPLE
from registry.imports.reading import Sheet, open_sheet
from tests.factories import make_id_number

COLUMNS = ("full_name", "id_number", "community", "certificate_number", "issued_on", "phone")
with translation.override("zh-hans"):
    HEADS = [str(PEOPLE.column(name).heading) for name in COLUMNS]


def row(name="汪德福", number=None, community="341702001008", certificate="", issued="", phone="", sequence=1):
    return [
        name,
        make_id_number(sequence=sequence) if number is None else number,
        community,
        certificate,
        issued,
        phone,
    ]


def csv_file(rows, heads=None, encoding="utf-8-sig", delimiter=",") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([heads or HEADS, *rows])
    return buffer.getvalue().encode(encoding)


def workbook(rows, heads=None) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "数据"
    sheet.append(heads or HEADS)
    for one in rows:
        sheet.append(one)
    return book


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsx(rows, heads=None) -> bytes:
    return saved(workbook(rows, heads))


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part of its archive added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry.filename))
        new.writestr(name, part)
    return buffer.getvalue()


def opened(content: bytes, name: str) -> Sheet:
    return open_sheet(io.BytesIO(content), name)
