"""Languages and the larger text."""

from playwright.sync_api import expect

POINTS_18, PX_60 = 24, 60


def test_the_language_switch_keeps_the_page(open_as):
    page = open_as("clerk", "/people/?sort=name")
    expect(page.get_by_role("heading", level=1, name="人员")).to_be_visible()
    page.get_by_text("语言", exact=True).click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1, name="People")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/people/?sort=name")
    page.get_by_text("Language", exact=True).click()
    page.get_by_role("button", name="繁體中文").click()
    expect(page.get_by_role("heading", level=1, name="人員")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


def test_the_larger_text_is_18_points_and_its_targets_60_px(open_as):
    page = open_as("clerk", "/people/add/")
    usual = _font_px(page, "main .section-hint")
    page.get_by_role("button", name="大字版").click()
    expect(page.get_by_role("button", name="标准字号")).to_be_visible()
    assert _font_px(page, "main .section-hint") >= POINTS_18 > usual
    for target in page.locator("main :is(button, select, input:not([type=hidden]), a.btn):visible").all():
        assert target.bounding_box()["height"] >= PX_60, target.evaluate("element => element.outerHTML")
    for target in page.locator("nav.rail a:visible").all():
        assert target.bounding_box()["height"] >= PX_60


def _font_px(page, selector: str) -> float:
    return page.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
