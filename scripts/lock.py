"""Compiles requirements.txt and requirements-dev.txt from pyproject.toml, with hashes and without index addresses."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# An environment of its own: the compiler is no dependency of the desk.
TOOLS = ROOT / "var" / "lock-tools"
LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["--extra", "dev", "--constraint", "requirements.txt"]}
OPTIONS = ["--generate-hashes", "--universal", "--python-version", "3.11", "--quiet"]
NO_ADDRESSES = ["--no-header", "--no-emit-index-url", "--no-emit-find-links"]


def main() -> int:
    """Versions that are locked stay; `scripts/lock.py --upgrade` takes new ones."""
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        venv.create(TOOLS, clear=True, symlinks=True, with_pip=True)
        subprocess.run([TOOLS / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    for name, options in LOCKS.items():
        command = [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *NO_ADDRESSES, *options, "-o", name]
        subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, env=_environment(), check=True)
        print(f"wrote {name}")
    return 0


def _environment() -> dict[str, str]:
    """uv does not read pip's settings: hand on the index and the certificates that this machine's pip uses."""
    command = [TOOLS / "bin" / "pip", "config", "list"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    settings = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    lines = (line.partition("=") for line in output.splitlines())
    pairs = ((name.split(".")[-1], value.strip("'\"")) for name, _, value in lines)
    return {settings[name]: value for name, value in pairs if name in settings} | os.environ


if __name__ == "__main__":
    sys.exit(main())
