import os
import signal
import subprocess
import sys
import time

import pytest

from scripts import processes
from scripts.signals import END_SIGNALS

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a process of its own, says its number, and sleeps.
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def keep_signal_handlers():
    before = {number: signal.getsignal(number) for number in END_SIGNALS}
    yield
    for number, action in before.items():
        signal.signal(number, action)


def _is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_leaving_ends_children_and_their_children():
    with processes.Supervisor() as supervisor:
        supervisor.start("parent", PARENT, stdout=subprocess.PIPE)
        child = supervisor.children[0].process
        grandchild = int(child.stdout.readline())
        assert _is_running(grandchild)
    child.stdout.close()
    time.sleep(0.1)
    assert child.poll() is not None
    assert not _is_running(grandchild)


def test_a_child_that_dies_is_started_again(capfd):
    with processes.Supervisor() as supervisor:
        supervisor.start("worker", SLEEPER)
        first = supervisor.children[0].process
        first.kill()
        first.wait()
        supervisor._mend()
        assert supervisor.children[0].process.pid != first.pid
        assert supervisor.children[0].process.poll() is None
    assert "the worker ended with code -9; it is started again" in capfd.readouterr().err


def test_the_end_of_an_essential_child_ends_the_watch(capfd):
    with processes.Supervisor() as supervisor:
        supervisor.start("web server", [sys.executable, "-c", "raise SystemExit(3)"], essential=True)
        supervisor.children[0].process.wait()
        assert supervisor.watch() == 1
    assert "the web server ended with code 3" in capfd.readouterr().err


def test_children_end_with_a_supervisor_that_is_killed_outright():
    code = (
        "import sys, time\nfrom scripts.processes import Supervisor\n"
        "supervisor = Supervisor().__enter__()\n"
        "supervisor.start('sleeper', [sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(supervisor.children[0].process.pid, flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        assert _is_running(child)
        os.kill(parent.pid, signal.SIGKILL)
    time.sleep(0.3)
    assert not _is_running(child)
