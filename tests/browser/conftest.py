"""A desk served for real, Debian's Chromium, and pages on which anything untoward fails the test."""

import json
import os
import shutil
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page

from tests.browser.desk import Desk
from tests.browser.watch import Watch

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever asks for another machine fails, and the test with it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TIMEOUT_MS = 10_000
HERE = Path(__file__).parent
# Pictures change with every day: they are taken when asked for, of a district of the usual size.
SCREENSHOTS = os.environ.get("SCREENSHOTS") == "1"
PEOPLE = 6000 if SCREENSHOTS else 600
collect_ignore = [] if SCREENSHOTS else ["test_screenshots.py"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Two desks at most, however many processes the tests run in: the walk over all pages, and all the rest."""
    for item in items:
        if HERE in item.path.parents:
            group = "browser-walk" if item.path.name == "test_every_page.py" else "browser"
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if CHROMIUM is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium; apt-get install chromium")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    # Day fields follow the browser's language (chromium-l10n), not the page's.
    language = {"LANGUAGE": "zh_CN"} if SCREENSHOTS else {}
    return {"executable_path": CHROMIUM, "args": LAUNCH, "env": {**os.environ, **language}}


@pytest.fixture(scope="session")
def desk(tmp_path_factory, browser_type_launch_args):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    served = Desk(tmp_path_factory.mktemp("desk"), f"browser_{worker}_{os.getpid()}", PEOPLE)
    try:
        served.start()
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="session")
def password(desk):
    """The demo accounts' one password."""
    return json.loads((desk.folder / "demo-accounts.json").read_text())["password"]


@pytest.fixture(scope="session")
def cookies():
    """Of those who signed in already, by user name."""
    return {}


@pytest.fixture(scope="session", autouse=True)
def _close_connections_of_the_loop(playwright):
    """Once Playwright's event loop runs, Django opens connections of the loop's own; they go before the loop does."""
    yield
    connections.close_all()


@pytest.fixture
def open_as(desk, browser, password, cookies, output_path):
    """`open_as("clerk", "/people/")`: a page of that demo account; `open_as(None, …)` of nobody.

    Sizes and such are options of Playwright's `new_context`. `page.watch` is the page's Watch.
    """
    contexts = []

    def open_page(username: str | None, path: str = "/", *, language="", large=False, **options) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "base_url": desk.url, "locale": "zh-CN"} | options)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.watch = Watch(context, desk.url)
        contexts.append((context, page))
        context.add_cookies(_choices(desk.url, language, large))
        if username:
            _sign_in(page, username, password, cookies)
        page.goto(path)
        return page

    yield open_page
    problems = [problem for _context, page in contexts for problem in page.watch.problems]
    for context, _page in contexts:
        context.close()
    if problems:
        pytest.fail("\n".join([*dict.fromkeys(problems), desk.log()]), pytrace=False)


def _choices(url: str, language: str, large: bool) -> list[dict]:
    chosen = {"django_language": language, "text_size": "large" if large else ""}
    return [{"name": name, "value": value, "url": url} for name, value in chosen.items() if value]


def _sign_in(page: Page, username: str, password: str, cookies: dict) -> None:
    if username not in cookies:
        fill_sign_in(page, username, password)
        page.wait_for_url("/")
        cookies[username] = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.add_cookies(cookies[username])


def fill_sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")


@pytest.fixture(scope="session")
def addresses(desk) -> list[dict]:
    """Every page of the desk with an account that may open it (tests/browser/addresses.py)."""
    return json.loads(desk.python("-m", "tests.browser.addresses"))
