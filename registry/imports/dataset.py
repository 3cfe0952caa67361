"""A dataset is declared once; template, import, export and the docs table follow from the declaration."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from registry.imports.columns import Column, is_blank, plain_heading
from registry.imports.reading import Sheet
from registry.imports.refusals import FileRefusedError
from registry.permissions import Permission

# Lists often have a title and a date above the headings.
HEADING_ROWS = 10


@dataclass(frozen=True)
class Dataset:
    """`resource` is the django-import-export Resource class that reads and writes the rows.

    `rows(staff)` are what an export shows: everything in the staff's scope, of the whole desk for None. A
    list that is only read has none.
    """

    key: str
    label: Any
    columns: tuple[Column, ...]
    resource: type
    permission: Permission = Permission.IMPORT_DATA
    rows: Callable[[Any], Any] | None = None
    order: int = 100

    @property
    def version(self) -> str:
        """Changes when a column is added, renamed, or becomes required."""
        shape = "|".join(f"{c.name}:{c.required}" for c in self.columns)
        return f"{self.key}-{hashlib.sha256(shape.encode()).hexdigest()[:12]}"

    def find_headings(self, sheet: Sheet) -> dict[str, int]:
        """Where each column stands in the file; headings may be in any language and order.

        Leaves `sheet` with the row that holds them as its headers. Raises FileRefusedError.
        """
        self._check_version(sheet.version)
        for cells in chain([sheet.headers], (cells for _number, cells in islice(sheet.rows, HEADING_ROWS - 1))):
            positions = self._positions(cells)
            if not self._missing(positions):
                self._check_once_each(cells)
                sheet.headers = ["" if is_blank(cell) else str(cell) for cell in cells]
                return positions
        missing = "、".join(self._missing(self._positions(sheet.headers)))
        raise FileRefusedError(_("Columns are missing: %(headings)s. Download the template.") % {"headings": missing})

    def ignored_headings(self, sheet: Sheet) -> list[str]:
        """Headings of columns that nothing is read from."""
        known = self._known()
        return [heading for heading in sheet.headers if heading and plain_heading(heading) not in known]

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    def _check_version(self, version: str) -> None:
        if version and version != self.version:
            raise FileRefusedError(
                _("The file was made from another template: download the present one and copy the rows into it.")
            )

    def _known(self) -> dict[str, Column]:
        return {heading: column for column in self.columns for heading in column.known_headings()}

    def _positions(self, cells: list) -> dict[str, int]:
        known = self._known()
        found = ((known.get(plain_heading(cell)), index) for index, cell in enumerate(cells) if isinstance(cell, str))
        return {column.name: index for column, index in found if column}

    def _missing(self, positions: dict[str, int]) -> list[str]:
        return [str(c.heading) for c in self.columns if c.required and c.name not in positions]

    def _check_once_each(self, cells: list) -> None:
        known, seen = self._known(), set()
        for cell in cells:
            column = known.get(plain_heading(cell)) if isinstance(cell, str) else None
            if column and column.name in seen:
                raise FileRefusedError(
                    _("The column “%(heading)s” stands in the file twice.") % {"heading": column.heading}
                )
            seen.add(column.name if column else None)

    def __str__(self):
        return str(format_lazy("{label}", label=self.label))
