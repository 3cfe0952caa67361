"""An import whose process is killed again and again: `python -m tests.registry.killed_import ROWS KILLS` in a desk of its own.

Prints, as JSON, what came of it. A fork is killed, not a fresh process, so that fifty kills take seconds.
"""

import csv
import json
import os
import random
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry import audit, jobs  # noqa: E402
from registry.imports import jobs as import_jobs  # noqa: E402
from registry.imports import resource  # noqa: E402
from registry.models import Area, AuditEntry, Certificate, Job, JobState, Person, Residence, Staff  # noqa: E402
from registry.permissions import Role  # noqa: E402
from tests.factories import make_id_number  # noqa: E402

CHUNKS_A_KILL = 3
COMMUNITY = "341702001008"
HEADS = ("full_name", "id_number", "community", "certificate_number", "issued_on")


def _file(rows: int) -> bytes:
    path = Path(os.environ["DATA_DIR"]) / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number in range(rows):
            birth_on = date(1950, 1, 1) + timedelta(days=number // 100)
            id_number = make_id_number(birth_on=birth_on, sequence=number % 100)
            writer.writerow(["汪德福", id_number, COMMUNITY, f"{id_number}44", "2025-02-03"])
    return path.read_bytes()


def _job(rows: int) -> int:
    for code in (COMMUNITY[:length] for length in (2, 4, 6, 9, 12)):
        Area.objects.get_or_create(code=code, defaults={"name": code})
    clerk = Staff.objects.create(username="clerk", full_name="汪春梅", area_id=COMMUNITY[:9])
    clerk.roles.create(role=Role.CLERK)
    params = {"dataset": "people", "file_name": "people.csv", "sha256": "", "language": "en", "check": 0}
    file = ContentFile(_file(rows), "people.csv")
    return jobs.start(kind=import_jobs.IMPORT, title="", by=clerk, params=params, input_file=file).pk


def _run_in_a_fork(job_id: int) -> int:
    connections.close_all()
    if pid := os.fork():
        return pid
    jobs.run_job.func(job_id)
    os._exit(0)


def _kill_amid_a_chunk(job_id: int, rng: random.Random) -> bool:
    """False when the job ended first."""
    done = Job.objects.get(pk=job_id).done
    pid = _run_in_a_fork(job_id)
    while Job.objects.get(pk=job_id).done == done:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    time.sleep(rng.random() * 0.04)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    # What a worker does once it has not heard of the other one for long enough.
    left = Job.objects.filter(pk=job_id, state=JobState.RUNNING)
    return bool(left.update(heartbeat_at=timezone.now() - timedelta(days=1)))


def main(rows: int, kills: int) -> None:
    resource.CHUNK_ROWS = rows // kills // CHUNKS_A_KILL
    rng, job_id = random.Random(5), _job(rows)
    landed = sum(_kill_amid_a_chunk(job_id, rng) for _ in range(kills))
    os.waitpid(_run_in_a_fork(job_id), 0)
    job = Job.objects.get(pk=job_id)
    told = {
        "kills": landed,
        "state": job.state,
        "totals": job.result.get("totals"),
        "people": Person.objects.count(),
        "residences": Residence.objects.count(),
        "certificates": Certificate.objects.count(),
        "audit": AuditEntry.objects.filter(action="add").count(),
        "broken": str(audit.first_broken()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
