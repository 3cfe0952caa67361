"""Jobs: work that takes long, run by the Tasks API, resumable from its cursor, and never run by two workers at once.

A kind is a function `handler(run: Run)`, registered with `@handler("kind")`. It does a chunk and tells `run.progress(...)`
inside the same transaction, so that a job killed anywhere resumes where it was and does nothing twice.
"""

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from registry.models.jobs import Job, JobState

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
_handlers: dict[str, Callable] = {}
# Set when this process was asked to end: a running job goes back to the queue at its next chunk.
stopping = threading.Event()
_held_here: set[str] = set()

INPUT_KEPT = timedelta(days=7)


class JobCancelledError(Exception):
    """Whoever started the job asked to end it."""


class JobLostError(Exception):
    """Another worker holds the job now; this one must write nothing more."""


class JobHandedBackError(Exception):
    """This process is ending; another one goes on from the cursor."""


class JobFailedError(Exception):
    """The job cannot be done; the message is shown to whoever started it."""


def handler(kind: str):
    def register(function):
        _handlers[kind] = function
        return function

    return register


def start(*, kind: str, title: str, by, params: dict | None = None, area=None, input_file: File | None = None) -> Job:
    """Create the job and hand it to a worker once the transaction is committed."""
    job = Job(kind=kind, title=title, created_by=by, params=params or {}, area=area or by.area)
    if input_file:
        job.input_file.save(f"{uuid.uuid4()}", input_file, save=False)
    job.save()
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


def request_cancel(job: Job) -> None:
    """A waiting job ends at once; a running one at its next chunk."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True)


def requeue_stale() -> int:
    """Hand running jobs without a heartbeat, and waiting ones nobody took, to the workers again; how many."""
    return sum(_requeue(job) for job in [*Job.objects.stale(), *Job.objects.forgotten()])


@transaction.atomic
def _requeue(job: Job) -> int:
    """1, or 0 when the job moved since it was read: its worker lives, or another one was faster."""
    unchanged = Job.objects.filter(pk=job.pk, state=job.state, holder=job.holder, heartbeat_at=job.heartbeat_at)
    requeued = unchanged.update(state=JobState.QUEUED, holder="", heartbeat_at=timezone.now())
    if requeued:
        run_job.enqueue(job.pk)
    return requeued


def drop_input(job: Job) -> None:
    """What was uploaded is personal data: it goes as soon as nothing needs it."""
    if job.input_file:
        job.input_file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(input_file="")


def drop_old_inputs(now=None) -> None:
    """Uploads of checks that were never confirmed, and of jobs that failed."""
    limit = (now or timezone.now()) - INPUT_KEPT
    for job in Job.objects.filter(finished_at__lt=limit).exclude(input_file=""):
        drop_input(job)


def beat() -> None:
    """A sign of life for the jobs this process holds, however long their chunks are."""
    Job.objects.filter(state=JobState.RUNNING, holder__in=list(_held_here)).update(heartbeat_at=timezone.now())


class Run:
    """One worker's hold on a job."""

    def __init__(self, job: Job, holder: str):
        self.job = job
        self.holder = holder

    def _mine(self):
        return Job.objects.filter(pk=self.job.pk, holder=self.holder, state=JobState.RUNNING)

    def _write(self, **values) -> None:
        values |= {"heartbeat_at": timezone.now(), "attempts": 0}
        if not self._mine().update(**values):
            raise JobLostError(f"job {self.job.pk} is held by another worker")
        for name, value in values.items():
            setattr(self.job, name, value)

    def progress(self, **values) -> None:
        """Write done, total, cursor or result with the chunk that earned them.

        Raises, so that the chunk is undone, when the job was cancelled or lost, or this process is ending.
        """
        self._write(**values)
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelledError
        if stopping.is_set():
            raise JobHandedBackError

    def heartbeat(self) -> None:
        self.progress()

    def save_output(self, content: File, name: str) -> None:
        self.job.output_file.save(f"{uuid.uuid4()}", content, save=False)
        try:
            self._write(output_file=self.job.output_file.name, output_name=name)
        except JobLostError:
            self.job.output_file.delete(save=False)
            raise

    def finish(self, state: str, error: str = "") -> None:
        self._mine().update(state=state, error=error, finished_at=timezone.now(), heartbeat_at=timezone.now())

    @transaction.atomic
    def hand_back(self) -> None:
        if self._mine().update(state=JobState.QUEUED, holder="", heartbeat_at=timezone.now()):
            run_job.enqueue(self.job.pk)


def take(job_id: int) -> Run | None:
    """The job, if it is free: waiting, or left by a worker that is not heard of any more."""
    holder = str(uuid.uuid4())
    taken = (
        Job.objects.filter(pk=job_id)
        .free()
        .update(state=JobState.RUNNING, holder=holder, heartbeat_at=timezone.now(), attempts=F("attempts") + 1)
    )
    return Run(Job.objects.get(pk=job_id), holder) if taken else None


@task()
def run_job(job_id: int) -> None:
    run = take(job_id)
    if run is None:
        return
    _held_here.add(run.holder)
    try:
        # Errors are read by whoever started the job.
        with translation.override(run.job.params.get("language") or translation.get_language()):
            _run(run)
    finally:
        _held_here.discard(run.holder)


def _run(run: Run) -> None:
    try:
        if run.job.attempts > MAX_ATTEMPTS:
            raise JobFailedError(_("The job ended its worker %(n)s times at the same place.") % {"n": MAX_ATTEMPTS})
        _handlers[run.job.kind](run)
    except JobCancelledError:
        run.finish(JobState.CANCELLED)
    except JobHandedBackError:
        run.hand_back()
    except JobLostError:
        logger.warning("job %s was taken over by another worker", run.job.pk)
    except JobFailedError as error:
        run.finish(JobState.FAILED, str(error))
    except Exception as error:
        logger.exception("job %s failed", run.job.pk)
        text = _("An error in the program (%(error)s). What was finished before is kept; tell your administrator.")
        run.finish(JobState.FAILED, text % {"error": type(error).__name__})
    else:
        run.finish(JobState.DONE)
