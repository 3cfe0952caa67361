"""What is made from sources and not committed: compiled translations and cut fonts."""

import subprocess

from scripts.setup.console import SetupError, say
from scripts.setup.paths import LOCALE, ROOT, VENV_PYTHON


def compile_translations() -> None:
    if not any(_is_stale(source) for source in LOCALE.glob("*/LC_MESSAGES/django.po")):
        return
    say("compiling translations")
    _run("scripts.compile_translations")


def cut_fonts() -> None:
    if not (ROOT / "var" / "fonts" / "manifest.json").exists():
        say("cutting the fonts of the PDF reports")
    _run("registry.pdf.fonts")


def _is_stale(source) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _run(module: str) -> None:
    result = subprocess.run(
        [VENV_PYTHON, "-m", module], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if result.returncode != 0:
        raise SetupError(f"{module} failed:\n    " + "\n    ".join(result.stderr.strip().splitlines()[-5:]))
