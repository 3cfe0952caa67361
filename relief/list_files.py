"""What a list of another department looks like: few columns, read by the reading machinery of imports."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.id_numbers import parse_id_number
from registry.imports.columns import Column, check_readable, is_blank, past_date, text
from registry.imports.dataset import Dataset
from registry.imports.reading import open_sheet
from registry.imports.refusals import FileRefusedError
from relief.models import ListRow

MAX_ROWS = 50_000
MAX_AMOUNT = Decimal(10) ** 9
# How many refused rows are shown.
SHOWN = 50


def _id_number(cell, today: date) -> str:
    return parse_id_number(text(30)(cell, today), today).number


def _amount(cell, today: date) -> Decimal:
    """Cells of a workbook are floats: their shortest writing is what was typed."""
    try:
        value = Decimal(str(cell).replace(",", "").replace("，", "").strip())
    except InvalidOperation as error:
        raise ValidationError(_("This is not an amount.")) from error
    if not value.is_finite() or not 0 <= value < MAX_AMOUNT:
        raise ValidationError(_("This is not an amount."))
    return value.quantize(Decimal("0.01"))


def _column(name: str, heading, read, **values) -> Column:
    return Column(name, heading, read, value=lambda row: "", **values)


LIST = Dataset(
    key="outside-list",
    label=gettext_lazy("List of another department"),
    columns=(
        _column(
            "id_number",
            gettext_lazy("ID number"),
            _id_number,
            required=True,
            example="34179919650505001X",
            aliases=("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份證號"),
            width=24,
        ),
        _column("full_name", gettext_lazy("Name"), text(50), aliases=("姓名",)),
        _column(
            "on",
            gettext_lazy("Day"),
            past_date,
            example="2025-03-01",
            help=gettext_lazy("Of the death, the move, the grant; may stay empty."),
            aliases=("日期", "死亡日期", "迁出日期", "登记日期", "入住日期"),
        ),
        _column("amount", gettext_lazy("Amount"), _amount, aliases=("金额", "月金额", "金額"), example="320"),
        _column(
            "detail",
            gettext_lazy("Detail"),
            text(200),
            help=gettext_lazy("The programme, the vehicle, the institution."),
            aliases=("说明", "项目", "备注", "車型", "车型", "说明"),
            width=32,
        ),
    ),
    resource=ListRow,
)


@dataclass
class Read:
    """`refused` are (row number, reason); no reason repeats what the cell holds."""

    rows: list[ListRow] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    @property
    def first_reason(self) -> str:
        return self.refused[0][1] if self.refused else _("it holds headings only.")


def read_rows(file: BinaryIO, name: str) -> Read:
    """Raises FileRefusedError for what is no such list at all."""
    sheet, today, read = open_sheet(file, name), timezone.localdate(), Read()
    positions, seen = LIST.find_headings(sheet), set()
    for number, cells in sheet.rows:
        if all(is_blank(cell) for cell in cells):
            continue
        if len(read.rows) >= MAX_ROWS:
            raise FileRefusedError(_("The list has more than %(limit)d rows: split it.") % {"limit": MAX_ROWS})
        try:
            values = _values(cells, positions, today)
        except ValidationError as error:
            read.refused.append((number, " ".join(error.messages)))
            continue
        if (line := tuple(values.values())) not in seen:
            seen.add(line)
            read.rows.append(ListRow(**values))
    return read


def _values(cells: list, positions: dict[str, int], today: date) -> dict:
    values = {"full_name": "", "on": None, "amount": None, "detail": ""}
    for column in LIST.columns:
        index = positions.get(column.name)
        cell = cells[index] if index is not None and index < len(cells) else None
        if is_blank(cell):
            if column.required:
                raise ValidationError(_("%(heading)s is missing.") % {"heading": column.heading})
            continue
        check_readable(cell)
        values[column.name] = column.read(cell, today)
    return dict(sorted(values.items()))
