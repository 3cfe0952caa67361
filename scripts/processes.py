"""Child processes that end with their parent, however the parent ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from dataclasses import dataclass

from scripts.setup.console import say, warn
from scripts.signals import END_SIGNALS

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 15
RESTARTS = 5


@dataclass
class Child:
    name: str
    command: list[str]
    # The others end with an essential one; the rest are started again.
    essential: bool
    options: dict
    process: subprocess.Popen
    restarts: int = 0


def run(command: list[str]) -> int:
    """The exit code; a Ctrl-C reaches only this process, which then ends the command without a traceback of its own."""
    process = _popen(command, {})
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise


class Supervisor:
    """Starts children in process groups of their own, watches them, and ends the groups on leaving the `with`."""

    def __init__(self):
        self.children: list[Child] = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for number in END_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for child in self.children:
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                warn(f"the {child.name} did not end in {GRACE_SECONDS} s and is killed")
            _signal_group(child, signal.SIGKILL)
        say("ended")

    def start(self, name: str, command: list[str], *, essential: bool = False, **options) -> None:
        self.children.append(Child(name, command, essential, options, _popen(command, options)))

    def watch(self) -> int:
        """Until Ctrl-C (0) or the end of an essential child (1)."""
        try:
            while not self.wait(1):
                self._mend()
        except KeyboardInterrupt:
            print(flush=True)
            return 0
        return 1

    def wait(self, seconds: float) -> bool:
        """True when an essential child has ended, said aloud."""
        time.sleep(seconds)
        ended = [child for child in self.children if child.essential and child.process.poll() is not None]
        for child in ended:
            warn(f"the {child.name} ended with code {child.process.returncode}")
        return bool(ended)

    def _mend(self) -> None:
        for child in self.children:
            if child.process.poll() is None or child.restarts > RESTARTS:
                continue
            child.restarts += 1
            if child.restarts > RESTARTS:
                warn(f"the {child.name} ended {RESTARTS} times and stays down: its work waits until the next start")
                continue
            warn(f"the {child.name} ended with code {child.process.returncode}; it is started again")
            child.process = _popen(child.command, child.options)


def _popen(command: list[str], options: dict) -> subprocess.Popen:
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent, **options
    )


def _die_with_parent() -> None:
    """Linux ends the child should this process be killed outright, when no clean-up can run."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(child: Child, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)
