"""Payment runs whose worker is killed outright again and again, and that several people and workers want at once."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.browser.desk import Database

ROOT = Path(__file__).resolve().parents[2]
PAYEES, KILLS = 4_500, 32


@pytest.fixture
def rough(tmp_path, worker_id):
    """`rough("killed", 100, 3)`: what came of it, in an empty desk with a database of its own."""
    database = Database(os.environ["DATABASE_URL"], tmp_path, f"rough_{worker_id}_{os.getpid()}")
    database.create()
    own = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path), "DATABASE_URL": database.url}
    environment = os.environ | own | {"DATABASE_POOL": "false"}

    def run(*arguments) -> dict:
        _run(environment, "manage.py", "migrate", "-v", "0")
        return json.loads(_run(environment, "-m", "tests.relief.rough_runs", *map(str, arguments)).splitlines()[-1])

    yield run
    database.drop()


def _run(environment: dict, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_run_killed_over_thirty_times_pays_everybody_once_to_the_cent(rough):
    told = rough("killed", PAYEES, KILLS)
    assert told["kills"] == KILLS
    assert (told["jobs"], told["state"]) == (["done"], "prepared")
    assert told["lines"] == told["people"] == told["run_lines"] == PAYEES
    assert Decimal(told["money"]) == Decimal(told["owed"]) == Decimal(told["run_money"])
    assert told["broken"] == "None"


def test_at_once_by_several_one_prepares_each_is_paid_once_and_one_releases(rough):
    told = rough("at_once", 400)
    assert told["prepared"] == ["", "ValidationError"]
    assert told["filled"] == [""] * 4
    assert told["jobs"] == ["done"] * 2
    assert told["lines"] == told["people"] == 400
    assert Decimal(told["money"]) == Decimal(told["owed"])
    assert (told["released"], told["releases"]) == (["", "ValidationError"], 1)
    assert told["unguarded_releases"] == 2
    assert told["broken"] == "None"


def test_without_its_guards_the_same_pays_everybody_twice(rough):
    told = rough("unguarded", 100)
    assert (told["lines"], told["people"]) == (200, 100)
    assert Decimal(told["money"]) == 2 * Decimal(told["owed"])
