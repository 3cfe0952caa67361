"""Settings of the tests: keys, database and data folder of their own, whatever the machine's `.env` says.

DATABASE_URL in the environment chooses the database (`DATABASE_URL=… make test`).
"""

import atexit
import os
import shutil
import tempfile

_data_dir = tempfile.mkdtemp(prefix="federation-desk-test-")
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)

os.environ.update(
    SECRET_KEY="test-only-secret-key-of-more-than-fifty-characters-0123456789",
    FIELD_KEYS="1:" + "A" * 43 + "=",
    LOOKUP_KEY="B" * 42 + "A=",
    DATA_DIR=_data_dir,
    DEBUG="false",
    HTTPS="false",
    BEHIND_PROXY="false",
    ALLOWED_HOSTS="127.0.0.1,localhost,testserver",
    CSRF_TRUSTED_ORIGINS="",
    # A pool keeps connections open that stop the test database from being dropped.
    DATABASE_POOL="false",
    LOG_LEVEL="ERROR",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_data_dir}/desk.sqlite3")

from config.settings import *  # noqa: E402, F403
from config.settings import STORAGES  # noqa: E402

# Argon2 is slow by intent.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest needs collectstatic first; tests read the sources.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
