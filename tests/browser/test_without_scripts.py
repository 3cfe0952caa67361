from datetime import date

from playwright.sync_api import expect

from tests.browser.conftest import fill_sign_in
from tests.browser.keys import field
from tests.factories import make_id_number


def test_a_person_is_entered_and_the_board_read_without_scripts(open_as, password):
    number = make_id_number(date(1959, 9, 9), "1", 1)
    page = open_as(None, java_script_enabled=False)
    fill_sign_in(page, "clerk", password)
    page.get_by_role("link", name="人员", exact=True).click()
    page.get_by_role("link", name="登记人员").click()
    field(page, "残疾人证号").fill(f"{number}44")
    field(page, "姓名").fill("桂重阳")
    field(page, "社区").select_option(index=1)
    field(page, "签发日期").fill("2025-01-02")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="桂重阳")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("肢体残疾 四级")

    page.get_by_role("link", name="看板").click()
    page.get_by_role("link", name="走势").first.click()
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()


def test_the_import_page_can_be_looked_at_again_without_scripts(open_as):
    page = open_as("manager", "/reports/", java_script_enabled=False)
    expect(page.get_by_role("button", name="生成", exact=True)).to_be_visible()
