"""Peak memory of checking a file, in a process of its own: `python -m benchmarks.import_memory ours|plain FILE`."""

import os
import resource
import subprocess
import sys
from pathlib import Path


def peak(how: str, path: Path) -> int:
    """Kilobytes."""
    command = [sys.executable, "-m", "benchmarks.import_memory", how, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return int(done.stdout.splitlines()[-1])


def main(how: str, path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    {"ours": _ours, "plain": _plain}[how](path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _ours(path: Path) -> None:
    from registry.imports.people import PersonResource
    from registry.imports.reading import open_sheet

    with path.open("rb") as file:
        PersonResource().import_data(open_sheet(file, path.name), dry_run=True)


def _plain(path: Path) -> None:
    import tablib

    from benchmarks.plain_import import UncheckedResource

    with path.open(encoding="utf-8") as file:
        data = tablib.Dataset().load(file, "csv")
    UncheckedResource().import_data(data, dry_run=True, raise_errors=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
