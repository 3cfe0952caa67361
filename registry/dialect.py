"""What needs a dialect, each with its twin: PostgreSQL and SQLite."""

from collections.abc import Iterable

from django.db import connection

AUDIT_LOCK, PAYMENTS_LOCK, MATCHING_LOCK = 7_340_512, 7_340_513, 7_340_514


def lock_audit_chain() -> None:
    """One writer of the audit chain at a time, until the transaction ends."""
    _lock(AUDIT_LOCK)


def lock_payments() -> None:
    """One preparation of payments writes at a time, until the transaction ends."""
    _lock(PAYMENTS_LOCK)


def _lock(number: int) -> None:
    """SQLite's IMMEDIATE already is that lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def lock_matching() -> None:
    """One run of the information matching after the other, until the transaction ends."""
    _lock(MATCHING_LOCK)


def reserve_keys(model, count: int) -> Iterable[int]:
    """Ascending primary keys for `count` new rows. On SQLite the caller's transaction must hold the write lock."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [f'"{table}"', column, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        first = (cursor.fetchone() or [0])[0] + 1
        return range(first, first + count)


def write_rows(table: str, columns: list[str], rows: Iterable[tuple]) -> None:
    """`table` and `columns` are quoted; the values are as the database takes them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608


def insert_from(model, names: list[str], rows) -> int:
    """INSERT … SELECT … ON CONFLICT DO NOTHING: `rows` is a `values_list` query in the order of `names`. How many went in.

    A row that some unique constraint holds against is left out, and is not counted.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    select, parameters = rows.query.get_compiler(connection=connection).as_sql()
    if connection.vendor == "sqlite":
        # Without a WHERE of its own, SQLite takes ON CONFLICT for the condition of a join.
        select = f"SELECT * FROM ({select}) AS chosen WHERE true"  # noqa: S608
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {select} ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


_POSTGRESQL_GUARD = """
CREATE FUNCTION registry_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER registry_audit_append_only BEFORE UPDATE OR DELETE ON registry_auditentry
FOR EACH ROW EXECUTE FUNCTION registry_audit_append_only();
CREATE TRIGGER registry_audit_no_truncate BEFORE TRUNCATE ON registry_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION registry_audit_append_only();
"""
_POSTGRESQL_UNGUARD = """
DROP TRIGGER registry_audit_no_truncate ON registry_auditentry;
DROP TRIGGER registry_audit_append_only ON registry_auditentry;
DROP FUNCTION registry_audit_append_only();
"""
_SQLITE_GUARD = [
    f"CREATE TRIGGER registry_audit_no_{event.lower()} BEFORE {event} ON registry_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for event in ("UPDATE", "DELETE")
] + [
    # INSERT OR REPLACE deletes the row that stands in its way without asking the trigger on DELETE.
    "CREATE TRIGGER registry_audit_no_replace BEFORE INSERT ON registry_auditentry "
    "WHEN EXISTS (SELECT 1 FROM registry_auditentry WHERE id = NEW.id OR previous_hash = NEW.previous_hash) "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
]
_SQLITE_UNGUARD = [f"DROP TRIGGER registry_audit_no_{event}" for event in ("update", "delete", "replace")]


def guard_audit_table(schema_editor) -> None:
    _execute(schema_editor, [_POSTGRESQL_GUARD], _SQLITE_GUARD)


def unguard_audit_table(schema_editor) -> None:
    _execute(schema_editor, [_POSTGRESQL_UNGUARD], _SQLITE_UNGUARD)


def _execute(schema_editor, postgresql: list[str], sqlite: list[str]) -> None:
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)
