"""The report from the browser: form, job with progress in a process of its own, download, cancel, who may."""

import io
import subprocess
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from registry import jobs
from registry.models import AuditEntry, Job
from registry.models.jobs import JobState
from registry.permissions import Role
from reports.annual import jobs as annual_jobs
from tests.factories import StaffFactory
from tests.rehab.factories import HealthStationFactory

LIST, MAKE = reverse("reports:report-list"), reverse("reports:report-make")
ASKED = {"area": "341702", "year": "2025", "language": "zh-hans", "preparer": "", "document_number": "贵残联[2025]3号"}


@pytest.fixture
def job(manager):
    HealthStationFactory()
    return annual_jobs.start_report(by=manager, area=manager.area, year=2025, language="zh-hans")


def run(job) -> Job:
    jobs.run_job.func(job.pk)
    job.refresh_from_db()
    return job


def downloaded(client, job) -> bytes:
    return b"".join(client.get(reverse("registry:job-download", args=[job.pk])).streaming_content)


def test_a_manager_asks_for_a_report_and_downloads_it(as_user, manager):
    client = as_user(manager)
    assert client.post(MAKE, ASKED).status_code == 302
    job = Job.objects.get(kind="annual_report")
    assert job.params["document_number"] == "贵残联〔2025〕3号"
    assert job.params["made_on"] == "2026-03-18"
    assert AuditEntry.objects.filter(action="report", object_id=str(job.pk), staff=manager).exists()
    assert run(job).state == JobState.DONE
    page = client.get(LIST).content.decode()
    assert "贵池区2025年度总结" in page
    assert reverse("registry:job-download", args=[job.pk]) in page
    pdf = pypdf.PdfReader(io.BytesIO(downloaded(client, job)))
    assert "贵残联〔2025〕3号" in pdf.pages[0].extract_text()
    assert job.output_name == "贵池区2025年度总结.pdf"


def test_the_file_is_the_commands(job, tmp_path):
    from django.core.management import call_command

    run(job)
    path = tmp_path / "report.pdf"
    call_command(
        "annual_report", area="341702", year=2025, output=path, made_on=date(2026, 3, 18), stdout=io.StringIO()
    )
    with job.output_file.open("rb") as file:
        assert file.read() == path.read_bytes()


def test_progress_is_told_while_the_renderer_works(job, monkeypatch):
    told, progress = [], jobs.Run.progress
    monkeypatch.setattr(annual_jobs, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(
        jobs.Run, "progress", lambda self, **values: (told.append(values.get("done")), progress(self, **values))
    )
    assert run(job).state == JobState.DONE
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == job.total == annual_jobs.STEPS
    assert len(set(told)) > 4


def test_cancelling_ends_the_renderer_too(job, monkeypatch):
    started, popen = [], subprocess.Popen

    def watched(*args, **kwargs):
        started.append(popen(*args, **kwargs))
        return started[-1]

    def cancelled_meanwhile(steps):
        jobs.request_cancel(job)
        return 0

    monkeypatch.setattr(annual_jobs.subprocess, "Popen", watched)
    monkeypatch.setattr(annual_jobs, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(annual_jobs, "_last_step", cancelled_meanwhile)
    assert run(job).state == JobState.CANCELLED
    assert not job.output_file
    assert started[0].returncode == -9


def test_a_renderer_that_fails_fails_the_job_with_its_last_words(job, monkeypatch):
    monkeypatch.setattr(annual_jobs.Order, "to_json", lambda self: "{}")
    assert run(job).state == JobState.FAILED
    assert "PDF生成失败" in job.error
    assert "KeyError" in job.error


def test_rendering_leaves_the_workers_memory_alone(job, monkeypatch):
    """WeasyPrint is not even called in the worker."""
    monkeypatch.setattr("registry.pdf.render.write", lambda *args, **kwargs: pytest.fail("rendered in the worker"))
    assert run(job).state == JobState.DONE


def test_characters_that_cannot_be_printed_are_told_in_the_list(as_user, manager, job):
    job.params["preparer"] = "\U0002a6a5"
    job.save()
    run(job)
    assert job.result["missing"][0].startswith("U+2A6A5")
    assert "字体缺字：U+2A6A5" in as_user(manager).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", "341721"),
        ("area", "3417"),
        ("year", "2031"),
        ("year", "x"),
        ("language", "fr"),
        ("area", "341702001008"),
    ],
)
def test_what_is_out_of_reach_is_refused_by_the_form(as_user, manager, field, value):
    response = as_user(manager).post(MAKE, ASKED | {field: value})
    assert response.status_code == 422
    assert not Job.objects.exists()


def test_reports_of_others_are_not_listed_or_downloaded(as_user, job):
    run(job)
    other = as_user(StaffFactory(username="manager2", area_id="341702001", role=Role.MANAGER))
    assert "贵池区2025年度总结" not in other.get(LIST).content.decode()
    assert other.get(reverse("registry:job-download", args=[job.pk])).status_code == 404


def test_a_report_of_an_area_no_longer_mine_is_not_listed(as_user, manager, job):
    assert "贵池区2025年度总结" in as_user(manager).get(LIST).content.decode()
    type(manager).objects.filter(pk=manager.pk).update(area_id="341702001")
    assert "贵池区2025年度总结" not in as_user(manager).get(LIST).content.decode()


def test_the_list_looks_again_only_while_something_is_under_way(as_user, manager, job):
    client = as_user(manager)
    assert "every 2s" in client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    Job.objects.update(state=JobState.DONE)
    partial = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in partial
    assert "<html" not in partial


def test_the_list_costs_the_same_for_one_report_and_for_ten(as_user, manager, job, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user(manager)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for year in range(2017, 2026):
        annual_jobs.start_report(by=manager, area=manager.area, year=year, language="en")
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_a_community_account_may_choose_its_own_area(as_user, areas):
    staff = StaffFactory(username="manager3", area_id="341702001008", role=Role.MANAGER)
    assert as_user(staff).post(MAKE, ASKED | {"area": "341702001008"}).status_code == 302
