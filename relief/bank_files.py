"""The bank's file formats, each declared once: what stands in which column, and how wide.

A file is made from the frozen lines alone, so that made again it is the same to the byte.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registry.fixed_bytes import fixed_workbook
from registry.tables import XLSX_TYPE, TableExport
from relief.models import BankFile, PaymentLine
from relief.payment_choices import BankFormat, Method

CENT = Decimal("0.01")
# What banks of the mainland read; every character of a name has a place in it.
ENCODING = "gb18030"
TEXT_TYPE = f"text/plain; charset={ENCODING}"


@dataclass(frozen=True)
class Column:
    """`width` in bytes, for fixed widths; numbers stand at the right, after zeros."""

    heading: str
    value: Callable[[PaymentLine], Any]
    width: int = 0
    is_number: bool = False


REFERENCE = Column("流水号", lambda line: line.number, 10)
ACCOUNT = Column("账号", lambda line: line.account.number, 28)
HOLDER = Column("户名", lambda line: line.payee_name, 60)
BANK = Column("开户行", lambda line: line.account.bank_name, 60)
YUAN = Column("金额", lambda line: line.amount.quantize(CENT), 14)
CENTS = Column("金额（分）", lambda line: int(line.amount * 100), 14, is_number=True)
PURPOSE = Column("用途", lambda line: f"{line.benefit_month:%Y%m}{line.programme.name}", 60)


@dataclass(frozen=True)
class Template:
    ending: str
    content_type: str
    columns: tuple[Column, ...]
    write: Callable[["Template", BankFile, Iterable[PaymentLine]], bytes]


def _delimited(template: Template, file: BankFile, lines: Iterable[PaymentLine]) -> bytes:
    """A head of number, count and total, then the lines; no value holds a separator."""
    rows = [["H", file.number, str(file.line_count), f"{file.money:.2f}"]]
    rows += [["D", *(_plain(column.value(line)) for column in template.columns)] for line in lines]
    return "".join(f"{'|'.join(row)}\r\n" for row in rows).encode(ENCODING)


def _plain(value) -> str:
    return str(value).replace("|", " ").replace("\r", " ").replace("\n", " ")


def _fixed(template: Template, file: BankFile, lines: Iterable[PaymentLine]) -> bytes:
    return b"".join(_fixed_lines(template, file, lines))


def _fixed_lines(template: Template, file: BankFile, lines: Iterable[PaymentLine]) -> Iterator[bytes]:
    yield f"H{file.number:<10}{file.line_count:08d}{int(file.money * 100):016d}\r\n".encode(ENCODING)
    for line in lines:
        yield b"D" + b"".join(_padded(column, column.value(line)) for column in template.columns) + b"\r\n"


def _padded(column: Column, value) -> bytes:
    if column.is_number:
        return f"{value:0{column.width}d}".encode(ENCODING)
    data = b""
    for character in _plain(value):
        encoded = character.encode(ENCODING)
        # A character is never cut in two.
        if len(data) + len(encoded) > column.width:
            break
        data += encoded
    return data.ljust(column.width)


def _workbook(template: Template, file: BankFile, lines: Iterable[PaymentLine]) -> bytes:
    rows = [[column.value(line) for column in template.columns] for line in lines]
    rows.append(["合计", file.line_count, "", "", file.money])
    width = len(template.columns)
    table = TableExport(
        name=file.number,
        headings=[column.heading for column in template.columns],
        rows=([*row, *[""] * (width - len(row))] for row in rows),
    )
    return fixed_workbook(table.xlsx_bytes(), file.made_at)


TEMPLATES = {
    BankFormat.DELIMITED: Template("txt", TEXT_TYPE, (REFERENCE, ACCOUNT, HOLDER, YUAN, PURPOSE), _delimited),
    BankFormat.FIXED: Template("txt", TEXT_TYPE, (REFERENCE, ACCOUNT, HOLDER, CENTS, PURPOSE), _fixed),
    BankFormat.XLSX: Template("xlsx", XLSX_TYPE, (REFERENCE, ACCOUNT, HOLDER, BANK, YUAN, PURPOSE), _workbook),
}


def lines_of(file: BankFile):
    """What the file pays, in the order in which it always was."""
    lines = PaymentLine.objects.live().filter(run=file.run_id, method=Method.CARD)
    return lines.select_related("account", "programme").order_by("pk")


def content_of(file: BankFile) -> bytes:
    template = TEMPLATES[file.format]
    return template.write(template, file, lines_of(file).iterator(chunk_size=2000))


def file_name(file: BankFile) -> str:
    return f"{file.number}.{TEMPLATES[file.format].ending}"
