"""The annual report as a job: figures here, the PDF in a process of its own that ends with it."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry import audit, jobs
from registry.models import Area, Job
from registry.pdf.render import Order
from reports.annual import content, pdf

KIND = "annual_report"
# WeasyPrint tells seven steps; the figures before and the file after are one each.
STEPS = 9
POLL_SECONDS = 0.5


@transaction.atomic
def start_report(*, by, area: Area, year: int, language: str, preparer: str = "", document_number: str = "") -> Job:
    with translation.override(language):
        title = _("%(area)s: annual report %(year)s") % {"area": area.name, "year": year}
    params = {
        "area": area.code,
        "year": year,
        "language": language,
        "preparer": preparer,
        "document_number": document_number,
        "made_on": timezone.localdate().isoformat(),
    }
    job = jobs.start(kind=KIND, title=title, by=by, params=params, area=area)
    audit.record(by=by, action="report", obj=job, reason=title)
    return job


@jobs.handler(KIND)
def make(run: jobs.Run) -> None:
    run.progress(done=0, total=STEPS)
    printed = _compose(**run.job.params)
    run.progress(done=1)
    with TemporaryDirectory() as folder:
        path = _render(run, printed.order, Path(folder))
        with path.open("rb") as file:
            run.save_output(File(file), f"{run.job.title}.pdf")
    missing = [f"{item.code_point} {item.context}" for item in printed.missing]
    run.progress(done=STEPS, result={"missing": missing})


def _compose(*, area, year, language, preparer, document_number, made_on) -> pdf.Printed:
    with translation.override(language):
        figures = content.read(area, year, date.fromisoformat(made_on))
        report = content.compose(figures, preparer=preparer, document_number=document_number)
        return pdf.prepare(report, figures)


def _render(run: jobs.Run, order: Order, folder: Path) -> Path:
    """Wait for the renderer and tell its steps; a job that is cancelled or lost takes the renderer with it."""
    path, steps, errors = folder / "report.pdf", folder / "steps", folder / "errors"
    (folder / "order.json").write_text(order.to_json(), encoding="utf-8")
    command = [sys.executable, "-m", "registry.pdf.render", str(path)]
    with (folder / "order.json").open() as orders, steps.open("w") as told, errors.open("w") as failed:
        process = subprocess.Popen(command, stdin=orders, stdout=told, stderr=failed, cwd=settings.BASE_DIR)
    try:
        _wait(run, process, steps)
    finally:
        process.kill()
        process.wait()
    if process.returncode != 0:
        last = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise jobs.JobFailedError(_("The PDF could not be made. %(error)s") % {"error": " ".join(last)})
    return path


def _wait(run: jobs.Run, process: subprocess.Popen, steps: Path) -> None:
    while True:
        try:
            process.wait(POLL_SECONDS)
            return
        except subprocess.TimeoutExpired:
            run.progress(done=1 + _last_step(steps))


def _last_step(steps: Path) -> int:
    """Of lines like "Step 5 - Creating layout - Page 7"; 0 before the first."""
    lines = steps.read_text(encoding="utf-8").splitlines()
    return max((int(words[1]) for line in lines if (words := line.split()) and words[0] == "Step"), default=0)
