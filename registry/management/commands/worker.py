import logging
import os
import socket
import threading
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from registry import jobs
from registry.models import WorkerBeat

BEAT_SECONDS = 15
FORGET_AFTER = timedelta(days=1)
logger = logging.getLogger(__name__)


class Worker(db_worker.Worker):
    def shutdown(self, signum, frame):
        """The job at hand goes back to the queue at its next chunk, instead of being waited for."""
        jobs.stopping.set()
        super().shutdown(signum, frame)


class Beat:
    """Tells every BEAT_SECONDS that this worker and its jobs live, and takes up jobs whose worker does not."""

    def __init__(self, name: str):
        self.name, self.stop = name, threading.Event()
        self.thread = threading.Thread(target=self._run, name="beat", daemon=True)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *exc_info):
        self.stop.set()
        self.thread.join(BEAT_SECONDS)

    def _run(self) -> None:
        while not self.stop.is_set():
            self._safely(self._beat)
            self.stop.wait(BEAT_SECONDS)
        self._safely(self._forget)
        connection.close()

    @staticmethod
    def _safely(action) -> None:
        """A locked or restarted database must not silence a worker that goes on working."""
        try:
            action()
        except Exception:
            logger.exception("the worker's heartbeat failed; next try in %s seconds", BEAT_SECONDS)
            connection.close()

    def _beat(self) -> None:
        now = timezone.now()
        WorkerBeat.objects.update_or_create(name=self.name, defaults={"beat_at": now})
        WorkerBeat.objects.filter(beat_at__lt=now - FORGET_AFTER).delete()
        jobs.beat()
        jobs.requeue_stale()
        jobs.drop_old_inputs()

    def _forget(self) -> None:
        WorkerBeat.objects.filter(name=self.name).delete()


class Command(db_worker.Command):
    help = "Run queued jobs, and take up again those whose worker is not heard of any more."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # The reloader would start a second process that beats and never works.
        parser.set_defaults(reload=False)

    def handle(self, *, verbosity, queue_name, exclude_queues, **options):
        self.configure_logging(verbosity)
        wanted = ("interval", "batch", "backend_name", "startup_delay", "max_tasks", "worker_id")
        worker = Worker(
            queue_names=queue_name.split(","),
            excluded_queue_names=exclude_queues.split(",") if exclude_queues else [],
            **{name: options[name] for name in wanted},
        )
        jobs.stopping.clear()
        worker.configure_signals()
        with Beat(f"{socket.gethostname()}:{os.getpid()}"):
            worker.run()
