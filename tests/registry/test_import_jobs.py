"""From upload to result: the check, the confirmation, the job that writes and can be taken up again."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from registry import jobs
from registry.imports import jobs as import_jobs
from registry.imports import resource
from registry.models import Job, JobState, Person
from tests.registry.import_files import HEADS, csv_file, row, xlsx

pytestmark = pytest.mark.django_db


def upload(client, content, name="people.xlsx"):
    data = {"dataset": "people", "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("registry:import-upload"), data)


def run(job: Job) -> Job:
    jobs.run_job.func(job.pk)
    job.refresh_from_db()
    return job


def checked(client, content, name="people.xlsx") -> Job:
    response = upload(client, content, name)
    assert response.status_code == 302
    return run(Job.objects.filter(kind=import_jobs.CHECK).first())


def confirm(client, check: Job) -> Job:
    client.post(reverse("registry:import-confirm", args=[check.pk]))
    return Job.objects.filter(kind=import_jobs.IMPORT).first()


def test_check_confirm_and_result(as_user, clerk):
    client = as_user(clerk)
    check = checked(client, xlsx([row(sequence=1), row(sequence=2), row(number="x")]))
    assert check.state == JobState.DONE
    assert check.result["totals"] == {"read": 3, "added": 2, "changed": 0, "unchanged": 0, "rejected": 1}
    assert not Person.objects.exists()
    page = client.get(reverse("registry:import-detail", args=[check.pk])).content.decode()
    assert HEADS[1] in page
    done = run(confirm(client, check))
    assert done.result["totals"]["added"] == 2
    assert Person.objects.count() == 2
    check.refresh_from_db()
    assert not done.input_file
    assert not check.input_file


def test_an_upload_never_confirmed_is_deleted_after_a_week(as_user, clerk):
    check = checked(as_user(clerk), xlsx([row()]))
    path = check.input_file.path
    jobs.drop_old_inputs()
    assert Path(path).exists()
    assert Path(path).stat().st_mode & 0o077 == 0
    jobs.drop_old_inputs(timezone.now() + timedelta(days=8))
    check.refresh_from_db()
    assert not Path(path).exists()
    assert not check.input_file


def test_confirming_twice_starts_one_import(as_user, clerk):
    client = as_user(clerk)
    check = checked(client, xlsx([row()]))
    confirm(client, check)
    confirm(client, check)
    assert Job.objects.filter(kind=import_jobs.IMPORT).count() == 1


def test_rejected_rows_come_back_can_be_mended_and_are_accepted(as_user, clerk):
    client = as_user(clerk)
    check = checked(client, xlsx([row(name="", sequence=4)]))
    content = b"".join(client.get(reverse("registry:job-download", args=[check.pk])).streaming_content)
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert HEADS[0] in sheet.cell(2, sheet.max_column).value
    assert sheet.cell(2, 1).fill.fgColor.rgb.endswith("F8D7D3")
    sheet.cell(2, 1).value = "汪德福"
    buffer = io.BytesIO()
    book.save(buffer)
    again = checked(client, buffer.getvalue())
    assert again.result["totals"]["added"] == 1


def test_the_same_file_is_recognised(as_user, clerk):
    client = as_user(clerk)
    content = xlsx([row()])
    run(confirm(client, checked(client, content)))
    again = checked(client, content)
    assert import_jobs.same_file_before(again)
    assert again.result["totals"]["unchanged"] == 1
    page = client.get(reverse("registry:import-detail", args=[again.pk])).content.decode()
    assert reverse("registry:import-confirm", args=[again.pk]) not in page


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.xlsx"), (b"\xd0\xcf\x11\xe0xx", "a.xls"), (xlsx([]), "a.xlsx"), (csv_file([]), "a.csv")],
)
def test_a_file_that_cannot_be_read_is_told_without_an_error_page(as_user, clerk, content, name):
    client = as_user(clerk)
    response = upload(client, content, name)
    if response.status_code == 422:
        return
    job = run(Job.objects.get())
    assert job.state == JobState.FAILED
    page = client.get(reverse("registry:import-detail", args=[job.pk]))
    assert job.error in page.content.decode()


def test_an_import_killed_between_chunks_goes_on_and_writes_every_row_once(as_user, clerk, monkeypatch):
    monkeypatch.setattr(resource, "CHUNK_ROWS", 3)
    client = as_user(clerk)
    rows = [row(sequence=n) for n in range(10)] + [row(name="", sequence=11)]
    job = confirm(client, checked(client, xlsx(rows)))
    real_write, calls = import_jobs._resource(job).__class__.write, []

    def dies_in_the_third_chunk(self, chunk):
        real_write(self, chunk)
        calls.append(len(chunk))
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(import_jobs._resource(job).__class__, "write", dies_in_the_third_chunk)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_job.func(job.pk)
    assert Person.objects.count() == 6
    monkeypatch.setattr(import_jobs._resource(job).__class__, "write", real_write)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, holder="")
    done = run(job)
    assert done.state == JobState.DONE
    assert Person.objects.count() == 10
    assert done.result["totals"] == {"read": 11, "added": 10, "changed": 0, "unchanged": 0, "rejected": 1}
    assert done.result["rejected"][0]["row"] == 12


def test_my_import_is_not_for_others_to_see(as_user, clerk, other_clerk):
    check = checked(as_user(clerk), xlsx([row()]))
    assert as_user(other_clerk).get(reverse("registry:import-detail", args=[check.pk])).status_code == 404
    assert as_user(other_clerk).post(reverse("registry:import-confirm", args=[check.pk])).status_code == 404


def test_results_hold_no_full_number(as_user, clerk):
    client = as_user(clerk)
    number = row()[1]
    check = checked(client, xlsx([row(phone="1")]))
    assert number not in str(check.result)
    assert number not in client.get(reverse("registry:import-detail", args=[check.pk])).content.decode()
