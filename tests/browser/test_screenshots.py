"""The pictures of the README: `make screenshots` writes them to docs/screenshots."""

import io
import subprocess

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.desk import ROOT
from tests.browser.keys import field
from tests.browser.workbook import filled

FOLDER = ROOT / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 800}
COLOURS, MOST_BYTES = 96, 250_000
YEAR, FIRST_CHART, DOTS_PER_INCH = "2025", "图1", 84
# Of the clerk's street, with most services.
SOMEBODY = """
from django.db.models import Count
from rehab.models import RehabFile
found = RehabFile.objects.filter(closed_on=None, person__left_on=None, person__certificates__cancelled_on=None)
found = found.filter(person__community__code__inside="341702001").annotate(services=Count("person__service_records"))
print(found.order_by("-services", "pk").values_list("person", flat=True)[0])
"""


def _keep(name: str, picture: bytes) -> None:
    """With a palette: a page has few colours, and the repository keeps every version of a picture."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES, f"{name}: {path.stat().st_size} bytes"


@pytest.mark.parametrize(
    ("name", "username", "path"), [("today", "clerk", "/"), ("missing", "manager", "/board/R05/missing/")]
)
def test_page(name, username, path, open_as):
    _keep(name, open_as(username, path, viewport=SIZE).screenshot())


def test_board(open_as):
    page = open_as("manager", "/board/", viewport=SIZE)
    expect(page.locator("#trend-R11").get_by_role("img")).to_be_visible()
    _keep("board", page.screenshot())


def test_person(open_as, desk):
    page = open_as("clerk", f"/people/{desk.shell(SOMEBODY)}/", viewport=SIZE)
    _keep("person", page.screenshot())


def test_import(open_as, tmp_path):
    page = open_as("clerk", "/settings/import/", viewport=SIZE)
    with page.expect_download() as template:
        page.get_by_role("main").get_by_role("link", name="模板 人员与残疾人证").click()
    field(page, "文件（.xlsx 或 .csv）").set_input_files(filled(template.value, tmp_path, first=50))
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_role("button", name="确认导入")).to_be_visible(timeout=20_000)
    page.reload()
    _keep("import", page.screenshot())


def test_report(desk, tmp_path):
    report = tmp_path / "report.pdf"
    desk.manage("annual_report", "--area", "341702", "--year", YEAR, "--output", str(report))
    text = subprocess.run(["pdftotext", report, "-"], check=True, capture_output=True, text=True).stdout
    number = next(str(number) for number, page in enumerate(text.split("\f"), 1) if FIRST_CHART in page)
    one = ["-f", number, "-l", number, "-singlefile", "-r", str(DOTS_PER_INCH)]
    subprocess.run(["pdftoppm", "-png", *one, report, tmp_path / "page"], check=True)
    _keep("report", (tmp_path / "page.png").read_bytes())
