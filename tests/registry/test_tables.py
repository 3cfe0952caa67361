"""Tables as files that are safe to open in a spreadsheet program."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from registry.tables import TableExport

ID_NUMBER = "341799196505050010"


def table(*values, name="people") -> TableExport:
    return TableExport(name, ["heading"], [[value] for value in values])


def csv_cell(value) -> str:
    return table(value).csv_bytes().decode("utf-8-sig").splitlines()[1]


def xlsx_cells(*values) -> list:
    sheet = load_workbook(io.BytesIO(table(*values).xlsx_bytes())).active
    return [sheet.cell(row, 1) for row in range(2, 2 + len(values))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "－"])
def test_text_cannot_begin_a_formula(start):
    text = f"{start}1+1"
    assert csv_cell(text).lstrip('"').startswith("'")
    (cell,) = xlsx_cells(text)
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_headings_neither():
    assert TableExport("t", ["=1"], []).csv_bytes().decode("utf-8-sig").startswith("'=")


def test_numbers_stay_numbers():
    assert csv_cell(-5) == "-5"
    assert [cell.value for cell in xlsx_cells(-5, Decimal("1.50"))] == [-5, 1.5]


def test_long_digits_stay_text():
    assert csv_cell(ID_NUMBER) == f"'{ID_NUMBER}"
    (cell,) = xlsx_cells(ID_NUMBER)
    assert (cell.value, cell.data_type, cell.number_format) == (ID_NUMBER, "s", "@")


def test_days_and_times():
    moment = datetime(2026, 3, 18, 1, 30, tzinfo=UTC)
    assert csv_cell(date(2026, 3, 18)) == "2026-03-18"
    assert csv_cell(moment) == "2026-03-18 09:30"
    day, time = xlsx_cells(date(2026, 3, 18), moment)
    assert day.number_format == "yyyy-mm-dd"
    assert time.value == datetime(2026, 3, 18, 9, 30)


def test_nothing_is_empty():
    assert csv_cell(None) == '""'


def test_characters_that_a_workbook_cannot_hold_go():
    (cell,) = xlsx_cells("甲\x0b乙")
    assert cell.value == "甲乙"


def test_csv_tells_its_encoding():
    assert table("汪").csv_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_files_are_not_kept_by_the_browser(db, file_format):
    response = table("汪", name="人员").response(file_format)
    assert response["Cache-Control"] == "no-store"
    assert "filename*=utf-8''%E4%BA%BA%E5%91%98" in response["Content-Disposition"]
    response.close()


def test_without_the_apostrophe_it_would_be_a_formula(monkeypatch):
    """The harm that the guard prevents."""
    monkeypatch.setattr("registry.tables.neutralised", str)
    (cell,) = xlsx_cells("=1+1")
    assert cell.data_type == "f"
