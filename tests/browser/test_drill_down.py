import re

from playwright.sync_api import Page, expect

from tests.browser.keys import field


def _open_file_rate(page: Page) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="看板").click()
    page.get_by_role("link", name="建档率").click()
    expect(page.get_by_role("heading", level=1, name="贵池区 · 建档率")).to_be_visible()


def _figures(row) -> dict[str, int]:
    """Of a street: counted, population, missing."""
    counted, population = row.locator("td").nth(2).inner_text().split("/")
    return {
        "counted": int(counted),
        "population": int(population),
        "missing": int(row.locator("td").nth(3).inner_text()),
    }


def test_from_a_rate_to_the_people_missing_and_mended_the_figure_rises(open_as):
    page = open_as("manager")
    _open_file_rate(page)
    # Worst first, so that somebody is missing in the first street.
    row = page.get_by_role("row").filter(has=page.locator("td:nth-child(5) a")).first
    street, before = row.get_by_role("rowheader").inner_text(), _figures(row)
    assert before["counted"] + before["missing"] == before["population"]
    assert before["missing"] > 0

    row.locator("td").nth(3).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=re.compile(f"{street} · 建档率"))).to_be_visible()
    rows = page.get_by_role("main").locator("tbody tr")
    expect(rows).to_have_count(before["missing"])
    name = rows.first.get_by_role("rowheader").inner_text()
    rows.first.get_by_role("link", name="建立档案").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    page.get_by_role("button", name="建档").click()
    expect(page.get_by_text(f"已为{name}建档")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("status").last).to_contain_text(f"共 {before['missing'] - 1} 条")

    _open_file_rate(page)
    after = _figures(page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=street, exact=True)))
    assert after == {**before, "counted": before["counted"] + 1, "missing": before["missing"] - 1}


def test_a_count_on_the_board_is_the_length_of_its_list(open_as):
    page = open_as("manager", "/board/")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="建档率"))
    counted = row.locator("td").first.get_by_role("link")
    figure = counted.inner_text()
    counted.click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(figure)


def test_any_past_day_can_be_asked(open_as):
    page = open_as("manager", "/board/")
    page.get_by_role("link", name=re.compile(r"\d{4}-12-31")).first.click()
    expect(page.get_by_text(re.compile(r"截至\d{4}-12-31"))).to_be_visible()
    expect(field(page, "截止日")).to_have_value(re.compile(r"-12-31$"))


def test_trends_come_by_themselves(open_as):
    page = open_as("manager", "/board/")
    trend = page.locator("#trend-R05")
    expect(trend.get_by_role("img")).to_be_visible()
