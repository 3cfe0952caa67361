"""The demo: database, demo district and annual report once, then the job worker and the web server until Ctrl-C.

Runs in the virtual environment; `make demo` calls it after the set-up.
"""

import hashlib
import os
import sys
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config.environment import Environment  # noqa: E402
from scripts import port, processes  # noqa: E402
from scripts.setup.console import fail, say  # noqa: E402
from scripts.signals import interrupt_on_signals  # noqa: E402

AREA = "341702"
FIRST_PORT = "8000"
MANAGE = [sys.executable, "manage.py"]


class DemoError(Exception):
    """A step failed; what it printed is on the terminal already."""


def main() -> int:
    interrupt_on_signals()
    # Environment first, .env second: the demo is served on 127.0.0.1 only, where there is no HTTPS.
    os.environ["HTTPS"] = "false"
    os.chdir(ROOT)
    try:
        env = Environment(os.environ)
        first_port = port.parse(env.text("PORT", default=FIRST_PORT))
        data_dir = env.folder("DATA_DIR", default=ROOT / "var")
        prepare(data_dir)
        return serve(data_dir, first_port)
    except (DemoError, ImproperlyConfigured, port.PortError, OSError) as error:
        fail(str(error))
        return 1
    except KeyboardInterrupt:
        fail("stopped; the next start goes on from here")
        return 130


def prepare(data_dir: Path) -> None:
    say("database")
    manage("migrate", "--noinput", "-v", "0")
    collect_static(data_dir)
    manage("load_demo")
    write_report(data_dir)


def manage(*arguments: str) -> None:
    if processes.run([*MANAGE, *arguments]) != 0:
        raise DemoError(f"manage.py {arguments[0]} failed; manage.py doctor tells what is missing on this machine")


def collect_static(data_dir: Path) -> None:
    stamp, sources = data_dir / "static.stamp", _static_sources()
    if stamp.exists() and stamp.read_text() == sources:
        return
    say("static files")
    manage("collectstatic", "--noinput", "--clear", "-v", "0")
    stamp.write_text(sources)


def write_report(data_dir: Path) -> None:
    year = datetime.now(ZoneInfo("Asia/Shanghai")).year - 1
    path = data_dir / "demo" / f"annual-report-{AREA}-{year}.pdf"
    if not path.exists():
        say(f"annual report of {year}")
        path.parent.mkdir(parents=True, exist_ok=True)
        manage("annual_report", "--area", AREA, "--year", str(year), "--output", str(path))
    say(f"annual report: {path}")


def serve(data_dir: Path, first_port: int) -> int:
    listener = port.listen(first_port)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]
    web = [*gunicorn, "--bind", f"fd://{listener.fileno()}", "config.wsgi"]
    log = data_dir / "demo" / "worker.log"
    with log.open("ab") as worker_log, processes.Supervisor() as supervisor:
        supervisor.start("web server", web, essential=True, pass_fds=(listener.fileno(),))
        supervisor.start("job worker", [*MANAGE, "worker"], stdout=worker_log, stderr=worker_log)
        listener.close()
        if not _answers(address, supervisor):
            raise DemoError("the web server does not answer")
        manage("demo_accounts")
        say(f"the job worker's log: {log}")
        say(f"open {address}   (Ctrl-C ends the demo; the data stays)")
        return supervisor.watch()


def _answers(address: str, supervisor: processes.Supervisor) -> bool:
    """True once the sign-in page comes; False when the server ended, or after half a minute."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(60):
        try:
            return opener.open(address, timeout=30).status == 200
        except urllib.error.HTTPError as error:
            fail(f"the first page answers {error.code}")
            return False
        except OSError:
            if supervisor.wait(0.5):
                return False
    return False


def _static_sources() -> str:
    """A digest of what collectstatic would collect: our files, and the packages' by their lock."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
