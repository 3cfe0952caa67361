"""The page after GB/T 9704: 22 lines of 28 characters, flush at both margins, no line beginning with a stop."""

from pathlib import Path

import pytest
from django.conf import settings

from registry.pdf import fonts, justify

CSS = (Path(settings.BASE_DIR) / "templates/pdf/report.css").read_text(encoding="utf-8")
WIDTH_PX = 156 / 25.4 * 96
SENTENCE = "本年提供康复服务5809人次，服务2157人，比上年的1505人增加652人；其中适配辅助器具272人次。"


@pytest.fixture
def layout():
    """Lays out one paragraph on the report's page; gives the lines of each page as (text, right edge in px)."""
    fonts.prepare()
    import weasyprint
    from weasyprint.formatting_structure import boxes

    justify.install()

    def lines_of(text, lang="zh-Hans"):
        html = f'<html lang="{lang}"><body><main><p>{text}</p></main></body></html>'
        document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=CSS)])
        return [
            [
                ("".join(t.text for t in line.descendants() if isinstance(t, boxes.TextBox)), line.width)
                for line in page._page_box.descendants()
                if isinstance(line, boxes.LineBox) and line.element is not None and line.element.tag == "p"
            ]
            for page in document.pages
        ]

    return lines_of


def test_22_lines_of_28_characters(layout):
    pages = layout("康" * (28 * 30))
    assert len(pages[0]) == 22
    assert len(pages[0][0][0]) == 26  # indented by two
    assert {len(text) for text, _width in pages[0][1:]} == {28}


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket(layout):
    text = "".join(f"{'康' * n}，（复）。" for n in range(1, 40))
    lines = [text for page in layout(text) for text, _width in page]
    assert len(lines) > 20
    assert not [line for line in lines if line[0] in "，。；：、）”" or line[-1] in "（“"]


def test_chinese_lines_end_flush_at_the_right_margin(layout):
    (lines,) = layout(SENTENCE * 4)
    assert {round(width) for _text, width in lines[:-1]} == {round(WIDTH_PX)}
    assert lines[-1][1] < WIDTH_PX - 20


def test_without_it_they_would_be_ragged(layout, monkeypatch):
    """The twin: WeasyPrint's own justification finds no spaces to stretch."""
    from weasyprint.layout import inline

    monkeypatch.setattr(inline, "justify_line", inline.justify_line.__wrapped__)
    (lines,) = layout(SENTENCE * 4)
    assert [width for _text, width in lines[:-1] if width < WIDTH_PX - 5]


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("本年提供康复服务5809人次", True), ("The target of 80% (年度工作计划) is missed by 3 points", False)],
)
def test_only_lines_of_chinese_are_spaced_between_characters(text, chinese):
    assert justify.is_chinese(text) is chinese
