"""Reading from a streaming replica of PostgreSQL (`REPLICA_URL`): pages of figures may lag a moment, everything else may not."""

from contextvars import ContextVar
from functools import wraps

from django.conf import settings

REPLICA = "replica"
_may_lag = ContextVar("may_lag", default=False)


def may_lag(view):
    """View decorator: what the page reads may come from the replica, where there is one."""

    @wraps(view)
    def reading(*args, **kwargs):
        token = _may_lag.set(True)
        try:
            return view(*args, **kwargs)
        finally:
            _may_lag.reset(token)

    return reading


def exists() -> bool:
    return REPLICA in settings.DATABASES


class ReplicaRouter:
    """Every write goes to the one database that is the truth, and so does every reading outside `may_lag`."""

    def db_for_read(self, model, **hints):
        return REPLICA if _may_lag.get() and exists() else "default"

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """The replica takes its tables from the stream."""
        return db != REPLICA
