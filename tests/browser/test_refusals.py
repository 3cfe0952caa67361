import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations


@pytest.mark.parametrize(
    ("username", "path", "status", "title"),
    [("clerk", "/people/999999999/", 404, "找不到页面"), ("finance", "/people/", 403, "没有权限")],
)
def test_a_refusal_says_why_and_leads_back(open_as, username, path, status, title):
    page = open_as(username)
    page.watch.expect(status)
    assert page.goto(path).status == status
    expect(page).to_have_title(f"{title} · 残联工作台")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("main").get_by_role("link").click()
    page.wait_for_url("/")


def test_roles_see_only_their_own_sections(open_as):
    page = open_as("finance")
    expect(page.get_by_role("navigation").get_by_role("link", name="看板")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("link", name="人员")).to_have_count(0)
