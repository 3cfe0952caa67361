"""A dataset as a file that can be imported again: everything in scope, numbers in clear, a reason in the audit log."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.imports.dataset import Dataset
from registry.tables import TableExport

# A workbook is written before it is sent; csv goes out row by row.
MOST_ROWS_OF_XLSX = 100_000
CHUNK_ROWS = 1000


def export_table(dataset: Dataset, staff) -> TableExport:
    rows = dataset.rows(staff).iterator(chunk_size=CHUNK_ROWS)
    return TableExport(
        name=f"{dataset}-{timezone.localdate():%Y%m%d}",
        headings=[column.heading for column in dataset.columns],
        rows=([column.value(record) for column in dataset.columns] for record in rows),
    )


def note_export(dataset: Dataset, *, by, file_format: str, reason: str) -> None:
    """What left the desk. Raises ValidationError for a workbook that would be too long."""
    count = dataset.rows(by).count()
    if file_format == "xlsx" and count > MOST_ROWS_OF_XLSX:
        raise ValidationError(
            _("%(count)s rows are too many for a workbook: take the csv file."), params={"count": f"{count:,}"}
        )
    name = f"{dataset.key}.{file_format}"
    audit.record(by=by, action="export-data", changes={"dataset": [None, name], "rows": [None, count]}, reason=reason)
