"""A process that is killed outright in the middle of an import, again and again: every row is written once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.desk import Database

ROOT = Path(__file__).resolve().parents[2]
ROWS, KILLS = 20_000, 50


@pytest.fixture
def desk(tmp_path, worker_id):
    """The environment of an empty desk with a database of its own."""
    database = Database(os.environ["DATABASE_URL"], tmp_path, f"killed_{worker_id}_{os.getpid()}")
    database.create()
    own = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path), "DATABASE_URL": database.url}
    environment = os.environ | own | {"DATABASE_POOL": "false"}
    _run(environment, "manage.py", "migrate", "-v", "0")
    yield environment
    database.drop()


def _run(environment: dict, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_an_import_killed_fifty_times_writes_every_row_once(desk):
    told = json.loads(_run(desk, "-m", "tests.registry.killed_import", str(ROWS), str(KILLS)).splitlines()[-1])
    assert told["kills"] == KILLS
    assert told["state"] == "done"
    assert told["totals"] == {"read": ROWS, "added": ROWS, "changed": 0, "unchanged": 0, "rejected": 0}
    assert {told[name] for name in ("people", "residences", "certificates")} == {ROWS}
    assert told["audit"] == 2 * ROWS
    assert told["broken"] == "None"
