"""Loading a sample as a job: step by step, resumable, the same for the same seed, and never twice."""

from random import Random

from django.db import transaction

from registry import audit, jobs
from registry.models import Job
from registry.models.jobs import JobState
from reports.samples import SAMPLES

KIND = "load_sample"


def prepare(name: str, *, scale: int, seed: int) -> Job:
    """A job begun before (even with another scale) is taken up, never begun twice."""
    begun = Job.objects.filter(kind=KIND, params__name=name).exclude(state=JobState.CANCELLED).first()
    if begun is not None:
        Job.objects.filter(pk=begun.pk).exclude(state=JobState.DONE).update(state=JobState.QUEUED, holder="")
        begun.refresh_from_db()
        return begun
    sample = SAMPLES[name]
    with transaction.atomic():
        owner = sample.prepare()
        return Job.objects.create(
            kind=KIND,
            title=sample.title,
            params={"name": name, "scale": scale, "seed": seed},
            total=sample.steps,
            area_id=sample.area,
            created_by=owner,
        )


@jobs.handler(KIND)
def load(run: jobs.Run, on_progress=lambda done, total: None) -> None:
    name, scale, seed = (run.job.params[key] for key in ("name", "scale", "seed"))
    sample = SAMPLES[name]
    for step in range(run.job.cursor.get("next", 0), sample.steps):
        with transaction.atomic():
            sample.load(step, scale=scale, rng=Random(f"{seed}:{name}:{step}"))  # noqa: S311 (synthetic people)
            audit.record(by=None, action="sample", changes={"sample": [None, f"{name} {step + 1}/{sample.steps}"]})
            run.progress(cursor={"next": step + 1}, done=step + 1)
        on_progress(step + 1, sample.steps)
