"""The `.env` with keys of this machine's own."""

import base64
import os
import secrets
from pathlib import Path

from scripts.setup.console import SetupError, say
from scripts.setup.paths import ENV_FILE, ROOT

KEY_NAMES = ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY")


def write_env() -> None:
    """Nothing when `.env` is there or the environment brings the keys itself."""
    if ENV_FILE.exists() or all(os.environ.get(name) for name in KEY_NAMES):
        return
    database = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "desk.sqlite3"
    if database.exists():
        # New keys would make every encrypted value in it unreadable for good.
        raise SetupError(
            f"{database} is there, but {ENV_FILE} with its keys is not. Put the .env back from your backup;\n"
            "    if the database holds nothing you need, move it away and run this again."
        )
    # 0600 from the first byte on: nobody else on this machine may read the keys.
    with open(os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(_content())
    say(f"wrote new keys to {ENV_FILE}: keep a copy apart from the database's backup")


def _content() -> str:
    return (
        "# Keys of this desk. Whoever has them and the database can read everything; without them nobody can.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        f"FIELD_KEYS=1:{_random_key()}\n"
        f"LOOKUP_KEY={_random_key()}\n"
        "# false only on 127.0.0.1; a server that others reach has HTTPS in front and no such line.\n"
        "HTTPS=false\n"
    )


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
