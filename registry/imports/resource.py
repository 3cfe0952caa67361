"""A django-import-export Resource for many rows: looks up and writes by chunk, and writes nothing in a dry run.

A plain ModelResource asks about three queries a row, and 50,000 rows take minutes (docs/benchmarks.md). Fields,
Result, preview and confirm stay those of the library; `import_data_inner` is ours.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export import resources
from import_export.results import InvalidRow, Result, RowResult

from registry.bulk import StaleError
from registry.imports.columns import check_readable, is_blank
from registry.imports.dataset import Dataset
from registry.imports.reading import Sheet
from registry.imports.seen import SeenKeys

# As many as are written while others wait for a few seconds at most.
CHUNK_ROWS = 12_500
# As many as are written one by one while others wait.
FEW_ROWS = 200
ROWS_KEPT = 1000
REJECTED_KEPT = 20_000
# How often a chunk is judged anew because somebody else wrote the same people in the meantime.
ATTEMPTS = 5
_UNREAD = object()
_TYPES = {
    "added": RowResult.IMPORT_TYPE_NEW,
    "changed": RowResult.IMPORT_TYPE_UPDATE,
    "unchanged": RowResult.IMPORT_TYPE_SKIP,
    "rejected": RowResult.IMPORT_TYPE_INVALID,
}


class ImportConflictError(Exception):
    """The same people were being written elsewhere all the while."""


@dataclass(slots=True)
class Row:
    """One row: the cells as read, the values, and what comes of it.

    `keys` are {column: digest} of what may stand in one row of the file only. `changes`: {column: [old, new]}, masked.
    """

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    label: str = ""
    changes: dict = field(default_factory=dict)
    plan: object = None
    person: object = None
    record: object = None

    def reject(self, column: str, message) -> None:
        self.errors.setdefault(column, str(message))


class ImportResult(Result):
    """`outcomes` counts every row; rows are kept for the first thousand, and all that were rejected up to a limit."""

    def __init__(self):
        super().__init__()
        self.outcomes: Counter = Counter()
        self.kept: list[Row] = []
        self.rejected: list[Row] = []
        self.ignored_headings: list[str] = []

    def add(self, row: Row) -> None:
        self.outcomes[row.outcome] += 1
        self.totals[_TYPES[row.outcome]] += 1
        self.total_rows += 1
        if row.outcome == "rejected" and len(self.rejected) < REJECTED_KEPT:
            self.rejected.append(row)
            self.invalid_rows.append(InvalidRow(row.number, ValidationError(row.errors), ()))
        elif row.outcome in ("added", "changed") and len(self.kept) < ROWS_KEPT:
            self.kept.append(row)


class BulkResource(resources.Resource):
    """`staff` None is the system itself, without scope. A subclass defines

    - `keys_of(row)`: {column: digest} of what may stand in one row of the file only;
    - `judge(rows)`: set each row's outcome, changes and plan, with a fixed number of queries;
    - `write(rows)`: write the plans of added and changed rows, and their audit rows.
    """

    dataset: Dataset
    writes_one_by_one = False
    is_dry_run = True

    def __init__(self, *, staff=None, today=None, **kwargs):
        super().__init__(**kwargs)
        self.staff, self.today = staff, today or timezone.localdate()

    def get_result_class(self):
        return ImportResult

    def import_data(self, dataset, dry_run=False, raise_errors=False, **kwargs):
        """Without the library's one transaction around everything: each chunk has its own."""
        return self.import_data_inner(dataset, dry_run, raise_errors, False, False, **kwargs)

    def import_data_inner(
        self,
        dataset: Sheet,
        dry_run,
        raise_errors,
        using_transactions,
        collect_failed_rows,
        *,
        skip_rows: int = 0,
        rejected_before: dict[str, dict] | None = None,
        on_chunk: Callable[[int, list[Row]], None] = lambda read, chunk: None,
        **kwargs,
    ) -> ImportResult:
        """`on_chunk(rows read in all, the chunk)` is called inside the transaction that writes the chunk.

        A run that goes on skips the rows dealt with before; `rejected_before` has their {row number: errors}.
        """
        self.is_dry_run = dry_run
        size = FEW_ROWS if self.writes_one_by_one else CHUNK_ROWS
        result = self.get_result_class()()
        positions = self.dataset.find_headings(dataset)
        result.ignored_headings = self.dataset.ignored_headings(dataset)
        source = self._rows(dataset, positions)
        seen, read = SeenKeys(), 0
        with closing(seen.db), _collecting_by_chunk() as collect:
            while chunk := list(islice(source, min(size, skip_rows - read) if read < skip_rows else size)):
                self._read(chunk, seen)
                if read < skip_rows:
                    _settle_as_before(chunk, rejected_before or {})
                    read += len(chunk)
                else:
                    read += len(chunk)
                    self._deal_with(chunk, dry_run, lambda rows, read=read: on_chunk(read, rows))
                for row in chunk:
                    result.add(row)
                del chunk
                collect()
        return result

    def _deal_with(self, chunk: list[Row], dry_run: bool, on_chunk) -> None:
        readable = [row for row in chunk if not row.errors]
        if dry_run:
            self._judge(chunk, readable)
            on_chunk(chunk)
            return
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with transaction.atomic():
                    self._judge(chunk, readable)
                    self.write([row for row in readable if row.outcome in ("added", "changed")])
                    on_chunk(chunk)
                return
            except (IntegrityError, StaleError) as error:
                # Somebody else wrote one of these people since they were looked up: look again.
                if attempt == ATTEMPTS:
                    raise ImportConflictError from error
            except OperationalError:
                # A deadlock with another import, or SQLite locked for longer than the timeout.
                if attempt == ATTEMPTS:
                    raise

    def keys_of(self, row: Row) -> dict[str, str]:
        return {}

    def _judge(self, chunk: list[Row], readable: list[Row]) -> None:
        for row in readable:
            row.errors, row.changes, row.plan, row.outcome = {}, {}, None, ""
        self.judge(readable)
        for row in chunk:
            if row.errors:
                row.outcome = "rejected"

    def _rows(self, sheet: Sheet, positions: dict[str, int]) -> Iterator[Row]:
        places = [positions.get(column.name, -1) for column in self.dataset.columns]
        for number, cells in sheet.rows:
            width = len(cells)
            picked = [cells[place] if -1 < place < width else None for place in places]
            if any(picked) and not all(map(is_blank, picked)):
                yield Row(number, picked)

    def _read(self, chunk: list[Row], seen: SeenKeys) -> None:
        """Values from cells, column by column, and the keys that stood in an earlier row."""
        for index, column in enumerate(self.dataset.columns):
            self._read_column(chunk, index, column)
        readable = [row for row in chunk if not row.errors]
        for row in readable:
            row.keys = self.keys_of(row)
        earlier = seen.note([(key, row.number) for row in readable for key in row.keys.values()])
        for row in readable if earlier else ():
            for name, key in row.keys.items():
                if earlier.get(key, row.number) != row.number:
                    row.reject(name, _("The same number stands in row %(row)d already.") % {"row": earlier[key]})

    def _read_column(self, chunk: list[Row], index: int, column) -> None:
        name = column.name
        known: dict = {}
        for row in chunk:
            cell = row.cells[index]
            # Only text: 1, 1.0 and True are one and the same key.
            value = known.get(cell, _UNREAD) if type(cell) is str else _UNREAD
            if value is _UNREAD:
                try:
                    value = self._value(column, cell)
                except ValidationError as error:
                    row.reject(name, error.messages[0])
                    value = None
                else:
                    if type(cell) is str:
                        known[cell] = value
            row.values[name] = value

    def _value(self, column, cell):
        if is_blank(cell):
            if column.required:
                raise ValidationError(_("This cell must be filled in."))
            return None
        check_readable(cell)
        return column.read(cell, self.today)


def _settle_as_before(chunk: list[Row], rejected_before: dict[str, dict]) -> None:
    """Rows that an earlier run dealt with count as read, and as the first of their key."""
    for row in chunk:
        row.errors = rejected_before.get(str(row.number), {})
        row.outcome = "rejected" if row.errors else "unchanged"


@contextmanager
def _collecting_by_chunk():
    """Going through rows and models again and again is a fifth of the time; only the errors of refused rows hold cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(0)
    finally:
        if was_enabled:
            gc.enable()
