"""What the system must bring: a Python that can make virtual environments, and what registry.system_packages lists."""

import importlib.util
import os
import shutil
import subprocess
import sys

from registry import system_packages
from registry.system_packages import SystemPackage
from scripts.setup.console import SetupError, fail, say, warn


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


VENV = SystemPackage(
    "ensurepip of this Python",
    f"python3.{sys.version_info.minor}-venv",
    _has_ensurepip,
    "puts pip into the virtual environment",
)


def check_system() -> None:
    missing = _missing()
    if not missing:
        return
    # Two turns: an optional package that this release does not have must not keep the others away.
    for required in (True, False):
        install([each.package for each in missing if each.required is required])
    missing = _missing()
    required = [each for each in missing if each.required]
    for each in missing:
        tell = fail if each.required else warn
        tell(f"{each.name} is missing, which {each.purpose}")
    command = system_packages.apt_command([each.package for each in missing])
    if required:
        raise SetupError(f"install what is missing and run this again:\n    {command}")
    if missing:
        warn(f"to install it: {command}")


def _missing() -> list[SystemPackage]:
    return [each for each in (VENV, *system_packages.PACKAGES) if not each.is_present()]


def install(packages: list[str]) -> bool:
    """Install with apt where the user may without being asked for a password; False when that was not possible."""
    prefix = _as_root()
    if not packages or prefix is None or not shutil.which("apt-get"):
        return False
    say(f"installing {' '.join(packages)} with apt-get")
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    command = [*environment, "install", "-y", "--no-install-recommends", *packages]
    # The package lists may be absent (a fresh image) or out of date: fetch them only when the first try fails.
    return _runs_to_its_end(command) or (_runs_to_its_end([*environment, "update"]) and _runs_to_its_end(command))


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _runs(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False


def _runs_to_its_end(command: list[str]) -> bool:
    """apt-get ends by itself when it is interrupted; killed, it would leave packages half installed."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        return process.wait() == 0
    except KeyboardInterrupt:
        say("waiting for apt-get to end")
        process.wait()
        raise
