from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.keys import field

FROM_FILE = """

from rehab.models import RehabFile
print(RehabFile.objects.filter(closed_on=None, person__community__code__inside="341702002", person__left_on=None)
    .values_list("person__full_name", flat=True)[0])
"""


def test_a_service_is_entered_on_the_way(open_as, desk, password):
    name = desk.shell(FROM_FILE)
    page = open_as(None, viewport=PHONE, has_touch=True, is_mobile=True)
    field(page, "用户名").fill("clerk2")
    field(page, "密码").fill(password)
    page.get_by_role("button", name="登录").tap()
    page.wait_for_url("/")
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=name).first.tap()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.get_by_role("link", name="录入服务").tap()
    page.get_by_role("radio", name="功能训练").check()
    page.get_by_role("radio", name="居家").check()
    page.get_by_role("button", name="保存", exact=True).tap()
    expect(page.locator(".notice-success")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
