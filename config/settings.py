"""Settings, all from the environment; whatever is missing or wrong stops the start (config.environment).

`make setup` writes a `.env` with keys of its own; docs/running.md tells what each name means.
"""

import os

from csp.constants import NONE, SELF

from config.environment import BASE_DIR, LOG_LEVELS, SQLITE, Environment, check_secret, month_and_day
from registry.encryption import parse_keys, parse_lookup_key

env = Environment(os.environ)

DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "var")
FILES_DIR = DATA_DIR / "files"

SECRET_KEY = env.text("SECRET_KEY", check=check_secret)
# "1:BASE64,2:BASE64": 32-byte AES keys by version; the highest version encrypts, all of them decrypt.
FIELD_KEYS = env.text("FIELD_KEYS", check=parse_keys)
# BASE64 of 32 bytes: the HMAC key behind equality search on encrypted fields.
LOOKUP_KEY = env.text("LOOKUP_KEY", check=parse_lookup_key)

DEBUG = env.flag("DEBUG", default=False)
HTTPS = env.flag("HTTPS", default=True)
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS", default="127.0.0.1,localhost", form=r"[^/:\s]+|\[[0-9a-f:]+\]", example="desk.example.org"
)
CSRF_TRUSTED_ORIGINS = env.names(
    "CSRF_TRUSTED_ORIGINS", default="", form=r"https?://[^/\s]+", example="https://desk.example.org"
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "js_lib_bootstrap5",
    "registry",
    "rehab",
    "psych_care",
    "relief",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "registry.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "registry.middleware.SessionLimitsMiddleware",
    "registry.middleware.SignInRequiredMiddleware",
    "registry.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["registry.templatetags.desk"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "registry.context_processors.desk",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'desk.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # Compiling the board's long query takes PostgreSQL longer than running it.
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}
    if env.flag("DATABASE_POOL", default=True):
        DATABASES["default"]["OPTIONS"]["pool"] = {
            "min_size": 1,
            "timeout": 10,
            "max_size": env.number("DATABASE_POOL_MAX", default=4, least=1, most=100),
        }
if replica := env.replica("REPLICA_URL", of=DATABASES["default"]):
    DATABASES["replica"] = replica
DATABASE_ROUTERS = ["registry.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "registry.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "registry.auth_backend.StaffBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "registry:sign-in"
LOGIN_REDIRECT_URL = "registry:today"
LOGOUT_REDIRECT_URL = "registry:sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "registry.auth_backend.locked_out"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "registry.auth_backend.client_address"
PROXY_COUNT = env.number("PROXY_COUNT", default=0, least=0, most=9)

# Sessions end after 30 idle minutes and after 10 hours (registry.middleware.SessionLimitsMiddleware).
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LIFETIME_SECONDS = 10 * 60 * 60
SESSION_COOKIE_AGE = SESSION_LIFETIME_SECONDS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": env.class_path("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}
# A running job whose heartbeat is older than this is taken up by another worker.
JOB_HEARTBEAT_SECONDS = 60

# Children's rehabilitation: last age counted (inclusive). Localities use 6, 14 or 17.
CHILD_REHAB_MAX_AGE = env.number("CHILD_REHAB_MAX_AGE", default=6, least=0, most=17)
# The day of the year on which the age is asked, as 09-01; empty: the day of the application or report itself.
CHILD_REHAB_REFERENCE_DAY = env.text("CHILD_REHAB_REFERENCE_DAY", default="", check=month_and_day)
# Days within which a centre answers a referral; after that it is overdue.
REFERRAL_ANSWER_DAYS = env.number("REFERRAL_ANSWER_DAYS", default=15, least=1, most=365)
# Days within which a petition is answered, and within which recovered money is due where no plan says otherwise.
PETITION_ANSWER_DAYS = env.number("PETITION_ANSWER_DAYS", default=60, least=1, most=365)
RECOVERY_DUE_DAYS = env.number("RECOVERY_DUE_DAYS", default=30, least=1, most=365)
# Whom the file rate is measured against: "need" (persons with a need) or "disabled" (all disabled persons).
REHAB_FILE_RATE_BASE = env.choice("REHAB_FILE_RATE_BASE", ("need", "disabled"), default="need")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", LOG_LEVELS, default="WARNING")},
}
