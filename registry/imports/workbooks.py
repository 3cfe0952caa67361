"""Workbooks that the desk gives out: the template of a dataset, and the rejected rows of an import."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from registry.imports.dataset import Dataset
from registry.imports.reading import VERSION_SHEET

_HEAD = PatternFill("solid", fgColor="DCE9E3")
_WRONG = PatternFill("solid", fgColor="F8D7D3")
_LAST_ROW = 5000


def template(dataset: Dataset) -> bytes:
    """Data sheet with drop-downs, instructions with an example, lists, and the hidden version."""
    book = Workbook()
    data = book.active
    data.title = _("Data")
    lists = book.create_sheet("_lists")
    lists.sheet_state = "hidden"
    for index, column in enumerate(dataset.columns, 1):
        letter = get_column_letter(index)
        cell = data.cell(1, index, f"{column.heading}{'*' if column.required else ''}")
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(vertical="center")
        data.column_dimensions[letter].width = column.width
        data.column_dimensions[letter].number_format = "@"
        for row in range(2, 202):
            data.cell(row, index).number_format = "@"
        if column.choices:
            _add_drop_down(data, lists, letter, index, column)
    data.freeze_panes = "B2"
    data.row_dimensions[1].height = 24
    _write_instructions(book.create_sheet(_("Instructions")), dataset)
    version = book.create_sheet(VERSION_SHEET)
    version["A1"] = dataset.version
    version.sheet_state = "veryHidden"
    return _bytes(book)


def _add_drop_down(data, lists, letter: str, index: int, column) -> None:
    for row, (_value, label) in enumerate(column.choices, 1):
        lists.cell(row, index, str(label))
    rule = DataValidation(
        type="list", formula1=f"=_lists!${letter}$1:${letter}${len(column.choices)}", allow_blank=True
    )
    rule.showErrorMessage, rule.error = True, _("Take one from the list.")
    data.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")


def _write_instructions(sheet, dataset: Dataset) -> None:
    sheet.append([_("Column"), _("Must be filled in"), _("Example"), _("Note")])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for column in dataset.columns:
        sheet.append([str(column.heading), _("yes") if column.required else "", column.example, str(column.help)])
    for letter, width in zip("ABCD", (20, 14, 28, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def rejected_rows(dataset: Dataset, rows) -> bytes:
    """The rejected rows as they were, wrong cells red, the reason beside them; mended, the file can be sent again."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Data"))
    for index, column in enumerate(dataset.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.column_dimensions[get_column_letter(len(dataset.columns) + 1)].width = 80
    sheet.append([f"{c.heading}{'*' if c.required else ''}" for c in dataset.columns] + [_("Reason")])
    for row in rows:
        cells = [_rejected_cell(sheet, *pair, row.errors) for pair in zip(dataset.columns, row.cells, strict=True)]
        reasons = "；".join(f"{dataset.column(name).heading}：{message}" for name, message in row.errors.items())
        sheet.append([*cells, reasons])
    version = book.create_sheet(VERSION_SHEET)
    version.append([dataset.version])
    version.sheet_state = "veryHidden"
    return _bytes(book)


def _rejected_cell(sheet, column, value, errors: dict[str, str]) -> WriteOnlyCell:
    if isinstance(value, str):
        value = "".join(c for c in value[:32_000] if c >= " " or c in "\t\n")
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    if column.name in errors:
        cell.fill = _WRONG
        cell.comment = Comment(errors[column.name], "")
    return cell


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
