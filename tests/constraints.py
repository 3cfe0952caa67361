"""For the tests of each app that violate every constraint once, past all forms: the database itself refuses."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction


def assert_refused(name: str, violate) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate()
    # SQLite names the columns of a unique constraint, not the constraint.
    told = str(refusal.value)
    assert name in told or (connection.vendor == "sqlite" and "UNIQUE" in told)


def declared_names(app: str) -> set[str]:
    return {c.name for model in apps.get_app_config(app).get_models() for c in model._meta.constraints}
