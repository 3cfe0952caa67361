"""The two jobs of an import: the check (nothing is written) and the import itself (resumable by chunk)."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _

from registry import audit, jobs
from registry.imports.reading import Sheet, open_sheet
from registry.imports.refusals import FileRefusedError
from registry.imports.resource import REJECTED_KEPT, ImportConflictError, ImportResult, Row
from registry.imports.workbooks import rejected_rows
from registry.models import Job
from registry.models.jobs import JobState
from registry.plugs import plugs

CHECK, IMPORT = "import_check", "import_write"
OUTCOMES = ("added", "changed", "unchanged", "rejected")


def _resource(job: Job):
    """Whoever lost the permission since has the file refused."""
    dataset = plugs.datasets[job.params["dataset"]]
    if not job.created_by.can(dataset.permission):
        raise jobs.JobFailedError(_("You may not write these records any more."))
    return dataset.resource(staff=job.created_by)


@contextmanager
def _opened(job: Job) -> Iterator[Sheet]:
    """A file may be refused at its opening or at any row."""
    try:
        with job.input_file.open("rb") as file:
            yield open_sheet(file, job.params["file_name"])
    except FileRefusedError as error:
        raise jobs.JobFailedError(str(error)) from error
    except ImportConflictError as error:
        raise jobs.JobFailedError(
            _("Others kept changing the same people; what was written is kept. Import the file again later.")
        ) from error


def _totals(outcomes: Counter) -> dict:
    totals = {name: outcomes[name] for name in OUTCOMES}
    return {"read": sum(totals.values()), **totals}


def _line(dataset, row: Row) -> dict:
    headings = {column.name: str(column.heading) for column in dataset.columns}
    named = {headings[name]: pair for name, pair in row.changes.items() if name in headings}
    reasons = {headings[name]: message for name, message in row.errors.items()}
    return {"row": row.number, "outcome": row.outcome, "label": row.label, "changes": named, "reasons": reasons}


def _lines(dataset, rows: list[Row], limit: int) -> list[dict]:
    return [_line(dataset, row) for row in rows[:limit]]


@jobs.handler(CHECK)
def check(run: jobs.Run) -> None:
    with translation.override(run.job.params["language"]):
        result = _run_resource(run, dry_run=True)
        dataset = plugs.datasets[run.job.params["dataset"]]
        run.progress(
            result={
                "totals": _totals(result.outcomes),
                "rejected": _lines(dataset, result.rejected, 1000),
                "kept": _lines(dataset, result.kept, 200),
                "ignored": result.ignored_headings,
            }
        )
        _save_rejected(run, dataset, result.rejected)


@jobs.handler(IMPORT)
def write(run: jobs.Run) -> None:
    with translation.override(run.job.params["language"]):
        result = _run_resource(run, dry_run=False)
        dataset = plugs.datasets[run.job.params["dataset"]]
        run.progress(
            result={
                "totals": _totals(result.outcomes),
                "rejected": _lines(dataset, result.rejected, 1000),
            }
        )
        _save_rejected(run, dataset, result.rejected)
        audit.record(by=run.job.created_by, action="import", obj=run.job, changes={"totals": run.job.result["totals"]})
        jobs.drop_input(run.job)
        for check_job in Job.objects.filter(pk=run.job.params["check"]):
            jobs.drop_input(check_job)


def _run_resource(run: jobs.Run, *, dry_run: bool) -> ImportResult:
    begun = {} if dry_run else run.job.cursor
    outcomes = Counter(begun.get("outcomes", {}))
    rejected = dict(begun.get("rejected", {}))
    with _opened(run.job) as sheet:

        def on_chunk(read: int, chunk: list[Row]) -> None:
            counted = outcomes + Counter(row.outcome for row in chunk)
            refused = [(str(row.number), row.errors) for row in chunk if row.errors]
            refused = dict(refused[: REJECTED_KEPT - len(rejected)])
            cursor = {"read": read, "outcomes": dict(counted), "rejected": {**rejected, **refused}}
            run.progress(cursor={} if dry_run else cursor, done=read, total=max(sheet.height, read))
            outcomes.update(row.outcome for row in chunk)
            rejected.update(refused)

        result = _resource(run.job).import_data(
            sheet,
            dry_run=dry_run,
            skip_rows=begun.get("read", 0),
            rejected_before=dict(rejected),
            on_chunk=on_chunk,
        )
    if not sum(outcomes.values()):
        raise jobs.JobFailedError(_("The file holds headings but no rows."))
    result.outcomes = outcomes
    return result


def _save_rejected(run: jobs.Run, dataset, rejected: list[Row]) -> None:
    if rejected:
        run.save_output(ContentFile(rejected_rows(dataset, rejected)), _("rejected-rows.xlsx"))


def same_file_before(job: Job) -> Job | None:
    """An earlier finished import of the very same file into the same dataset by the same person."""
    earlier = Job.objects.filter(
        kind=IMPORT,
        state=JobState.DONE,
        created_by=job.created_by,
        params__sha256=job.params["sha256"],
        params__dataset=job.params["dataset"],
        pk__lt=job.pk,
    )
    return earlier.first()
