import os
import sys

import pytest

from scripts import bootstrap
from scripts.setup import machine
from scripts.setup.console import SetupError


def test_a_python_that_is_too_old_says_so_without_a_traceback(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="needs Python 3.11 or newer; this is 3.9"):
        bootstrap.with_new_enough_python()


def test_a_newer_python_beside_an_old_one_takes_over(monkeypatch):
    started = []
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/usr/bin/python3.12" if "12" in name else None)
    monkeypatch.setattr(os, "execv", lambda path, arguments: started.append(path) or sys.exit())
    with pytest.raises(SystemExit):
        bootstrap.with_new_enough_python()
    assert started == ["/usr/bin/python3.12"]


@pytest.fixture
def without_library(monkeypatch):
    """A machine where the user may install nothing and one package of the system is missing."""

    def remove(*, required):
        package = machine.SystemPackage("Pango", "libpango-1.0-0", lambda: False, "lays out text", required)
        monkeypatch.setattr(machine.system_packages, "PACKAGES", (package,))
        monkeypatch.setattr(machine, "_as_root", lambda: None)

    return remove


def test_a_missing_library_is_named_with_the_command_that_installs_it(without_library):
    without_library(required=True)
    with pytest.raises(SetupError, match="apt-get install -y --no-install-recommends libpango-1.0-0"):
        machine.check_system()


def test_a_missing_optional_library_only_warns(without_library, capsys):
    without_library(required=False)
    machine.check_system()
    assert "libpango-1.0-0" in capsys.readouterr().err
