"""The public notice tells a name, a programme and an amount, for its days, and nothing else to nobody else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from relief.models import Notice
from tests.factories import CertificateFactory, PersonFactory
from tests.relief.conftest import DAY
from tests.relief.factories import AccountFactory, ApplicationFactory, NoticeFactory


@pytest.fixture
def notice(severe) -> Notice:
    AccountFactory(person=severe)
    return NoticeFactory(application=ApplicationFactory(person=severe, state="on_notice"), amount=1234)


def read(notice, **headers):
    """As anybody, without an account."""
    return Client().get(reverse("relief:public-notice", args=[notice.token]), **headers)


def test_anybody_reads_name_programme_and_amount(notice, severe):
    page = read(notice).content.decode()
    assert severe.full_name in page
    assert notice.application.programme.name in page
    assert "1,234.00" in page


def test_nothing_else_stands_there(notice, severe):
    page = read(notice).content.decode()
    kept_back = [
        severe.id_number,
        severe.masked_id_number,
        severe.phone,
        severe.masked_phone,
        severe.address,
        severe.community.name,
        severe.accounts.get().number[-4:],
        str(severe.birth_on.year),
        severe.certificates.get().number,
    ]
    assert [value for value in kept_back if value in page] == []


def test_no_search_engine_keeps_it(notice):
    answer = read(notice)
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert "Disallow: /" in Client().get("/robots.txt").content.decode()


def test_it_is_there_on_its_last_day_and_gone_on_the_next(notice, frozen_time):
    assert read(notice).status_code == 200
    frozen_time.move_to("2026-03-18T23:59:00+08:00")
    assert read(notice).status_code == 200
    frozen_time.move_to("2026-03-19T00:01:00+08:00")
    assert read(notice).status_code == 404


def test_it_is_gone_when_taken_down(notice):
    Notice.objects.update(taken_down_on=date(2026, 3, 15))
    assert read(notice).status_code == 404


def test_a_guessed_address_leads_nowhere(notice):
    assert Client().get(reverse("relief:public-notice", args=["1"])).status_code == 404
    assert len(notice.token) >= 20


def test_of_a_minor_nothing_is_published(chiyang, at):
    child = PersonFactory(full_name="钱小", birth_on=date(2015, 5, 5), community=chiyang)
    CertificateFactory(person=child)
    notice = NoticeFactory(application=ApplicationFactory(person=child, state="on_notice"))
    assert read(notice).status_code == 404


def test_what_was_posted_hangs_for_the_days_of_the_rule(desk, severe):
    desk.standard("nursing_subsidy", 110)
    desk.to(desk.receive(severe), "on_notice")
    notice = Notice.objects.get()
    assert (notice.starts_on, notice.ends_on) == (date(2026, 3, 18), date(2026, 3, 25))
    desk.clock.shift(6 * DAY)
    assert read(notice).status_code == 200


def test_the_objection_page_takes_it_down(at, notice):
    data = {"raised_on": "2026-03-18", "raised_by": "", "content": "家里有车"}
    assert at("relief:objection-add", notice.pk, data=data).status_code == 302
    assert read(notice).status_code == 404
    objection = notice.objections.get()
    data = {"outcome": "dismissed", "answer": "车不是他家的"}
    assert at("relief:objection-answer", objection.pk, data=data).status_code == 302
    notice.application.refresh_from_db()
    assert notice.application.state == "matched"
