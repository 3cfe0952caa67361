"""What few patients make of a figure reaches nobody without the psychiatric permission, wherever figures are told."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from registry.models import Area, AuditEntry, Population
from reports import engine, withheld
from reports.annual import content, workbook
from reports.annual.blocks import Table
from reports.indicators import INDICATORS
from reports.models import Target
from reports.periods import Period
from tests.factories import PersonFactory
from tests.psych_care.factories import GuardianshipFactory, PatientFactory, VisitFactory

TODAY = date(2026, 3, 18)
FIRST, SECOND, THIRD = "341702001008", "341702002001", "341702003001"
ON_FILE = INDICATORS["P02"]
NAME = "不可示人"


@pytest.fixture
def patients(areas):
    """On file 3, 9 and 20 in three streets; supervised all, all and 12 of them."""
    Area.objects.get_or_create(code="341702003", defaults={"name": "里山街道"})
    Area.objects.get_or_create(code=THIRD, defaults={"name": "元四社区"})
    for community, on_file, supervised in ((FIRST, 3, 3), (SECOND, 9, 9), (THIRD, 20, 12)):
        for number in range(on_file):
            person = PersonFactory(community_id=community, full_name=NAME)
            PatientFactory(person=person)
            VisitFactory(person=person, course="markedly_improved" if number % 2 else "improved")
            if number < supervised:
                GuardianshipFactory(person=person)
        Population.objects.create(area_id=community, year=2026, residents=1000)
    Target.objects.create(indicator="P02", area_id="341702", year=2026, value=90, source="计划")


def told(staff, code="P02") -> dict[str, tuple]:
    period = Period(TODAY)
    counts = withheld.count([INDICATORS[code]], "341702", [period], reader=staff)
    figures = {
        area: counts.figure(INDICATORS[code], area, period) for area in ("341702", FIRST[:9], SECOND[:9], THIRD[:9])
    }
    return {area: (figure.numerator, figure.denominator) for area, figure in figures.items()}


def test_a_small_street_takes_another_one_along_so_that_the_total_does_not_betray_it(patients, manager):
    assert told(manager) == {
        "341702": (24, 32),
        FIRST[:9]: (None, None),
        SECOND[:9]: (9, 9),
        THIRD[:9]: (None, None),
    }


def test_whoever_may_see_patients_is_told_everything(patients, psychiatric_worker):
    assert told(psychiatric_worker)[FIRST[:9]] == (3, 3)


def test_without_a_reader_it_is_withheld(patients):
    assert told(None)[FIRST[:9]] == (None, None)


def test_detection_is_withheld_with_the_count_it_is_worked_out_from(patients, manager, psychiatric_worker):
    assert told(manager, "P01")[FIRST[:9]] == (None, 1000)
    assert told(manager, "P01")["341702"] == (32, 3000)
    assert told(psychiatric_worker, "P01")[FIRST[:9]] == (3, 1000)


def test_what_is_withheld_does_not_depend_on_the_page(patients, manager, district_codes):
    """The street's own page, the communities' page and a page of one indicator alone tell no more than the district's."""
    period, everything = Period(TODAY), list(INDICATORS.values())
    whole = withheld.count(everything, "34", [period], reader=manager)
    for area in district_codes:
        for indicator in everything:
            alone = withheld.count([indicator], area, [period], reader=manager).figure(indicator, area, period)
            assert alone == whole.figure(indicator, area, period), (indicator.code, area)


@pytest.fixture
def district_codes():
    return ["341702", FIRST[:9], THIRD[:9], THIRD]


def test_last_year_and_the_trend_are_withheld_by_their_own_counts(patients, as_user, manager):
    """On file since January: nobody a year ago, nobody at the ends of the months before."""
    page = as_user(manager).get(reverse("reports:indicator", args=["P02"]), {"area": FIRST[:9]})
    line = page.context["line"]
    assert line.chart_value is None
    assert set(line.trend) == {None}
    assert [point["value"] for point in page.context["points"]] == [None] * 12


def test_neither_standing_nor_shortfall_of_a_withheld_figure_is_told(patients, as_user, manager, psychiatric_worker):
    url = reverse("reports:indicator", args=["P02"])
    with translation.override("en"):
        line = as_user(manager).get(url, {"area": FIRST[:9]}).context["line"]
        assert [target.kind for target in line.target_lines] == ["none"]
        assert (line.value, line.numerator, line.denominator, line.missing_text) == ("＊", "＊", "＊", "＊")
        assert line.is_met is None
        assert as_user(psychiatric_worker).get(url, {"area": FIRST[:9]}).context["line"].is_met is True


@pytest.mark.parametrize("part", ["counted", "missing"])
@pytest.mark.parametrize("code", ["P01", "P02", "P07"])
def test_members_are_for_those_who_may_see_patients(patients, as_user, manager, psychiatric_worker, code, part):
    if (code, part) == ("P01", "missing"):
        return
    url = reverse("reports:members", args=[code, part])
    export = reverse("reports:members-export", args=[code, part, "csv"])
    assert as_user(manager).get(url).status_code == 403
    assert as_user(manager).get(export).status_code == 403
    assert as_user(psychiatric_worker).get(url).status_code == 200
    assert AuditEntry.objects.filter(action="read", staff=psychiatric_worker, reason__contains=code).count() == 1
    assert as_user(psychiatric_worker).get(export).status_code == 200


def test_the_board_names_no_list_that_one_may_not_open(patients, as_user, manager, psychiatric_worker):
    link = reverse("reports:members", args=["P02", "counted"])
    assert link not in as_user(manager).get(reverse("reports:board")).content.decode()
    assert link in as_user(psychiatric_worker).get(reverse("reports:board")).content.decode()


def test_the_list_names_the_patients_of_the_street(patients, as_user, psychiatric_worker):
    page = as_user(psychiatric_worker).get(reverse("reports:members", args=["P02", "counted"]), {"area": FIRST[:9]})
    assert page.content.decode().count(NAME) == 3


@pytest.mark.parametrize("name", ["reports:board-export", "reports:indicator-export"])
def test_exports_withhold_too(patients, as_user, manager, psychiatric_worker, name):
    args = ["csv"] if name == "reports:board-export" else ["P02", "csv"]
    area = {"area": FIRST[:9]} if name == "reports:board-export" else {}
    rows = {staff: _rows(as_user(staff).get(reverse(name, args=args), area)) for staff in (manager, psychiatric_worker)}
    place = 0 if name == "reports:board-export" else 1
    wanted = "P02" if name == "reports:board-export" else Area.objects.get(code=FIRST[:9]).name
    blind, seeing = (next(row for row in rows[s] if row[place] == wanted) for s in (manager, psychiatric_worker))
    first = 3 if name == "reports:board-export" else 2
    assert blind[first : first + 3] == ["＊"] * 3
    assert seeing[first : first + 2] == ["3", "3"]


def _rows(response) -> list[list]:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def figures(*options) -> dict:
    out = io.StringIO()
    call_command("figures", "--area", "341702", "--by", "street", "--on", TODAY.isoformat(), *options, stdout=out)
    out.seek(0)
    return {(row["indicator"], row["area"]): row for row in csv.DictReader(out)}


def test_the_figures_command_withholds_unless_a_reader_who_may_is_named(patients, manager, psychiatric_worker, clerk):
    row = figures()["P02", FIRST[:9]]
    assert (row["numerator"], row["denominator"], row["value"], row["met"]) == ("＊", "＊", "＊", "")
    assert figures("--reader", "manager")["P02", FIRST[:9]] == row
    assert figures("--reader", "psychiatric")["P02", FIRST[:9]]["numerator"] == "3"
    with pytest.raises(CommandError, match="may not see"):
        figures("--reader", "clerk")
    with pytest.raises(CommandError, match="no account"):
        figures("--reader", "nobody")


def test_the_published_report_withholds_in_sentences_tables_and_workbook(patients):
    with translation.override("en"):
        read = content.read("341702", 2026, TODAY)
        report = content.compose(read)
        street = Area.objects.get(code=FIRST[:9]).name
        cells = [r.cells for t in report.blocks if isinstance(t, Table) for r in t.rows if r.cells[0] == street]
        assert any("＊" in row for row in cells)
        book = load_workbook(io.BytesIO(workbook.build(report, read, _moment())), read_only=True)
        rows = [row for row in book["By area"].iter_rows(values_only=True) if row[0] == FIRST[:9] and row[2] == "P02"]
        assert [row[4:7] for row in rows] == [("＊", "＊", "＊")]
        assert rows[0][-2] == "＊"
        assert rows[0][-1] is None


def _moment():
    return datetime(2026, 3, 18, tzinfo=UTC)


def test_the_report_of_a_small_street_says_that_it_withholds(patients):
    with translation.override("en"):
        report = content.compose(content.read(FIRST[:9], 2026, TODAY))
        text = "\n".join(getattr(block, "text", "") for block in report.blocks)
        assert "The figure is withheld" in text
        assert "were on file on 18 March 2026 is withheld" in text
        assert "For want of records these indicators can't be judged: Supervision rate" not in text
        assert "P02" not in [code for code in INDICATORS if f"{INDICATORS[code].name} misses" in text]


def test_the_report_of_the_district_tells_its_figures(patients):
    with translation.override("en"):
        report = content.compose(content.read("341702", 2026, TODAY))
        table = next(b for b in report.blocks if isinstance(b, Table) and b.caption == "Psychiatric care in figures")
        assert table.rows[0].cells == ["patients on file", "32", "0"]
        assert table.rows[1].cells[1:] == ["24", "0"]


def test_withholding_costs_the_board_no_query_more(patients, as_user, manager, psychiatric_worker):
    found = {}
    for staff in (manager, psychiatric_worker):
        client = as_user(staff)
        client.get(reverse("reports:board"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("reports:board"), {"area": "341702001"})
        found[staff.username] = len(queries)
    assert found["manager"] <= 10
    assert found["psychiatric"] <= 10


def test_the_engine_itself_withholds_nothing(patients):
    """The twin: whoever asked the engine would tell the small street, so that no page may."""
    counts = engine.count([ON_FILE], "341702", [Period(TODAY)])
    assert counts.figure(ON_FILE, FIRST[:9], Period(TODAY)).numerator == 3
