"""The sentences of the report are those of the figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from reports import withheld
from reports.annual import amounts, comparison, content
from reports.annual.blocks import Item, Paragraph, Table
from reports.indicators import INDICATORS
from reports.models import Target
from reports.periods import whole_year
from tests.factories import CertificateFactory, PersonFactory
from tests.rehab.factories import (
    HealthStationFactory,
    NeedFactory,
    RehabFileFactory,
    RoomFactory,
    ScreeningFactory,
    ServiceFactory,
)

MADE_ON = date(2026, 3, 18)


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def compose(area="341702", year=2025, made_on=MADE_ON, **options):
    return content.compose(content.read(area, year, made_on), **options)


def texts(report) -> list[str]:
    """Every sentence and cell of the report."""
    found = []
    for section in report.sections:
        for part in (section, *section.sections):
            found.append(part.number + part.title)
            for block in part.blocks:
                if isinstance(block, Paragraph | Item):
                    found.append(getattr(block, "heading", "") + block.text)
                elif isinstance(block, Table):
                    found += [cell for row in block.rows for cell in row.cells]
    return found


def said(report) -> str:
    return "\n".join(texts(report))


def target(indicator, value, *, source="年度工作计划", position=1, area="341702", year=2025):
    return Target.objects.create(
        indicator=indicator, area_id=area, year=year, value=value, source=source, position=position
    )


def stations(total, with_room, community="341702001008", opened_on=date(2021, 3, 1)):
    for number in range(total):
        station = HealthStationFactory(community_id=community)
        if number < with_room:
            RoomFactory(health_station=station, opened_on=opened_on)


def statement(report, name) -> str:
    return next(b.text for b in report.sections[0].all_blocks if isinstance(b, Item) and b.lead == name)


class TestVerbs:
    RATE = INDICATORS["R01"]

    @pytest.mark.parametrize(
        ("this", "last", "words"),
        [
            ("71.24", "62.09", "比上年的62.1%上升9.1个百分点"),
            ("62.09", "71.24", "比上年的71.2%下降9.1个百分点"),
            ("62.06", "62.14", "与上年的62.1%持平"),
            ("62.06", None, "上年无数据"),
        ],
    )
    def test_rate_against_last_year(self, this, last, words):
        assert comparison.change(self.RATE, Decimal(this), last and Decimal(last)) == words

    @pytest.mark.parametrize(
        ("this", "last", "words"),
        [(12, 10, "比上年的10增加2"), (8, 10, "比上年的10减少2"), (10, 10, "与上年持平"), (10, 0, "上年无记录")],
    )
    def test_count_against_last_year(self, this, last, words):
        assert comparison.count_change(this, last) == words

    def test_english_verbs(self):
        with translation.override("en"):
            rose = comparison.change(self.RATE, Decimal(80), Decimal(70))
            fell = comparison.change(self.RATE, Decimal(70), Decimal(80))
            same = comparison.change(self.RATE, Decimal(70), Decimal(70))
        assert [words.split()[1] for words in (rose, fell, same)] == ["rose", "fell", "is"]
        assert "unchanged" in same


class TestAmounts:
    def test_half_is_rounded_up(self):
        assert amounts.number(Decimal("0.25"), 1) == "0.3"
        assert amounts.number(Decimal("2.5")) == "3"

    def test_money_by_language(self):
        assert amounts.money(Decimal("185824.61")) == "18.58万元"
        assert amounts.money(Decimal("900")) == "900.00元"
        with translation.override("en"):
            assert amounts.money(Decimal("185824.61")) == "185,824.61 yuan"

    def test_days_are_not_padded(self):
        assert amounts.day(date(2025, 1, 5)) == "2025年1月5日"

    @pytest.mark.parametrize(("n", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")])
    def test_chinese_ordinals(self, n, written):
        assert amounts.ordinal(n) == written


def test_empty_district_says_so_and_divides_by_nothing(areas):
    report = compose()
    words = said(report)
    assert "截至2025年12月31日，无登记在册人员。" in words
    for nothing in (
        "本年无需求筛查记录。",
        "无康复档案记录。",
        "本年无康复服务记录。",
        "本年无康复经费记录。",
        "本年无协调员培训记录。",
    ):
        assert nothing in words
    assert "本年度未设定目标" in words
    assert "未设目标，无从测算差额。" in words
    row = next(r for b in report.blocks if isinstance(b, Table) and b.layout == "outcomes" for r in b.rows)
    assert row.cells[1:] == ["0 / 0", "—", "—", "—", "—", "—"]


def test_missing_records_are_a_problem_of_their_own(areas):
    target("R01", 80)
    problems = compose().sections[1]
    assert [part.title for part in problems.sections] == ["部分指标缺少记录"]
    assert "康复室设置率" in problems.sections[0].blocks[0].text


def test_both_targets_of_a_contradicting_plan_are_shown_with_their_sources(areas):
    target("R01", 80, source="主要目标", position=1)
    target("R01", 95, source="区民政局职责", position=2)
    stations(10, 9)
    report = compose()
    assert statement(report, "康复室设置率") == (
        "10个社区卫生服务站中，设有康复室的9个，设置率90.0%，与上年的90.0%持平；"
        "达到80%（主要目标）的目标；比95%（区民政局职责）的目标低5.0个百分点，尚差1个社区卫生服务站。"
    )
    assert [part.title for part in report.sections[1].sections] == ["康复室设置率未达到部分目标"]
    outcomes = next(b for b in report.blocks if isinstance(b, Table) and b.layout == "outcomes")
    assert [row.cells[5:] for row in outcomes.rows[:2]] == [["80%①", "● 达标"], ["95%②", "▲ 未达标"]]
    assert "① 主要目标；② 区民政局职责" in outcomes.notes[0]


def test_problem_names_figure_target_source_shortfall_and_worst_streets(areas):
    target("R01", 80)
    stations(4, 1, community="341702001008")
    stations(6, 4, community="341702002001")
    report = compose()
    problem = report.sections[1].sections[0]
    assert problem.title == "康复室设置率未达到目标"
    assert problem.blocks[0].text == (
        "10个社区卫生服务站中，设有康复室的5个，设置率50.0%；比80%（年度工作计划）的目标低30.0个百分点，"
        "尚差3个社区卫生服务站。差额较大的有池阳街道（3个社区卫生服务站）、秋浦街道（1个社区卫生服务站）。"
    )


def test_plan_says_how_many_for_each_street(areas):
    target("R01", 80)
    stations(4, 1, community="341702001008")
    stations(6, 6, community="341702002001")
    plan = compose().sections[2]
    item = next(block for block in plan.blocks if isinstance(block, Item))
    assert item.text == "为达到80%（年度工作计划）的目标，预计须再为1个社区卫生服务站设立康复室。"
    table = next(block for block in plan.blocks if isinstance(block, Table))
    assert [row.cells for row in table.rows] == [
        ["池阳街道", "3"],
        ["秋浦街道", "—"],
        ["合计", "3"],
        ["贵池区最少须", "1"],
    ]


def test_plan_follows_the_targets_of_next_year_where_they_are_set(areas):
    target("R01", 50)
    target("R01", 100, year=2026, source="下年目标")
    stations(10, 8)
    report = compose()
    assert report.sections[1].sections == []
    item = next(block for block in report.sections[2].blocks if isinstance(block, Item))
    assert "100%（下年目标）" in item.text
    assert "2个社区卫生服务站" in item.text


def test_all_targets_met(areas):
    target("R01", 80)
    stations(10, 8)
    report = compose()
    assert report.sections[1].blocks[0].text == "本年度各项目标均已达到，从指标看未发现突出问题。"
    assert "2026年没有需要补足的差额" in said(report)
    assert "康复室设置率继续保持在目标以上。" in said(report)


def test_a_target_missed_by_a_hair_is_not_told_as_a_gap_of_zero(areas):
    target("R01", Decimal("66.67"))
    stations(3, 2)
    assert "略低于66.67%的目标，尚差1个社区卫生服务站" in statement(compose(), "康复室设置率")


def test_a_street_follows_its_own_target_before_the_districts(areas):
    target("R01", 80)
    target("R01", 40, area="341702001", source="池阳街道计划")
    stations(2, 1)
    assert "达到40%的目标" in statement(compose("341702001"), "康复室设置率")
    assert "比80%的目标低" in statement(compose(), "康复室设置率")


def test_community_has_no_part_by_area(areas):
    target("R01", 80)
    stations(2, 1)
    report = compose("341702001008")
    assert [part.title for part in report.sections[0].sections][-1] == "目标完成情况"
    assert not any(isinstance(b, Table) and b.layout in ("areas", "plan") for b in report.blocks)
    assert "差额较大" not in said(report)


def test_counts_of_the_year_and_files_that_tie(areas):
    before, new = PersonFactory(registered_on=date(2024, 1, 10)), PersonFactory(registered_on=date(2025, 2, 1))
    CertificateFactory(person=before)
    CertificateFactory(person=new, disability_type=2, grade=1, issued_on=date(2025, 2, 1))
    NeedFactory(person=new, found_on=date(2025, 3, 1))
    ScreeningFactory(person=before, screened_on=date(2025, 4, 1))
    RehabFileFactory(person=before, opened_on=date(2024, 5, 1), closed_on=date(2025, 6, 1), close_reason="declined")
    RehabFileFactory(person=new, opened_on=date(2025, 3, 10))
    for day in (5, 6):
        ServiceFactory(person=new, served_on=date(2025, 5, day))
    ServiceFactory(person=new, served_on=date(2026, 1, 5))
    words = said(compose())
    assert "登记在册2人，比上年的1人增加1人；其中本年新登记1人。" in words
    assert "持有效残疾人证2人，比上年的1人增加1人；其中重度（一、二级）1人，占50.0%。" in words
    assert "年初在管康复档案1份，本年新建1份、结案1份，期末在管1份。" in words
    assert "本年提供康复服务2人次，服务1人，上年无记录；其中适配辅助器具0人次。" in words
    assert "本年开展需求筛查2人次，涉及2人，上年无记录。筛查出康复需求1项，其中功能训练1项。" in words


def test_a_year_under_way_is_told_to_the_day_and_against_the_same_day(areas):
    stations(2, 1)
    RoomFactory(health_station=HealthStationFactory(), opened_on=date(2025, 12, 1))
    report = compose(year=2026)
    assert report.cover.note == "（截至2026年3月18日）"
    assert "上年数据为上年同期数" in said(report)
    # On 18 March 2025 the second room was not open yet.
    assert "比上年的33.3%上升33.4个百分点" in statement(report, "康复室设置率")


def test_figures_are_the_engines(district):
    report = compose()
    """As they are told to the public."""
    counts = withheld.count(INDICATORS.values(), "341702", [whole_year(2025)])
    table = next(b for b in report.blocks if isinstance(b, Table) and b.layout == "outcomes")
    shown = {row.cells[0]: row.cells[1:3] for row in table.rows if row.cells[1]}
    for indicator in INDICATORS.values():
        figure = counts.figure(indicator, "341702", whole_year(2025))
        told = ["＊" if count is None else amounts.number(count) for count in (figure.numerator, figure.denominator)]
        value = "＊" if figure.numerator is None else amounts.value_of(indicator, figure.value)
        assert shown[str(indicator.name)] == [" / ".join(told), value]


def test_no_name_of_a_person_is_in_the_report(district):
    from registry.models import Person
    from rehab.models import Coordinator

    words = said(compose())
    names = {
        *Person.objects.values_list("full_name", flat=True),
        *Coordinator.objects.values_list("full_name", flat=True),
    }
    assert names
    assert not [name for name in names if len(name) > 2 and name in words]


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_other_languages_say_the_same_figures(areas, language):
    target("R01", 80)
    stations(4, 1)
    with translation.override(language):
        words = said(compose())
    expected = {
        "zh-hant": "4個社區衛生服務站中，設有康復室的1個，設置率25.0%",
        "en": "1 of 4 health stations have a rehab room, a rate of 25.0%; it is unchanged from 25.0% of the year before. "
        "The target of 80% is missed by 55.0 percentage points, 3 health stations short.",
    }
    assert expected[language] in words


def test_an_indicator_without_words_of_its_own_is_told_too(areas, monkeypatch):
    from reports.annual import wording

    monkeypatch.setattr(wording, "WORDS", {})
    stations(4, 1)
    assert "25.0%" in statement(compose(), "康复室设置率")


def test_preparer_and_document_number_stand_on_the_cover(areas):
    assert compose().cover.preparer == "贵池区残疾人联合会"
    cover = compose(preparer="贵池区残联康复部", document_number="贵残联〔2025〕3号").cover
    assert (cover.preparer, cover.document_number) == ("贵池区残联康复部", "贵残联〔2025〕3号")
