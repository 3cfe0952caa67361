"""What a chart claims must be what the figures say."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from reports import charts


def draw(name, **parameters):
    return ElementTree.fromstring(render_to_string(f"charts/{name}.html", parameters).strip())  # noqa: S314


MONTHS = [{"label": f"{month}月", "value": value} for month, value in enumerate([60, 62, None, 70, 72, 71], 1)]
STREETS = [
    {"label": "池阳街道", "value": Decimal("61.5")},
    {"label": "秋浦街道", "value": 90},
    {"label": "马衙街道", "value": None},
]
DRAWINGS = {
    "bullet": {
        "value": Decimal("83.2"),
        "label": "建档率",
        "target": [95, 80],
        "last_year": 71,
        "max": 100,
        "unit": "%",
    },
    "spark": {"values": [1, None, 3], "label": "建档率"},
    "trend": {"points": MONTHS, "label": "建档率", "target": 90, "unit": "%", "last_year": [50] * 6},
    "bars": {"rows": STREETS, "label": "建档率", "target": 90, "unit": "%", "max": 100},
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_named_described_and_without_style(name):
    svg = draw(name, **DRAWINGS[name])
    space = "{http://www.w3.org/2000/svg}"
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{space}title"
    assert svg[0].text == "建档率"
    assert svg[1].tag == f"{space}desc"
    assert svg[1].text
    assert not [element for element in svg.iter() if element.get("style")]
    assert all(element.get("font-family") for element in svg.iter(f"{space}text"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_prepared_in_python_is_the_same(name):
    parameters = DRAWINGS[name]
    prepared = getattr(charts, name)(**parameters)
    assert ElementTree.tostring(draw(name, chart=prepared)) == ElementTree.tostring(draw(name, **parameters))


def test_the_bar_and_its_ticks_share_one_scale():
    drawing = charts.bullet(value=50, label="", target=[50, 100], max=100)
    assert drawing.bar == drawing.ticks[0]
    assert drawing.ticks[1] == drawing.width - 2


def test_the_first_target_decides():
    assert charts.bullet(value=85, label="", target=[95, 80]).is_met is False
    assert charts.bullet(value=85, label="", target=[80, 95]).is_met is True
    assert charts.bullet(value=85, label="", target=[80], lower_is_better=True).is_met is False


def test_no_figure_is_neither_met_nor_missed():
    drawing = charts.bullet(value=None, label="", target=[95])
    assert (drawing.bar, drawing.is_met) == (None, None)
    assert charts.bars(rows=STREETS, label="", target=90).bars[2].is_met is None


def test_a_figure_over_the_end_stays_inside():
    assert charts.bullet(value=130, label="", max=100).bar == 198


def test_a_month_without_a_figure_breaks_the_line():
    line = charts.trend(points=MONTHS, label="").line
    assert [len(run.split()) for run in line.runs] == [2, 3]
    assert len(charts.spark(values=[1, None, 3], label="").line.dots) == 2


def test_nothing_to_draw_is_still_a_drawing():
    assert charts.trend(points=[], label="").line.last is None
    assert charts.spark(values=[None, None], label="").line.last is None
    assert charts.bars(rows=[], label="").bars == []


@pytest.mark.parametrize(("top", "end"), [(83, 100), (100, 100), (7, 8), (0.3, 0.3), (1204, 1500), (0, 100)])
def test_an_axis_ends_at_a_round_number(top, end):
    assert charts.nice_maximum([top]) == pytest.approx(end)


def test_a_long_name_is_cut_to_its_column():
    name = "中华人民共和国安徽省池州市贵池区墩上街道办事处河口社区居民委员会"
    bar = charts.bars(rows=[{"label": name, "value": 1}], label="").bars[0]
    assert bar.label.endswith("…")
    assert charts.text_width(bar.label) <= charts.LABEL_WIDTH
