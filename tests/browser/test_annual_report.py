from pathlib import Path

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.keys import field

REPORT_MS = 60_000


def test_a_report_is_made_with_progress_and_downloaded(open_as):
    page = open_as("manager", "/reports/")
    field(page, "年度").select_option("2025")
    page.get_by_role("button", name="生成", exact=True).click()
    row = page.get_by_role("row", name="2025").first
    expect(row).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="1 项任务进行中")).to_be_visible()
    expect(row.get_by_role("link", name="下载")).to_be_visible(timeout=REPORT_MS)
    expect(page.get_by_role("banner").get_by_role("link", name="任务进行中")).to_have_count(0)
    assert violations(page) == []
    with page.expect_download() as download:
        row.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith(".pdf")
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
