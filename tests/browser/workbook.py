"""A filled import template with errors in it."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Download

from tests.factories import make_id_number

BORN = date(1968, 8, 8)
ADDED, REJECTED = ["钱大寒", "钱小寒"], ["钱白露", "钱霜降", "钱惊蛰"]


def filled(template: Download, folder: Path, first: int = 0) -> Path:
    """The template with five people in its sheet; with another `first` they have other numbers."""
    path = folder / "池阳街道.xlsx"
    template.save_as(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
    for number, row in enumerate(_rows(first), 2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    book.save(path)
    return path


def _rows(first: int) -> list[dict]:
    """Two that are right and three that are not: a number stored as a figure, a wrong check digit, no such community."""
    ids = [make_id_number(BORN, "1", sequence) for sequence in range(first, first + 5)]
    wrong = ids[3][:-1] + ("1" if ids[3][-1] != "1" else "2")
    numbers = [ids[0], ids[1], int(ids[2][:17] + "0"), wrong, ids[4]]
    communities = ["秀山居委会", "341702001008", "秀山居委会", "秀山居委会", "没有的居委会"]
    people = zip(ADDED + REJECTED, numbers, communities, strict=True)
    return [{"姓名": name, "身份证号": number, "社区": community} for name, number, community in people]
