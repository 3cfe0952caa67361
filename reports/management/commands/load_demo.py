from django.core.management.base import BaseCommand
from django.utils import timezone

from registry import jobs
from registry.models.jobs import JobState
from reports.demo import load


class Command(BaseCommand):
    help = "Load a synthetic district (once; the same for the same --seed on the same day). Interrupted, it goes on where it was."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=6000, help="how many people (default 6000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed draws another district")

    def handle(self, *, people, seed, **options):
        job = load.prepare(people=people, seed=seed, today=timezone.localdate())
        if job.state == JobState.DONE:
            self.stdout.write(f"The demo district is already loaded: {job.done} people.")
            return
        run = jobs.take(job.pk)
        if run is None:
            self.stdout.write("Another process is loading the demo district.")
            return
        load.load(run, self._show)
        run.finish(JobState.DONE)
        self.stdout.write(self.style.SUCCESS(f"Demo district loaded: {run.job.done} people."))

    def _show(self, done: int, total: int) -> None:
        end = "\n" if done == total or not self.stdout.isatty() else "\r"
        self.stdout.write(f"  {done:>9,} of {total:,} people", ending=end)
        self.stdout.flush()
