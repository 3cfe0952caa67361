import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import Result

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("board", "imports", "payment_run")
POSTGRESQL = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
HEAD = """# Benchmarks

Made by `make bench` on {day}, {cores} cores, {people:,} synthetic people. Every ratio compares two ways in one run on one
machine; seconds are left out on purpose, they tell of the machine.

| database | what | ours | against | ratio | limit | holds |
|---|---|---|---|---|---|---|
"""


def _children() -> list[tuple[str, str]]:
    """(name, DATABASE_URL) of the databases that can be reached."""
    found = [("SQLite", "")]
    probe = [sys.executable, "-c", f"import psycopg; psycopg.connect({POSTGRESQL!r}, connect_timeout=3)"]
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        found.append(("PostgreSQL", POSTGRESQL))
    else:
        print("PostgreSQL is not reachable (BENCH_DATABASE_URL); SQLite alone is measured.", flush=True)
    return found


def _measure(name: str, url: str, people: int) -> list[Result]:
    """Each module in a process of its own, on a database of its own."""
    return [row for module in MODULES for row in _measure_module(module, name, url, people)]


def _measure_module(module: str, name: str, url: str, people: int) -> list[Result]:
    print(f"{name}: {module} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "BENCH_ADMIN_URL": url, "BENCH_PEOPLE": str(people)}
        command = [sys.executable, "-m", "benchmarks.one", module]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return [Result(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def main() -> int:
    people = int(os.environ.get("BENCH_PEOPLE", "50000"))
    lines, failed = [], False
    for name, url in _children():
        for row in _measure(name, url, people):
            failed |= not row.holds
            lines.append(
                f"| {name} | {row.name} | {row.ours} | {row.against} | {row.ratio:.2f} | {row.limit} | "
                f"{'yes' if row.holds else '**no**'} |"
            )
    text = HEAD.format(day=date.today(), cores=len(os.sched_getaffinity(0)), people=people) + "\n".join(lines) + "\n"
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
