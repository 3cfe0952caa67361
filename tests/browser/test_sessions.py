import re

from playwright.sync_api import expect

from tests.browser.conftest import fill_sign_in
from tests.browser.keys import field

LET_TIME_PASS = """
from importlib import import_module
from django.conf import settings
from django.contrib.sessions.models import Session
store = import_module(settings.SESSION_ENGINE).SessionStore(session_key={key!r})
store[{name!r}] -= {seconds}
store.save()
"""


def _let_pass(desk, page, name: str, seconds: int) -> None:
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    desk.shell(LET_TIME_PASS.format(key=key, name=name, seconds=seconds))


def test_half_an_hour_away_locks_the_desk_and_signing_in_leads_back(open_as, desk, password):
    page = open_as(None)
    fill_sign_in(page, "clerk2", password)
    page.goto("/people/?sort=name")
    _let_pass(desk, page, "seen_at", 31 * 60)
    page.reload()
    expect(page).to_have_url(re.compile(r"/sign-in/"))
    expect(page.get_by_text("半小时")).to_be_visible()
    field(page, "用户名").fill("clerk2")
    field(page, "密码").fill(password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/\?sort=name$"))


def test_ten_hours_after_signing_in_the_desk_is_locked(open_as, desk, password):
    page = open_as(None)
    fill_sign_in(page, "clerk2", password)
    page.wait_for_url("/")
    _let_pass(desk, page, "started_at", 10 * 60 * 60 + 60)
    page.get_by_role("link", name="人员", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sign-in/"))
    expect(page.get_by_text("十小时")).to_be_visible()
