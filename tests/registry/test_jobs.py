"""Jobs: one worker at a time, taken up again when it dies, ended on request, failing in words."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from registry import jobs
from registry.models import Job, JobState

KIND = "test_job"


@pytest.fixture
def handle(monkeypatch):
    """Sets what a job of KIND does."""

    def set_handler(function):
        monkeypatch.setitem(jobs._handlers, KIND, function)

    set_handler(lambda run: None)
    return set_handler


@pytest.fixture
def job(clerk):
    return Job.objects.create(kind=KIND, title="Import people.xlsx", created_by=clerk, area=clerk.area)


def run(job) -> Job:
    jobs.run_job.func(job.pk)
    job.refresh_from_db()
    return job


def leave_behind(job, seconds: int) -> None:
    """As a worker leaves it that was killed so long ago."""
    jobs.take(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=seconds))


def test_a_job_is_done_with_its_progress_kept(handle, job):
    handle(lambda one: one.progress(done=7, total=7, result={"read": 7}))
    done = run(job)
    assert (done.state, done.done, done.percent, done.result) == (JobState.DONE, 7, 100, {"read": 7})
    assert done.finished_at


def test_only_one_worker_gets_a_job(handle, job):
    assert jobs.take(job.pk)
    assert jobs.take(job.pk) is None


@pytest.mark.parametrize(("seconds", "free"), [(59, False), (61, True)])
def test_a_job_is_free_again_when_its_worker_is_not_heard_of(handle, job, seconds, free):
    leave_behind(job, seconds)
    assert bool(jobs.take(job.pk)) == free


def test_a_left_job_goes_back_to_the_queue_once(handle, job):
    leave_behind(job, 90)
    assert [jobs.requeue_stale(), jobs.requeue_stale()] == [1, 0]
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_a_sign_of_life_keeps_a_job(handle, job, monkeypatch):
    held = jobs.take(job.pk)
    monkeypatch.setattr(jobs, "_held_here", {held.holder})
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=90))
    jobs.beat()
    assert jobs.requeue_stale() == 0


def test_a_worker_that_lost_its_job_writes_nothing_more(handle, job):
    first = jobs.take(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=90))
    second = jobs.take(job.pk)
    with pytest.raises(jobs.JobLostError):
        first.progress(done=5)
    with pytest.raises(jobs.JobLostError):
        first.save_output(ContentFile(b"x"), "x.pdf")
    first.finish(JobState.DONE)
    second.progress(done=1)
    job.refresh_from_db()
    assert (job.state, job.done, job.output_file.name) == (JobState.RUNNING, 1, "")


def test_without_a_holder_both_would_write(handle, job, monkeypatch):
    """The twin: were the holder not asked, the worker given up for dead would overwrite what the other one did."""
    first = jobs.take(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=90))
    jobs.take(job.pk).progress(done=1)
    monkeypatch.setattr(jobs.Run, "_mine", lambda self: Job.objects.filter(pk=self.job.pk))
    first.progress(done=5)
    job.refresh_from_db()
    assert job.done == 5


def test_a_job_that_kills_its_worker_is_not_tried_for_ever(handle, job):
    for _ in range(jobs.MAX_ATTEMPTS):
        leave_behind(job, 90)
    assert run(job).state == JobState.FAILED
    assert str(jobs.MAX_ATTEMPTS) in job.error


def test_a_waiting_job_is_cancelled_at_once(as_user, clerk, handle, job):
    as_user(clerk).post(reverse("registry:job-cancel", args=[job.pk]))
    handle(lambda one: pytest.fail("it was cancelled"))
    assert run(job).state == JobState.CANCELLED


def test_a_running_job_is_cancelled_at_its_next_chunk_and_undoes_it(as_user, clerk, handle, job):
    def work(one):
        with transaction.atomic():
            one.progress(done=1)
        as_user(clerk).post(reverse("registry:job-cancel", args=[job.pk]))
        with transaction.atomic():
            Job.objects.filter(pk=job.pk).update(title="written by the second chunk")
            one.progress(done=2)

    handle(work)
    assert run(job).state == JobState.CANCELLED
    assert (job.done, job.title) == (1, "Import people.xlsx")


def test_a_worker_that_is_asked_to_end_hands_its_job_back(handle, job, monkeypatch):
    stopping = type("Stopping", (), {"is_set": lambda self: True})()
    monkeypatch.setattr(jobs, "stopping", stopping)
    handle(lambda one: one.progress(done=1))
    assert run(job).state == JobState.QUEUED
    assert job.holder == ""


def test_what_cannot_be_done_is_told_in_words(as_user, clerk, handle, job):
    def fail(one):
        raise jobs.JobFailedError("The file is empty.")

    handle(fail)
    assert run(job).state == JobState.FAILED
    assert "The file is empty." in as_user(clerk).get(reverse("registry:job-detail", args=[job.pk])).text


def test_an_error_in_the_program_names_its_kind_only(handle, job, caplog):
    def fail(one):
        raise KeyError("341702196505050013")

    handle(fail)
    assert run(job).state == JobState.FAILED
    assert "KeyError" in job.error
    assert "341702196505050013" not in job.error


def test_a_forgotten_job_is_handed_out_again(handle, job):
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    assert jobs.requeue_stale() == 1


class TestPages:
    def test_my_jobs_are_listed_and_nobody_elses(self, as_user, clerk, other_clerk, job):
        assert job.title in as_user(clerk).get(reverse("registry:job-list")).text
        assert job.title not in as_user(other_clerk).get(reverse("registry:job-list")).text

    def test_a_result_is_downloaded_under_its_name(self, as_user, clerk, handle, job):
        handle(lambda one: one.save_output(ContentFile(b"%PDF"), "总结/2025.pdf"))
        run(job)
        response = as_user(clerk).get(reverse("registry:job-download", args=[job.pk]))
        assert b"".join(response.streaming_content) == b"%PDF"
        assert "%E6%80%BB%E7%BB%93_2025.pdf" in response["Content-Disposition"]

    def test_a_result_that_was_removed_is_not_found(self, as_user, clerk, handle, job):
        handle(lambda one: one.save_output(ContentFile(b"%PDF"), "x.pdf"))
        run(job)
        job.output_file.storage.delete(job.output_file.name)
        assert as_user(clerk).get(reverse("registry:job-download", args=[job.pk])).status_code == 404
