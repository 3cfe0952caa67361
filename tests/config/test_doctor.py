import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from config import doctor
from registry.models import WorkerBeat


def _run(tmp_path, **environment):
    """doctor as a user runs it, with no `.env`: the checkout's own must not answer for the test."""
    kept = {name: os.environ[name] for name in ("PATH", "SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY")}
    code = (
        "import pathlib, sys; from config import doctor, environment\n"
        f"environment.ENV_FILE = pathlib.Path({str(tmp_path / '.env')!r})\n"
        "sys.exit(doctor.main())"
    )
    environment = kept | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/desk.sqlite3"} | environment
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)


def _line(output, name):
    return next(line for line in output.splitlines() if line[9:].startswith(name))


def test_a_fresh_database_is_told_to_migrate(tmp_path):
    result = _run(tmp_path)
    assert result.returncode == 1
    assert _line(result.stdout, "FIELD_KEYS").startswith("ok")
    assert _line(result.stdout, "migrations").endswith("manage.py migrate")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("environment", "name", "mend"),
    [
        ({"FIELD_KEYS": "", "SECRET_KEY": ""}, "FIELD_KEYS", "make setup"),
        ({"FIELD_KEYS": "1:short"}, "FIELD_KEYS", "mend it in"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY", "50 characters"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "database", "mend DATABASE_URL"),
        ({"DATABASE_URL": "nonsense://"}, "settings", "docs/running.md"),
        ({"LOG_LEVEL": "loud"}, "settings", "LOG_LEVEL must be one of"),
        ({"FONTS_DIR": "/nonexistent"}, "fonts", "make setup"),
    ],
)
def test_what_is_missing_is_told_without_a_traceback(tmp_path, environment, name, mend):
    result = _run(tmp_path, **environment)
    assert result.returncode == 1
    assert _line(result.stdout, name).startswith("missing")
    assert mend in _line(result.stdout, name)
    assert "Traceback" not in result.stderr + result.stdout


def test_a_broken_env_file_is_told_beside_the_machine(tmp_path):
    (tmp_path / ".env").write_text("SECRET KEY=hidden\n")
    result = _run(tmp_path)
    assert result.returncode == 1
    assert "line 1: must be NAME=VALUE" in _line(result.stdout, ".env")
    assert _line(result.stdout, "Pango")
    assert "hidden" not in result.stdout + result.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("silence", "is_missing"), [(10, False), (70, True)])
def test_a_worker_not_heard_of_for_a_minute_is_missing(silence, is_missing):
    WorkerBeat.objects.create(name="a", beat_at=timezone.now() - timedelta(seconds=silence))
    assert bool(doctor._worker().mend) is is_missing
