"""The PDF itself: text, page, fonts, outline, tags, attachment, the same bytes, characters that can't be printed."""

import io
import re
from datetime import date

import pypdf
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from registry.models import Area
from registry.pdf import glyphs
from reports import withheld
from reports.indicators import INDICATORS
from reports.models import Target
from reports.periods import whole_year
from tests.rehab.factories import HealthStationFactory, RoomFactory

A4 = (595.28, 841.89)
RARE = "\U0002a6a5"  # 𪚥, in CJK Extension B and in none of our faces


@pytest.fixture
def stations(areas):
    Target.objects.create(indicator="R01", area_id="341702", year=2025, value=80, source="年度工作计划")
    for number in range(4):
        station = HealthStationFactory()
        if number < 3:
            RoomFactory(health_station=station)


def make(path, **options):
    out, err = io.StringIO(), io.StringIO()
    options = {"area": "341702", "year": 2025, "made_on": date(2026, 3, 18)} | options
    call_command("annual_report", output=path, stdout=out, stderr=err, **options)
    return pypdf.PdfReader(path), err.getvalue()


def text_of(pdf) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pdf.pages))


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def pdf(stations, tmp_path, kept):
    """The report of `stations`, rendered once for all tests that only read it."""
    if "pdf" not in kept:
        make(tmp_path / "report.pdf")
        kept["pdf"] = (tmp_path / "report.pdf").read_bytes()
    return pypdf.PdfReader(io.BytesIO(kept["pdf"]))


def test_text_holds_the_parts_and_the_engines_figures(district, tmp_path):
    pdf, _warnings = make(tmp_path / "report.pdf")
    text = text_of(pdf)
    for part in ("2025年度总结", "一、工作开展情况", "二、存在问题", "三、下年工作计划（2026年）", "附：指标定义"):
        assert part in text
    counts = withheld.count(INDICATORS.values(), "341702", [whole_year(2025)])
    for indicator in INDICATORS.values():
        figure = counts.figure(indicator, "341702", whole_year(2025))
        told = ["＊" if count is None else f"{count:.0f}" for count in (figure.numerator, figure.denominator)]
        assert f"{indicator.name}{'/'.join(told)}".replace(" ", "") in text


def test_pages_are_a4_and_numbered_but_for_the_cover(pdf):
    assert {tuple(round(float(n), 2) for n in page.mediabox[2:]) for page in pdf.pages} == {A4}
    assert "—1—" not in pdf.pages[0].extract_text().replace(" ", "")
    for number, page in enumerate(pdf.pages[1:], 2):
        assert f"—{number}—" in page.extract_text().replace(" ", "")


def test_contents_lead_to_the_pages_where_the_parts_are(pdf):
    contents = pdf.pages[1].extract_text()
    entries = dict(re.findall(r"^(\S.*?)\s*\.{3,}\s*(\d+)$", contents, re.M))
    for title, number in entries.items():
        assert title.strip() in pdf.pages[int(number) - 1].extract_text()
    assert len(entries) >= 8


def test_outline_title_language_and_tags(pdf):
    assert pdf.metadata.title == "贵池区残疾人工作 2025年度总结"
    assert pdf.trailer["/Root"]["/Lang"] == "zh-Hans"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None
    assert b"<pdfuaid:part>1" in pdf.xmp_metadata.stream.get_data() or b'pdfuaid:part="1"' in (
        pdf.xmp_metadata.stream.get_data()
    )
    outline = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert outline == ["一、工作开展情况", "二、存在问题", "三、下年工作计划（2026年）", "附：指标定义"]


def test_only_our_faces_are_used_and_all_are_embedded(pdf):
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[descendant["/BaseFont"]] = descendant["/FontDescriptor"].get_object()
    assert {name.split("+")[1].replace("-", " ") for name in fonts} == {"Desk Sans SC", "Desk Sans SC Bold"}
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values())


def test_same_input_gives_the_same_bytes(stations, tmp_path):
    make(tmp_path / "first.pdf")
    make(tmp_path / "second.pdf")
    make(tmp_path / "other.pdf", made_on=date(2026, 3, 19))
    first, second, other = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("first", "second", "other"))
    assert first == second
    assert first != other


def test_source_date_epoch_dates_the_cover(stations, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    pdf, _warnings = make(tmp_path / "report.pdf", made_on=None)
    assert "2026年1月1日" in pdf.pages[0].extract_text()


def test_figures_are_attached_as_a_workbook(pdf):
    assert list(pdf.attachments) == ["figures-341702-2025.xlsx"]
    book = load_workbook(io.BytesIO(pdf.attachments["figures-341702-2025.xlsx"][0]))
    rows = list(book["指标"].iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["代码"], first["分子"], first["分母"], first["本年"], first["目标"]) == ("R01", 3, 4, 75, 80)
    assert first["差额"] == 1
    street = next(row for row in book["各地区"].iter_rows(min_row=2, values_only=True) if row[0] == "341702001")
    assert street[1:6] == ("池阳街道", "R01", "康复室设置率", 3, 4)


def test_a_formula_in_a_source_stays_text_in_the_workbook(stations, tmp_path):
    Target.objects.update(source="=HYPERLINK(1)")
    pdf, _warnings = make(tmp_path / "report.pdf")
    book = load_workbook(io.BytesIO(pdf.attachments["figures-341702-2025.xlsx"][0]))
    cell = next(row for row in book["指标"].iter_rows(min_row=2) if row[0].value == "R01")[10]
    assert (cell.data_type, cell.value) == ("s", "'=HYPERLINK(1)")


def test_a_missing_character_is_a_visible_warning(stations, tmp_path):
    Area.objects.filter(code="341702002").update(name=f"{RARE}街道")
    pdf, warnings = make(tmp_path / "report.pdf")
    assert "U+2A6A5" in warnings
    text = text_of(pdf)
    assert "缺字说明" in text
    assert "U+2A6A5" in text
    assert "〓街道" in text
    assert RARE not in text


def test_nothing_is_warned_of_when_the_faces_have_every_character(pdf):
    assert "缺字说明" not in text_of(pdf)
    assert glyphs.missing("<p>贵池区 貴池區 Report “…” ①②③ ●▲ — ‰ m²</p>") == []
    assert [item.code_point for item in glyphs.missing(f"<p>{RARE}{RARE}</p>")] == ["U+2A6A5"]


@pytest.mark.parametrize(
    ("language", "tag", "words"), [("zh-hant", "zh-Hant", "存在問題"), ("en", "en", "Whatwasdone")]
)
def test_other_languages(stations, tmp_path, language, tag, words):
    pdf, _warnings = make(tmp_path / "report.pdf", language=language)
    assert pdf.trailer["/Root"]["/Lang"] == tag
    assert words in text_of(pdf)


@pytest.mark.parametrize(("options", "words"), [({"area": "999999"}, "no area"), ({"year": 2027}, "not begun")])
def test_what_cannot_be_reported_is_refused(areas, tmp_path, options, words):
    with pytest.raises(CommandError, match=words):
        make(tmp_path / "report.pdf", **options)


def test_an_empty_district_has_a_report_too(areas, tmp_path):
    pdf, _warnings = make(tmp_path / "report.pdf")
    assert "本年度未设定目标" in text_of(pdf)
