"""Files that are no tables, or would be harmful: refused as a whole with a remedy, in little memory, without a trace."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from registry.imports.people import PEOPLE, PersonResource
from registry.imports.refusals import FileRefusedError
from registry.imports.workbooks import template
from registry.models import Person
from tests.registry.import_files import HEADS, csv_file, opened, row, saved, with_part, workbook, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _zip(**parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def _bomb() -> bytes:
    return with_part(xlsx([row()]), "xl/worksheets/sheet1.xml", b" " * (300 * 2**20))


def _far_cell() -> bytes:
    book = workbook([row()])
    book.active["XFD1048576"] = "x"
    return saved(book)


REFUSED = {
    "empty": (b"", "empty"),
    "old xls or encrypted": (OLE, "password"),
    "html named xls": (b"<html><table><tr><td>1</td></tr></table></html>", "xls"),
    "csv named xlsx": (csv_file([row()]), "workbook"),
    "truncated": (xlsx([row()])[:-400], "incomplete"),
    "other archive": (_zip(word__document="x"), "not an .xlsx"),
    "macros": (with_part(xlsx([row()]), "xl/vbaProject.bin", b"x"), "macros"),
    "bomb": (_bomb(), "too much"),
    "far cell": (_far_cell(), "wide"),
    "nothing in it": (saved(workbook([], [""])), "no rows"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_as_a_whole_with_the_remedy(kind):
    content, words = REFUSED[kind]
    with pytest.raises(FileRefusedError, match=words):
        opened(content, "people.xls" if "xls" in kind else "people.xlsx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01\x02binary\x00", "not text"),
        ("姓名\n汪".encode() + b"\xff\xfe\xfa\n", "mixes"),
        (b"<!doctype html><p>", "web page"),
    ],
)
def test_csv_that_is_none(content, words):
    with pytest.raises(FileRefusedError, match=words):
        opened(content, "people.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_usual_kind_is_read(areas, encoding, delimiter):
    content = csv_file([row(name="𠮷田·汪㛃")], encoding=encoding, delimiter=delimiter)
    result = PersonResource().import_data(opened(content, "p.csv"))
    assert result.outcomes["added"] == 1
    assert Person.objects.get().full_name == "𠮷田·汪㛃"


def _columns(heads):
    sheet = opened(xlsx([["x"] * len(heads)], heads), "p.xlsx")
    return PEOPLE.find_headings(sheet)


def test_missing_columns_are_named():
    with pytest.raises(FileRefusedError, match="ID number"):
        _columns([HEADS[0], HEADS[2]])


def test_a_column_twice_is_refused():
    with pytest.raises(FileRefusedError, match="twice"):
        _columns([*HEADS, HEADS[0]])


def test_the_template_is_accepted_and_another_version_is_not(areas):
    sheet = opened(template(PEOPLE), "t.xlsx")
    assert sheet.version == PEOPLE.version
    assert set(PEOPLE.find_headings(sheet)) == {c.name for c in PEOPLE.columns}
    sheet.version = "people-0123"
    with pytest.raises(FileRefusedError, match="another template"):
        PEOPLE.find_headings(sheet)


def test_the_template_alone_holds_no_rows(areas):
    assert PersonResource().import_data(opened(template(PEOPLE), "t.xlsx")).total_rows == 0


def test_the_example_of_every_column_can_be_read():
    for column in PEOPLE.columns:
        if column.example:
            try:
                column.read(column.example, date(2026, 3, 18))
            except ValidationError as error:
                pytest.fail(f"{column.name}: {error.messages}")


def test_hidden_sheets_are_not_read(areas):
    book = workbook([row()])
    hidden = book.create_sheet("旧数据", 0)
    hidden.append(["别的", "东西"])
    hidden.sheet_state = "hidden"
    assert PersonResource().import_data(opened(saved(book), "p.xlsx")).outcomes["added"] == 1


def test_blank_styled_rows_cost_nothing(areas):
    from openpyxl.styles import PatternFill

    book = workbook([row()])
    for number in range(3, 3000):
        book.active.cell(number, 1).fill = PatternFill("solid", fgColor="EEEEEE")
    assert PersonResource().import_data(opened(saved(book), "p.xlsx")).total_rows == 1


def test_entities_of_a_document_type_are_not_expanded(areas):
    content = with_part(
        xlsx([row()]),
        "xl/sharedStrings.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>',
    )
    try:
        result = PersonResource().import_data(opened(content, "p.xlsx"))
    except FileRefusedError:
        return
    assert "root:" not in str([one.cells for one in result.rejected])
