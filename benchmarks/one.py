"""One benchmark on one database of its own; prints its results as a line of JSON."""

import importlib
import json
import os
import sys
from dataclasses import asdict

NAME = "desk_bench"


def _own_database(admin_url: str) -> None:
    """A fresh PostgreSQL database, or the SQLite file of DATA_DIR."""
    if not admin_url:
        return
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    os.environ["DATABASE_URL"] = f"{admin_url.rsplit('/', 1)[0]}/{NAME}"


def main(module: str) -> None:
    _own_database(os.environ["BENCH_ADMIN_URL"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    results = importlib.import_module(f"benchmarks.{module}").run()
    print(json.dumps([asdict(result) for result in results]))


if __name__ == "__main__":
    main(sys.argv[1])
