"""What the models declare stands in the database, whatever the migrations did on the way; and every migration can go back."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = ("registry", "rehab", "psych_care", "relief", "reports")
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


def names_in_database(table: str) -> set[str]:
    """Of the table's indexes and constraints. Django's own reader stumbles over SQLite's `CHECK (… IN (1, 2))`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return set(connection.introspection.get_constraints(cursor, table))
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
        return {name for (sql,) in cursor for name in re.findall(r'(?:CONSTRAINT|INDEX) "([^"]+)"', sql)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_index_and_constraint_exists(model, db):
    declared = {rule.name for rule in [*model._meta.indexes, *model._meta.constraints]}
    assert declared <= names_in_database(model._meta.db_table)


def test_every_migration_can_go_back():
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    ours = [migration for migration in migrations if migration.app_label in OURS]
    assert len(ours) >= 3
    assert [f"{m.app_label}.{m.name}: {o}" for m in ours for o in m.operations if not o.reversible] == []
