from django.core.management.base import BaseCommand, CommandError

from registry import jobs
from registry.models.jobs import JobState
from reports.samples import SAMPLES, load

MAX_SCALE = 100


class Command(BaseCommand):
    help = "Load synthetic records that give a model text's own figures (once). Interrupted, it goes on where it was."

    def add_arguments(self, parser):
        parser.add_argument("name", help=f"one of: {', '.join(SAMPLES)}")
        parser.add_argument("--scale", type=int, default=1, help=f"1 in so many records, up to {MAX_SCALE} (default 1)")
        parser.add_argument("--seed", type=int, default=1, help="another seed draws other people")

    def handle(self, *, name, scale, seed, **options):
        name = name.upper()
        if name not in SAMPLES:
            raise CommandError(f"There is no sample {name}. Known samples: {', '.join(SAMPLES)}.")
        if not 1 <= scale <= MAX_SCALE:
            raise CommandError(f"--scale is between 1 and {MAX_SCALE}.")
        job = load.prepare(name, scale=scale, seed=seed)
        if job.state == JobState.DONE:
            self.stdout.write(f"Sample {name} is already loaded.")
            return
        run = jobs.take(job.pk)
        if run is None:
            self.stdout.write(f"Another process is loading sample {name}.")
            return
        load.load(run, lambda done, total: self.stdout.write(f"  {done} of {total} steps"))
        run.finish(JobState.DONE)
        self.stdout.write(self.style.SUCCESS(f"Sample {name} loaded."))
