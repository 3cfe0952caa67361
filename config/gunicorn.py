"""How gunicorn serves the desk, for the demo and for real: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.environment import LOG_LEVELS, Environment

# One worker a core: the work is in Python and the database, and a sync worker does one request at a time.
CORES = len(os.sched_getaffinity(0))

try:
    # Into a copy: after a change of .env, a reload (SIGHUP) gives the new workers the new values.
    env = Environment(dict(os.environ))
    bind = env.text("BIND", default="127.0.0.1:8000")
    workers = env.number("WEB_WORKERS", default=CORES, least=1, most=999)
    loglevel = env.choice("LOG_LEVEL", LOG_LEVELS, default="WARNING").lower()
    # Nobody but a proxy on this machine may say that a request came by HTTPS.
    forwarded_allow_ips = env.text("FORWARDED_ALLOW_IPS", default="127.0.0.1")
except ImproperlyConfigured as error:
    raise SystemExit(f"✗ {error}") from error
worker_class = "sync"
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a heartbeat file, never on a disk)
# A large list exported to xlsx takes some seconds; what takes longer is a job.
timeout = 60
graceful_timeout = 20
# A worker is renewed now and then, not all at once: memory grown by one large export is given back.
max_requests = 5000
max_requests_jitter = 500
