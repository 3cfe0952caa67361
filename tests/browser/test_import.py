from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.keys import field
from tests.browser.workbook import ADDED, REJECTED, filled

JOB_MS = 20_000


def test_a_file_with_errors_is_checked_confirmed_and_its_rejected_rows_come_back(open_as, tmp_path):
    page = open_as("clerk", "/settings/import/")
    with page.expect_download() as template:
        page.get_by_role("main").get_by_role("link", name="模板 人员与残疾人证").click()
    field(page, "文件（.xlsx 或 .csv）").set_input_files(filled(template.value, tmp_path))
    page.get_by_role("button", name="检查文件").click()

    reasons = page.get_by_role("row")
    expect(reasons.filter(has_text="没有")).to_be_visible(timeout=JOB_MS)
    _expect_total(page, "将新增", 2)
    _expect_total(page, "退回", 3)
    expect(reasons.filter(has_text="身份证号")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("button", name="确认导入").click()

    expect(page.get_by_text("已完成")).to_be_visible(timeout=JOB_MS)
    _expect_total(page, "新增", 2)
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回行工作簿").click()
    download.value.save_as(tmp_path / "退回.xlsx")
    returned = load_workbook(tmp_path / "退回.xlsx").worksheets[0]
    assert [row[0] for row in returned.iter_rows(min_row=2, values_only=True)] == REJECTED
    assert all(row[-1] for row in returned.iter_rows(min_row=2, values_only=True))

    page.goto("/people/?name=钱")
    for name in ADDED:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    for name in REJECTED:
        expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_an_export_is_taken_with_a_reason_and_comes_back_unchanged(open_as, tmp_path):
    page = open_as("clerk", "/settings/import/")
    page.get_by_role("link", name="导出 监护人").click()
    assert violations(page) == []
    page.get_by_role("button", name="生成文件").click()
    expect(field(page, "原因")).to_have_attribute("aria-invalid", "true")
    field(page, "原因").fill("与派出所核对监护人")
    with page.expect_download() as download:
        page.get_by_role("button", name="生成文件").click()
    exported = tmp_path / "监护人.xlsx"
    download.value.save_as(exported)
    count = load_workbook(exported).worksheets[0].max_row - 1
    assert count > 0

    page.goto("/settings/import/")
    field(page, "文件内容").select_option("guardians")
    field(page, "文件（.xlsx 或 .csv）").set_input_files(exported)
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_text("已完成")).to_be_visible(timeout=JOB_MS)
    _expect_total(page, "未变", count)
    _expect_total(page, "退回", 0)
    assert violations(page) == []


def _expect_total(page, label: str, number: int) -> None:
    fact = page.locator("dl.facts > div").filter(has=page.get_by_role("term").get_by_text(label, exact=True))
    expect(fact.get_by_role("definition")).to_have_text(str(number))
