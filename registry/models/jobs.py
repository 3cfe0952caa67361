from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.areas import Area

FORGOTTEN_AFTER = timedelta(minutes=10)


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class JobQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Only my own, and of areas that are still mine: files and results may hold people out of my scope."""
        return self.filter(created_by=staff, area__code__inside=staff.area_id)

    def unfinished(self):
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def stale(self):
        """Running, but its worker has not been heard of."""
        return self.filter(_is_stale())

    def free(self):
        """Waiting, or left by a worker that is not heard of any more.

        One condition on the row itself: PostgreSQL asks it again when the row was changed while we waited for its lock
        (of a subquery it would keep the old answer, and two workers would take the same job).
        """
        return self.filter(Q(state=JobState.QUEUED) | _is_stale())

    def forgotten(self):
        """Waiting for so long that its task must have been lost."""
        limit = timezone.now() - FORGOTTEN_AFTER
        never_taken = Q(heartbeat_at__isnull=True, created_at__lt=limit)
        return self.filter(never_taken | Q(heartbeat_at__lt=limit), state=JobState.QUEUED)


def _is_stale() -> Q:
    limit = timezone.now() - timedelta(seconds=settings.JOB_HEARTBEAT_SECONDS)
    return Q(state=JobState.RUNNING, heartbeat_at__lt=limit)


class Job(models.Model):
    """Work that takes long. `cursor` and the rows of a chunk are written in one transaction (registry.jobs)."""

    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    title = models.CharField(_("title"), max_length=200)
    params = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("started by"), related_name="jobs"
    )
    created_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    # Which run holds the job: a worker that lost it can write nothing more.
    holder = models.CharField(max_length=40, blank=True)
    # How often a worker took the job up since it last got on: one that kills its worker is not tried for ever.
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    input_file = models.FileField(upload_to="jobs/input/", blank=True)
    output_file = models.FileField(upload_to="jobs/output/", blank=True)
    output_name = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
        ]

    def __str__(self):
        return self.title

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_finished(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)


class WorkerBeat(models.Model):
    """When each worker was last heard of."""

    name = models.CharField(max_length=80, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self):
        return self.name
