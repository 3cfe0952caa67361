"""Every page of the resolver that answers GET: no violation of axe, nothing wider than the screen, nothing untoward."""

import re

import pytest
from playwright.sync_api import Error

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.permission_matrix import MATRIX

# Read by machines alone.
NO_PAGE = {"robots"}
NAMES = sorted(name for name, row in MATRIX.items() if not row.post and name not in NO_PAGE)
# Downloads that ask first why a confidential record is opened.
FILES_BEHIND_THE_GATE = ("psych_care:drug-card-print",)
# Where a confidential record asks why it is opened.
GATE = re.compile(r"/psych/people/\d+/open/")
NARROW = {"width": 320, "height": 640}
# The pages with most in them, looked at in the larger text and in the other languages as well.
DENSE = [
    "registry:today",
    "registry:person-list",
    "registry:person-detail",
    "registry:person-add",
    "reports:board",
    "reports:indicator",
]
# What stands out at the right, apart from what scrolls in a place of its own.
OVERFLOW = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const isClipped = e => e && (getComputedStyle(e).overflowX !== "visible" || isClipped(e.parentElement));
  const standsOut = e => e.getBoundingClientRect().right > edge && !isClipped(e.parentElement);
  const found = [...document.querySelectorAll("body *")].filter(standsOut).map(e => e.outerHTML.slice(0, 160));
  return [`${document.documentElement.scrollWidth} px wide`, ...found.slice(0, 5)];
}"""


@pytest.fixture(scope="session")
def by_name(addresses):
    return {one["name"]: one for one in addresses}


@pytest.fixture
def open_named(open_as, by_name):
    def open_page(name: str, **options):
        """None for what is a download."""
        one = by_name[name]
        page = open_as(one["username"], "about:blank", **options)
        try:
            answer = page.goto(one["url"])
        except Error as error:
            if "Download is starting" in error.message:
                return None
            raise
        assert answer.ok, f"{answer.status} from {one['url']}"
        if GATE.search(page.url) and name != "psych_care:record-open":
            page.locator("[name=reason]").fill("逐页检查")
            if name in FILES_BEHIND_THE_GATE:
                with page.expect_download():
                    page.locator("[name=reason]").press("Control+Enter")
                return None
            page.locator("[name=reason]").press("Control+Enter")
            page.wait_for_url(lambda url: not GATE.search(url))
        return page

    return open_page


@pytest.mark.parametrize("name", NAMES)
def test_page(name, open_named):
    page = open_named(name)
    if page is None:
        return
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == [], f"{name} at {size['width']}"
    for size in (PHONE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate(OVERFLOW) == [], f"{name} at {size['width']}"


@pytest.mark.parametrize("name", DENSE)
@pytest.mark.parametrize("ways", [{"large": True}, {"language": "en"}, {"language": "en", "large": True}])
def test_dense_page_in_other_ways(name, ways, open_named):
    page = open_named(name, **ways)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == [], f"{name} at {size['width']}"
        assert page.evaluate(OVERFLOW) == [], f"{name} at {size['width']}"
