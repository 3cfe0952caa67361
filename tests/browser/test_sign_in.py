import re

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import fill_sign_in
from tests.browser.keys import field


def test_a_clerk_signs_in_and_out(open_as, password):
    page = open_as(None)
    expect(page).to_have_url(re.compile(r"/sign-in/"))
    field(page, "用户名").fill("clerk2")
    field(page, "密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("/")
    expect(page.get_by_role("navigation", name="主导航").get_by_role("link", name="今日")).to_be_visible()

    page.get_by_text("查文祥", exact=True).first.click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.goto("/people/")
    expect(page).to_have_url(re.compile(r"/sign-in/"))


def test_a_wrong_password_is_told_and_the_user_name_kept(open_as):
    page = open_as(None)
    fill_sign_in(page, "auditor", "not the password")
    expect(page.get_by_role("alert")).to_contain_text("用户名")
    expect(field(page, "用户名")).to_have_value("auditor")
    expect(field(page, "密码")).to_have_value("")
    assert violations(page) == []


def test_signing_in_leads_to_the_page_asked_for(open_as, password):
    page = open_as(None, "/people/?sort=name")
    field(page, "用户名").fill("reviewer")
    field(page, "密码").fill(password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/\?sort=name$"))


def test_the_first_password_is_changed_before_anything_else(open_as, desk, password):
    desk.shell(
        "from registry.models import Staff; Staff.objects.filter(username='approver').update(must_change_password=True)"
    )
    page = open_as(None)
    fill_sign_in(page, "approver", password)
    page.goto("/people/")
    expect(page).to_have_url(re.compile(r"/password/"))
    field(page, "当前密码").fill(password)
    field(page, "新密码").fill("平天湖畔的清晨 2027")
    field(page, "再次输入新密码").fill("平天湖畔的清晨 2027")
    page.get_by_role("button", name="保存并开始使用").click()
    page.wait_for_url("/")
    page.goto("/people/")
    expect(page.get_by_role("heading", level=1, name="人员")).to_be_visible()
