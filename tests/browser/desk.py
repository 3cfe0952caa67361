"""A desk of the browser tests' own: data folder, database, demo district, web server and job worker."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from scripts import port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS, GRACE_SECONDS = 60, 15
# Packages bring files that no page uses; compressing them would take longer than all the tests of a page.
UNUSED_STATIC = [
    "import_export",
    "js-lib-bootstrap5/js*",
    "django_htmx/ext/*",
    "bootstrap.*",
    "bootstrap-grid*",
    "*.rtl.*",
]


class Desk:
    """`url` is where it answers; `manage` runs a command of it; `stop` ends every process and drops the database."""

    def __init__(self, folder: Path, name: str, people: int):
        self.folder, self.people = folder, people
        self.database = Database(os.environ["DATABASE_URL"], folder, name)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": self.database.url,
            "DATABASE_POOL": "true",
            "LOG_LEVEL": "WARNING",
            "WEB_WORKERS": "2",
        }
        self.processes: list[subprocess.Popen] = []

    def start(self) -> None:
        self.database.create()
        self.manage("migrate", "--noinput", "-v", "0")
        self.manage("load_demo", "--people", str(self.people), "--seed", "1")
        ignored = [word for pattern in UNUSED_STATIC for word in ("--ignore", pattern)]
        self.manage("collectstatic", "--noinput", "-v", "0", *ignored)
        listener = port.listen(0)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        bind = ["--bind", f"fd://{listener.fileno()}"]
        self._spawn(
            "web", ["-m", "gunicorn", "-c", "config/gunicorn.py", *bind, "config.wsgi"], pass_fds=[listener.fileno()]
        )
        self._spawn("worker", ["manage.py", "worker", "--interval", "0.2"])
        listener.close()
        self._wait()

    def manage(self, *arguments: str) -> str:
        """What the command prints."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr[-3000:]}"
        return done.stdout

    def shell(self, code: str) -> str:
        """What Python code prints that runs in the desk, for what no page can do (letting time pass)."""
        return self.manage("shell", "-v", "0", "-c", code).strip()

    def log(self) -> str:
        return "".join((self.folder / f"{name}.log").read_text(errors="replace")[-3000:] for name in ("web", "worker"))

    def stop(self) -> None:
        for process in self.processes:
            _signal_group(process, signal.SIGTERM)
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_SECONDS)
            _signal_group(process, signal.SIGKILL)
            process.wait()
        self.processes.clear()
        self.database.drop()

    def _spawn(self, name: str, arguments: list[str], **options) -> None:
        # setpriv: should the tests be killed outright, the kernel ends the child, which no clean-up could.
        command = ["setpriv", "--pdeathsig", "TERM", sys.executable, *arguments]
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **options,
            )
        self.processes.append(process)

    def _wait(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.processes[0].poll() is None:
            try:
                opener.open(self.url, timeout=5).close()
            except urllib.error.HTTPError as error:
                error.close()
                raise AssertionError(f"the first page answers {error.code}:\n{self.log()}") from error
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the web server does not answer:\n{self.log()}")


class Database:
    """A SQLite file in the folder, or a fresh database on the PostgreSQL server that `url` names."""

    def __init__(self, url: str, folder: Path, name: str):
        parts = urlsplit(url)
        self.server = None if parts.scheme.startswith("sqlite") else urlunsplit(parts._replace(path="/postgres"))
        self.name = f"{parts.path.strip('/')}_{name}"
        self.url = (
            urlunsplit(parts._replace(path=f"/{self.name}")) if self.server else f"sqlite:///{folder}/desk.sqlite3"
        )

    def create(self) -> None:
        self.drop()
        self._run("CREATE DATABASE {}")

    def drop(self) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        if self.server is None:
            return
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name)))


def _signal_group(process: subprocess.Popen, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
