"""The virtual environment and the locked packages in it."""

import hashlib
import shutil
import subprocess
import sys
import venv
from collections import deque

from scripts.setup.console import SetupError, count_up, say
from scripts.setup.paths import ROOT, VENV, VENV_PYTHON

LOCKS = {False: "requirements.txt", True: "requirements-dev.txt"}
LAST_LINES = 15
# How pip's lines on one package begin.
PACKAGE_LINES = ("Collecting ", "Processing ", "Requirement already satisfied", "Ignoring ")


def make_venv() -> None:
    if _venv_works():
        return
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists():
        raise SetupError(f"{VENV} is there but is no virtual environment; move it away and run this again")
    say(f"making the virtual environment {VENV.name} with Python {sys.version.split()[0]}")
    try:
        venv.create(VENV, clear=True, symlinks=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(f"the virtual environment could not be made: {error}") from error


def install_packages(*, dev: bool) -> None:
    """Install from the lock, unless this lock (or the larger one for development) is what is installed already."""
    stamp = VENV / "installed.stamp"
    installed = stamp.read_text() if stamp.exists() else ""
    if installed in [_digest(name) for is_dev, name in LOCKS.items() if is_dev or not dev]:
        return
    stamp.unlink(missing_ok=True)
    _pip_install(LOCKS[dev])
    stamp.write_text(_digest(LOCKS[dev]))


def _venv_works() -> bool:
    """False after the system's Python went away or was upgraded, and for one made halfway."""
    command = [VENV_PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _pip_install(lock: str) -> None:
    total = sum(line[:1].isalnum() for line in (ROOT / lock).read_text().splitlines())
    say(f"installing {total} packages from {lock} (one to three minutes the first time)")
    command = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
    ]
    process = subprocess.Popen(
        [*command, "--require-hashes", "-r", lock],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        lines = _show_progress(process, total)
        code = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if code != 0:
        raise SetupError("pip could not install the packages; its last lines:\n    " + "\n    ".join(lines))


def _show_progress(process: subprocess.Popen, total: int) -> deque[str]:
    """The last lines that pip writes until its end."""
    lines, seen = deque(maxlen=LAST_LINES), 0
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith(PACKAGE_LINES) and seen < total - 1:
            seen += 1
            count_up("packages", seen, total)
        elif line.startswith("Installing collected"):
            count_up("packages", total, total)
            say("unpacking them")
    return lines
