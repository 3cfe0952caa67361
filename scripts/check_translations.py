"""Fails when zh_Hans or zh_Hant lacks a text of the code, keeps one that is gone, or has a fuzzy or broken entry.

The texts are taken out of a copy of the sources by makemessages itself, so that this and `make messages` agree.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans", "zh_Hant")
SOURCES = ("config", "reports", "rehab", "psych_care", "relief", "registry", "templates")
TOOLS = ("xgettext", "msgmerge", "msguniq", "msgattrib")


def main() -> int:
    if any(shutil.which(tool) is None for tool in TOOLS):
        print("gettext is missing; install it and run this again:\n    sudo apt-get install -y gettext")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        wanted = _keys(_extracted(Path(folder)))
    findings = [finding for language in LANGUAGES for finding in _findings(language, wanted)]
    print("\n".join(findings) or f"{len(wanted)} texts, all translated")
    return bool(findings)


def _extracted(folder: Path) -> Catalog:
    """What makemessages finds in a copy of the sources whose catalogues are empty."""
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    (folder / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "-v", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return _catalog(folder, "en")


def _findings(language: str, wanted: set) -> Iterator[str]:
    catalog = _catalog(ROOT, language)
    have = _keys(catalog)
    if catalog.fuzzy:
        yield f"{language}: the header is marked fuzzy"
    yield from (f"{language}: missing: {_shown(key)}" for key in sorted(wanted - have, key=str))
    yield from (f"{language}: stale: {_shown(key)}" for key in sorted(have - wanted, key=str))
    yield from (f"{language}: stale: {_shown(key)}" for key in catalog.obsolete)
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        elif not all(_texts(message.string)):
            yield f"{language}: not translated: {message.id!r}"
    yield from (f"{language}: {message.id!r}: {error}" for message, errors in catalog.check() for error in errors)


def _catalog(root: Path, language: str) -> Catalog:
    path = root / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        sys.exit(f"{path.relative_to(root)} is missing; run: make messages")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _keys(catalog: Catalog) -> set:
    return {(message.context, message.id) for message in catalog if message.id}


def _texts(value) -> tuple:
    return value if isinstance(value, tuple) else (value,)


def _shown(key) -> str:
    return repr(key[1] if isinstance(key, tuple) and key[0] is None else key)


if __name__ == "__main__":
    sys.exit(main())
