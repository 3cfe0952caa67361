"""Importing people and certificates from a workbook, check and write, against a plain resource and the bare rows.

The plain resource writes the same people, residences and certificates; ours writes the audit log besides.
"""

import os
import tempfile
import time
from pathlib import Path

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks import Result, import_memory, plain_import
from benchmarks.import_files import changed, drawn_people, write_csv, write_workbook
from registry import dialect
from registry.imports.people import PersonResource
from registry.imports.reading import open_sheet
from registry.models import AuditEntry, Certificate, CertificateComponent, Person, Residence
from reports.demo.load import load_areas

PLAIN_ROWS = 2000
WRITTEN = (Person, Residence, Certificate, CertificateComponent, AuditEntry)
LIMITS = {"postgresql": ("≥ 40", "COPY", "≤ 8"), "sqlite": ("≥ 20", "executemany", "≤ 10")}


def run() -> list[Result]:
    load_areas()
    count = int(os.environ["BENCH_PEOPLE"])
    people = drawn_people(count, 400)
    with tempfile.TemporaryDirectory() as folder:
        memory = _memory(Path(folder), people)
        plain = PLAIN_ROWS / plain_import.seconds(drawn_people(PLAIN_ROWS, 300))
        _empty_tables()
        first, queries = _first_time(Path(folder) / "people.xlsx", count)
        again = _with_few_changes(Path(folder) / "again.xlsx", people)
        bare = _bare_rows()
    faster, bare_way, slower = LIMITS[connection.vendor]
    what = f"import of {count:,} people and their certificates, check and write"
    return [
        Result(f"{what}: rows a second", "ours", "ModelResource, clean_model_instances", count / first / plain, faster),
        Result(f"{what}: time", "ours", f"{bare_way} of the rows it writes", first / bare, slower),
        Result(f"{what}: peak memory", "ours", "ModelResource", memory, "≤ 1.1"),
        Result(f"{what}: time with 2% changed", "ours, second time", "ours, first time", again / first, "≤ 1.2"),
        Result(f"{what}: queries", "ours", "one for 1,000 rows", queries * 1000 / count, "≤ 1"),
    ]


def _memory(folder: Path, people: list) -> float:
    write_workbook(folder / "people.xlsx", people)
    write_csv(folder / "people.csv", people)
    return import_memory.peak("ours", folder / "people.xlsx") / import_memory.peak("plain", folder / "people.csv")


def _first_time(path: Path, count: int) -> tuple[float, int]:
    """Seconds, and queries of the writing (those that begin and end a transaction aside)."""
    checking = _seconds(path, True, {"added": count})
    with CaptureQueriesContext(connection) as queries:
        writing = _seconds(path, False, {"added": count})
    return checking + writing, sum(query["sql"].split()[0] not in ("BEGIN", "COMMIT") for query in queries)


def _with_few_changes(path: Path, people: list) -> float:
    write_workbook(path, people, changed)
    few = len(people[::50])
    outcomes = {"changed": few, "unchanged": len(people) - few}
    return _seconds(path, True, outcomes) + _seconds(path, False, outcomes)


def _seconds(path: Path, dry_run: bool, outcomes: dict) -> float:
    begun = time.perf_counter()
    with path.open("rb") as file:
        result = PersonResource().import_data(open_sheet(file, path.name), dry_run=dry_run)
    assert result.outcomes == outcomes, result.outcomes
    return time.perf_counter() - begun


def _bare_rows() -> float:
    """Seconds for writing all that is in the tables once more, indexes and constraints included."""
    kept = [(model, *_rows_of(model)) for model in WRITTEN]
    _empty_tables()
    begun = time.perf_counter()
    with transaction.atomic():
        for model, columns, rows in kept:
            dialect.write_rows(_quoted(model._meta.db_table), columns, rows)
    return time.perf_counter() - begun


def _rows_of(model) -> tuple[list[str], list[tuple]]:
    columns = [_quoted(field.column) for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {_quoted(model._meta.db_table)} ORDER BY id")  # noqa: S608
        return columns, cursor.fetchall()


def _empty_tables() -> None:
    """The audit log refuses this, so its guard is taken off meanwhile."""
    with connection.schema_editor() as editor:
        dialect.unguard_audit_table(editor)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ", ".join(_quoted(model._meta.db_table) for model in WRITTEN)
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        else:
            for model in reversed(WRITTEN):
                cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608
    with connection.schema_editor() as editor:
        dialect.guard_audit_table(editor)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
