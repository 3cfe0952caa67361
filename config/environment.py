"""Values from the environment and `.env`, each checked when it is read: one that is missing or wrong stops the start,
named, in one sentence.

An empty value counts as none. Messages repeat no key, password or address of a database.
"""

import io
import os
import re
import warnings
from collections.abc import Callable, MutableMapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = BASE_DIR / ".env"
LINE = re.compile(r"\s*(#.*)?|(export )?[A-Za-z_][A-Za-z0-9_]*=.*")
FLAGS = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
ENGINES = (SQLITE, POSTGRESQL)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SHORTEST_SECRET = 50


class Environment:
    def __init__(self, values: MutableMapping[str, str]):
        """What `.env` says goes into `values`, unless it is there already: the environment wins over the file."""
        self.values = values
        _read_file(ENV_FILE, values)

    def text(self, name: str, *, default: str | None = None, check: Callable[[str], object] | None = None) -> str:
        """Without a default the value is needed; `check` raises ImproperlyConfigured for a wrong one."""
        value = self.values.get(name, "").strip()
        if value and check:
            check(value)
        if value or default is not None:
            return value or default
        raise ImproperlyConfigured(f"{name} is not set, neither in the environment nor in {ENV_FILE}")

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, default=str(default))
        if value.lower() not in FLAGS:
            raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
        return FLAGS[value.lower()]

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        value = self.text(name, default=str(default))
        if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
            raise ImproperlyConfigured(f"{name} must be a number from {least} to {most}, not {value!r}")
        return int(value)

    def choice(self, name: str, options: tuple[str, ...], *, default: str) -> str:
        value = self.text(name, default=default)
        for option in options:
            if option.lower() == value.lower():
                return option
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}")

    def names(self, name: str, *, default: str, form: str, example: str) -> list[str]:
        """Parts between commas, each of which matches the pattern `form` in full."""
        parts = [part.strip() for part in self.text(name, default=default).split(",") if part.strip()]
        for part in parts:
            if not re.fullmatch(form, part):
                raise ImproperlyConfigured(f"{name} must look like {example}, not {part!r}")
        return parts

    def folder(self, name: str, *, default: Path) -> Path:
        """Absolute, made when it is not there, and writable. A relative one begins at the checkout."""
        path = BASE_DIR / self.text(name, default=str(default))
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{name}: the folder {path} can't be made: {error.strerror}") from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise ImproperlyConfigured(f"{name}: this user may not write into {path}")
        return path

    def database(self, name: str, *, default: str) -> dict:
        url = self.text(name, default=default)
        try:
            # Its warning of an unknown engine would print the password.
            with warnings.catch_warnings(action="ignore"):
                config = environ.Env.db_url_config(url)
            is_known = config.get("ENGINE") in ENGINES
        except ValueError:
            is_known = False
        if not is_known:
            raise ImproperlyConfigured(
                f"{name} must look like postgres://USER:PASSWORD@HOST:5432/NAME or sqlite:////FOLDER/desk.sqlite3,"
                " with special characters of the password written as in an address (@ as %40)"
            )
        return config

    def replica(self, name: str, *, of: dict) -> dict | None:
        """A streaming replica of the PostgreSQL database `of`, with its options; None when there is none."""
        if not self.text(name, default=""):
            return None
        config = self.database(name, default="")
        if {config["ENGINE"], of["ENGINE"]} != {POSTGRESQL}:
            raise ImproperlyConfigured(f"{name} needs PostgreSQL there and in DATABASE_URL")
        return config | {"OPTIONS": of["OPTIONS"], "TEST": {"MIRROR": "default"}}

    def class_path(self, name: str, *, default: str) -> str:
        """Of a class whose module is installed; not imported, as it may need the settings."""
        path = self.text(name, default=default)
        try:
            is_found = find_spec(path.rpartition(".")[0]) is not None
        except (ImportError, ValueError):
            is_found = False
        if not is_found:
            raise ImproperlyConfigured(f"{name}: {path!r} is not installed here")
        return path


def check_secret(value: str) -> None:
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"SECRET_KEY must have {SHORTEST_SECRET} characters or more")


def _read_file(path: Path, values: MutableMapping[str, str]) -> None:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except OSError as error:
        raise ImproperlyConfigured(f"{path} can't be read by this user: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path} is not written in UTF-8") from error
    for number, line in enumerate(content.splitlines(), 1):
        if not LINE.fullmatch(line):
            raise ImproperlyConfigured(f"{path}, line {number}: must be NAME=VALUE, without spaces around the =")
    reader = type("Reader", (environ.Env,), {"ENVIRON": values})
    reader.read_env(io.StringIO("\n".join(line for line in content.splitlines() if line.strip())))


def month_and_day(value: str) -> None:
    """Raises ImproperlyConfigured unless `value` is a day of every year, as 09-01."""
    try:
        datetime.strptime(f"2001-{value}", "%Y-%m-%d")
    except ValueError as error:
        raise ImproperlyConfigured(f"{value!r} is no day of the year such as 09-01") from error
