"""The matching as a job: after a list was taken in, and at each change of a rule."""

from django.utils.translation import gettext as _

from registry import jobs
from registry.models import Job
from registry.models.jobs import JobState
from relief.services.matching import find_matches

KIND = "find_matches"


def request_matching(*, by) -> None:
    """Once the transaction is committed. One that waits already will see what changed; without an account, the night does."""
    if by is None or Job.objects.filter(kind=KIND, state=JobState.QUEUED).exists():
        return
    jobs.start(kind=KIND, title=_("Information matching"), by=by)


@jobs.handler(KIND)
def run(run: jobs.Run) -> None:
    """Twice does nothing twice: it may begin again from the start."""
    find_matches(by=run.job.created_by)
    run.progress(done=1, total=1)
