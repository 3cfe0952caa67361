"""What is missing on this machine, a line a check, and the command that mends it: `manage.py doctor`.

manage.py calls it before the settings are read, as a missing key or library is what it is asked about.
"""

import importlib.metadata
import json
import logging
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config import environment
from registry import encryption, system_packages
from registry.pdf import fonts

ROOT = environment.BASE_DIR
SETUP = "make setup"
MANAGE = ".venv/bin/python manage.py"
# A worker says every quarter of a minute that it is there.
WORKER_SILENCE = timedelta(minutes=1)
NEW_KEY = "python3 -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"
NEW_SESSION_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


@dataclass(frozen=True)
class Finding:
    name: str
    detail: str = ""
    mend: str = ""
    # Something to mend without which the desk still works.
    is_advice: bool = False

    def __str__(self):
        word = "ok" if not self.mend else "advice" if self.is_advice else "missing"
        line = f"{word:8} {self.name}" + (f": {self.detail}" if self.detail else "")
        return line + (f" → {self.mend}" if self.mend else "")


def main() -> int:
    # No log between the findings, and one quick try to connect.
    logging.disable()
    os.environ["PGCONNECT_TIMEOUT"] = "5"
    findings = list(_look())
    print(*findings, sep="\n")
    return int(any(each.mend and not each.is_advice for each in findings))


def _look() -> Iterator[Finding]:
    file = _env_file()
    yield file
    yield from _machine()
    if file.mend:
        return
    yield from _keys()
    settings = _settings()
    yield settings
    if settings.mend:
        return
    yield from _database()
    yield _static_files()


def _env_file() -> Finding:
    """Reads it, for what is looked at next."""
    try:
        environment.Environment(os.environ)
    except ImproperlyConfigured as error:
        return Finding(".env", mend=f"mend it: {error}")
    return Finding(".env", str(environment.ENV_FILE) if environment.ENV_FILE.exists() else "none")


def _machine() -> Iterator[Finding]:
    yield Finding(
        "Python", sys.version.split()[0], "" if sys.version_info >= (3, 11) else "install Python 3.11 or newer"
    )
    yield _locked_packages()
    for package in system_packages.PACKAGES:
        mend = "" if package.is_present() else system_packages.apt_command([package.package])
        yield Finding(package.name, package.purpose, mend, is_advice=not package.required)
    found = fonts.problems(fonts.fonts_dir())
    yield Finding("fonts", "; ".join(found) or str(fonts.fonts_dir()), SETUP if found else "")
    stale = [path.parts[-3] for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po") if _is_stale(path)]
    yield Finding("translations", ", ".join(sorted(stale)), SETUP if stale else "")


def _locked_packages() -> Finding:
    lines = re.findall(r"^([\w.-]+)==(\S+) \\$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    differing = [name for name, version in lines if _installed(name) != version]
    return Finding("Python packages", ", ".join(differing) or "as locked", SETUP if differing else "")


def _keys() -> Iterator[Finding]:
    yield _key("SECRET_KEY", environment.check_secret, NEW_SESSION_KEY)
    yield _key("FIELD_KEYS", encryption.parse_keys, f"your backup; for a new desk 1: and what this prints: {NEW_KEY}")
    yield _key("LOOKUP_KEY", encryption.parse_lookup_key, f"your backup; for a new desk: {NEW_KEY}")
    file = environment.ENV_FILE
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding(".env", "others on this machine can read the keys", f"chmod 600 {file}")


def _key(name: str, parse: Callable, source: str) -> Finding:
    value, file = os.environ.get(name), environment.ENV_FILE
    if not value:
        return Finding(name, mend=f"put {name}= into {file} from {source}" if file.exists() else SETUP)
    try:
        parse(value)
    except ImproperlyConfigured as error:
        return Finding(name, mend=f"mend it in {file}: {error}")
    return Finding(name)


def _settings() -> Finding:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ImportError, OSError, ValueError) as error:
        return Finding("settings", mend=f"see docs/running.md: {_first_line(error)}")
    return Finding("settings")


def _database() -> Iterator[Finding]:
    vendor = connection.settings_dict["ENGINE"].rpartition(".")[2]
    connection.settings_dict["OPTIONS"].pop("pool", None)
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured) as error:
        mend = f"start it, or mend DATABASE_URL ({_first_line(error)})"
        yield Finding("database", vendor, mend)
        return
    yield Finding("database", vendor)
    yield Finding("migrations", f"{len(plan)} to apply" if plan else "", f"{MANAGE} migrate" if plan else "")
    if not plan:
        yield _keys_fit()
        yield _worker()


def _keys_fit() -> Finding:
    """The keys are those that this database was written with: one person's ID number decrypts."""
    from registry.models import Person

    try:
        Person.objects.only("id_number").first()
    except encryption.DecryptionError:
        return Finding(
            "keys of this database", mend=f"restore the FIELD_KEYS it was written with into {environment.ENV_FILE}"
        )
    return Finding("keys of this database")


def _worker() -> Finding:
    from registry.models import WorkerBeat

    beat = WorkerBeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    if beat and timezone.now() - beat < WORKER_SILENCE:
        return Finding("job worker")
    seen = f"last heard of {timezone.localtime(beat):%Y-%m-%d %H:%M}" if beat else "never heard of"
    return Finding("job worker", seen, f"{MANAGE} worker")


def _static_files() -> Finding:
    from django.conf import settings

    mend = f"{MANAGE} collectstatic --noinput"
    try:
        collected = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]
    except (OSError, ValueError, KeyError):
        return Finding("static files", "not collected", mend)
    ours = (path for path in (ROOT / "static").rglob("*") if path.is_file())
    missing = [name for path in ours if (name := path.relative_to(ROOT / "static").as_posix()) not in collected]
    return Finding("static files", f"{len(missing)} not collected" if missing else "", mend if missing else "")


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
