"""Reading what a bank sends back: one row a payment, named by the number that our file gave it."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.imports.reading import open_sheet
from registry.imports.refusals import FileRefusedError
from registry.text import compact

HEADINGS = {
    "reference": {"流水号", "序号", "明细序号", "reference"},
    "amount": {"金额", "交易金额", "amount"},
    "result": {"结果", "处理结果", "状态", "result"},
    "reason": {"原因", "失败原因", "退汇原因", "备注", "reason"},
}
PAID = {"成功", "已入账", "success", "paid", "ok", "0", "00", "0000"}
RETURNED = {"失败", "退汇", "退回", "已退汇", "failed", "returned", "1", "01"}
SHOWN_ERRORS = 20


@dataclass(frozen=True)
class Told:
    """What the bank tells of one payment; `reason` where it came back."""

    line: int
    amount: Decimal
    is_paid: bool
    reason: str


def read_return(file: BinaryIO, name: str) -> list[Told]:
    """Raises ValidationError with the rows that cannot be read: then nothing of the file is taken in."""
    try:
        sheet = open_sheet(file, name)
        places = _places(sheet.headers)
        rows = [(number, cells) for number, cells in sheet.rows if any(str(cell).strip() for cell in cells)]
    except FileRefusedError as error:
        raise ValidationError(str(error)) from error
    told, errors = [], []
    for number, cells in rows:
        try:
            told.append(_row({name: _cell(cells, place) for name, place in places.items()}))
        except ValueError as error:
            errors.append(_("Row %(row)s: %(error)s") % {"row": number, "error": error})
    if errors:
        raise ValidationError(errors[:SHOWN_ERRORS])
    if not told:
        raise ValidationError(_("The file holds headings but no rows."))
    return told


def _places(headers: list[str]) -> dict[str, int]:
    found = {}
    for place, header in enumerate(headers):
        for name, words in HEADINGS.items():
            if str(header).strip().lower() in words:
                found.setdefault(name, place)
    if not {"reference", "amount", "result"} <= set(found):
        raise ValidationError(_("The file needs the columns 流水号, 金额 and 结果 (原因 where a payment came back)."))
    return found


def _cell(cells: list, place: int) -> str:
    value = cells[place] if place < len(cells) else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _row(cells: dict[str, str]) -> Told:
    reference = compact(cells["reference"]).lstrip("'")
    if not reference.isdecimal() or len(reference) > 18:
        raise ValueError(_("the number of the payment is missing"))
    result = cells["result"].lower()
    if result not in PAID | RETURNED:
        raise ValueError(_("the result is neither paid nor returned"))
    is_paid = result in PAID
    return Told(int(reference), _amount(cells["amount"]), is_paid, "" if is_paid else cells.get("reason", "")[:200])


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) >= Decimal(10) ** 10:
        raise ValueError(_("the amount is no amount"))
    return amount
