"""Reported figures: asked for, filled in, checked against their parts and the streets, approved by somebody else."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from registry.models import AuditEntry
from reports.annual import content
from reports.annual.blocks import Table
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported import services
from reports.reported.checks import Entry, contradictions
from reports.reported.services import Line
from tests.reports.factories import FigureKindFactory, FigureSheetFactory, ReportedFigureFactory

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def kinds(areas):
    """A whole with two parts, and one that streets are asked for; the first ones are put away."""
    FigureKind.objects.filter(whole__isnull=False).delete()
    FigureKind.objects.all().delete()
    whole = FigureKindFactory(name="婚姻登记", by_street=True)
    parts = [FigureKindFactory(name=name, whole=whole, by_street=True) for name in ("结婚", "离婚")]
    return [whole, *parts, FigureKindFactory(name="投入", unit="元", decimals=2)]


def line(kind, value, remark="", **values) -> Line:
    number = None if value is None else Decimal(value)
    return Line(kind=kind, value=number, remark=remark, **{"is_estimate": False, "source": ""} | values)


def filled(sheet, kinds, numbers, by, **values):
    lines = [line(kind, number, **values) for kind, number in zip(kinds, numbers, strict=False)]
    services.fill_in(sheet=sheet, lines=lines, version=sheet.version, by=by)
    return sheet


def sent_in(sheet, kinds, numbers, by):
    services.send_in(sheet=filled(sheet, kinds, numbers, by), by=by)
    return sheet


def test_asking_again_leaves_what_is_there(areas, manager):
    streets = [areas["341702001"], areas["341702002"]]
    first = services.ask(areas=streets[:1], year=2026, due_on=date(2026, 3, 31), by=manager)
    second = services.ask(areas=streets, year=2026, due_on=date(2026, 4, 30), by=manager)
    assert [sheet.area_id for sheet in (*first, *second)] == ["341702001", "341702002"]
    assert FigureSheet.objects.get(area="341702001").due_on == date(2026, 3, 31)


def test_a_due_day_that_has_passed_is_refused(areas, manager):
    with pytest.raises(ValidationError, match="passed"):
        services.ask(areas=[areas["341702001"]], year=2026, due_on=date(2026, 3, 17), by=manager)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((10, 6, 4), []),
        ((10, 6, 5), ["婚姻登记 is 10, and its parts 6 + 5 add up to 11."]),
        ((10, 6, None), ["离婚: enter a number, or say in the remark why there is none."]),
        ((0, 0, 0), []),
        (("1.5", 1, "0.5"), ["婚姻登记: the number has too many decimals.", "离婚: the number has too many decimals."]),
    ],
)
def test_what_contradicts_itself(kinds, numbers, said):
    entries = [Entry(kind, None if n is None else Decimal(n)) for kind, n in zip(kinds, numbers, strict=False)]
    assert contradictions(entries) == said


def test_a_number_unlike_the_streets_needs_a_word(kinds):
    unlike = Entry(kinds[0], Decimal(10), streets=Decimal(9))
    assert contradictions([unlike]) == ["婚姻登记 is 10, and the streets add up to 9: say in the remark why."]
    assert contradictions([Entry(kinds[0], Decimal(10), "区本级1件", Decimal(9))]) == []


def test_a_sheet_goes_up_and_is_approved_by_somebody_else(kinds, clerk, manager):
    sheet = sent_in(FigureSheetFactory(), kinds, (10, 6, 4), clerk)
    services.approve(sheet=sheet, by=manager)
    assert (sheet.state, sheet.submitted_by, sheet.approved_by) == ("approved", clerk, manager)
    actions = AuditEntry.objects.filter(object_type="reports.figuresheet").values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["send_in", "approve_sheet"]


def test_nobody_approves_their_own_sheet(kinds, manager):
    sheet = sent_in(FigureSheetFactory(), kinds, (10, 6, 4), manager)
    with pytest.raises(ValidationError, match="somebody else"):
        services.approve(sheet=sheet, by=manager)
    # The database guards it where the service does not.
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureSheet.objects.filter(pk=sheet.pk).update(
            state="approved", approved_on=date(2026, 3, 18), approved_by=manager
        )


def test_a_contradiction_is_not_sent_in_and_nothing_is_lost(kinds, clerk):
    sheet = filled(FigureSheetFactory(), kinds, (10, 6, 5), clerk)
    with pytest.raises(ValidationError, match="add up to 11"):
        services.send_in(sheet=sheet, by=clerk)
    sheet.refresh_from_db()
    assert sheet.state == "asked"
    assert sorted(ReportedFigure.objects.values_list("value", flat=True)) == [5, 6, 10]


def test_who_saves_second_is_told(kinds, clerk, manager):
    sheet = FigureSheetFactory()
    opened = FigureSheet.objects.get(pk=sheet.pk)
    filled(sheet, kinds, (10, 6, 4), clerk)
    with pytest.raises(ValidationError, match="meanwhile"):
        filled(opened, kinds, (99, 6, 4), manager)
    assert ReportedFigure.objects.get(kind=kinds[0]).value == 10


def test_saving_the_same_again_writes_nothing(kinds, clerk):
    sheet = filled(FigureSheetFactory(), kinds, (10, 6, 4), clerk)
    before = AuditEntry.objects.count()
    filled(sheet, kinds, (10, 6, 4), clerk)
    assert AuditEntry.objects.count() == before


def test_the_district_sees_what_its_approved_streets_add_up_to(kinds, clerk, manager):
    for street, value in (("341702001", 10), ("341702002", 7)):
        ReportedFigureFactory(
            sheet=FigureSheetFactory(
                area_id=street, state="approved", submitted_on="2026-03-02", approved_on="2026-03-03"
            ),
            kind=kinds[0],
            value=value,
        )
    ReportedFigureFactory(sheet=FigureSheetFactory(area_id="341721100"), kind=kinds[0], value=100)
    assert services.sums_of_streets(FigureSheetFactory(area_id="341702")) == ({kinds[0].pk: 17}, 2)


def test_a_street_is_not_asked_for_what_the_district_knows(kinds):
    assert kinds[3] not in services.kinds_of(FigureSheetFactory())
    assert kinds[3] in services.kinds_of(FigureSheetFactory(area_id="341702"))


def test_a_kind_is_asked_in_the_years_it_is_kept(kinds):
    FigureKind.objects.filter(pk=kinds[3].pk).update(closed_on=date(2025, 1, 1))
    assert kinds[3] not in services.kinds_of(FigureSheetFactory(area_id="341702", year=2025))
    assert kinds[3] in services.kinds_of(FigureSheetFactory(area_id="341702", year=2024))


def posted(sheet, kinds, numbers, **changes):
    data = {"version": sheet.version}
    for kind, number in zip(kinds, numbers, strict=False):
        data[f"f{kind.pk}-value"] = number
    return data | changes


def test_filling_in_and_sending_in_by_the_pages(kinds, as_user, clerk, manager):
    sheet = FigureSheetFactory()
    page, step = reverse("reports:figure-sheet-fill-in", args=[sheet.pk]), "reports:figure-sheet-step"
    client = as_user(clerk)
    assert client.post(page, posted(sheet, kinds, ("10", "6", "5"))).status_code == 302
    refused = client.post(reverse(step, args=[sheet.pk, "send_in"]))
    assert refused.status_code == 422
    assert "婚姻登记" in refused.content.decode()
    sheet.refresh_from_db()
    assert client.post(page, posted(sheet, kinds, ("11", "6", "5"))).status_code == 302
    assert client.post(reverse(step, args=[sheet.pk, "send_in"])).status_code == 302
    assert client.post(reverse(step, args=[sheet.pk, "approve_sheet"])).status_code == 403
    assert client.get(page).context["may_enter"] is False
    assert as_user(manager).post(reverse(step, args=[sheet.pk, "approve_sheet"])).status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == "approved"


@pytest.mark.parametrize("number", ["-1", "1.5", "zehn", "1e30", "NaN"])
def test_a_number_that_is_none_is_refused_and_kept_on_the_page(kinds, as_user, clerk, number):
    sheet = FigureSheetFactory()
    answer = as_user(clerk).post(
        reverse("reports:figure-sheet-fill-in", args=[sheet.pk]), posted(sheet, kinds, (number, "6", "4"))
    )
    assert answer.status_code == 422
    assert f'value="{number}"' in answer.content.decode()
    assert not ReportedFigure.objects.exists()


def test_a_stale_page_keeps_what_was_typed(kinds, as_user, clerk):
    sheet = FigureSheetFactory(version=4)
    answer = as_user(clerk).post(
        reverse("reports:figure-sheet-fill-in", args=[sheet.pk]), posted(sheet, kinds, ("77",), version=3)
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="77"' in text
    assert 'name="version" value="4"' in text


def test_sending_back_asks_for_a_reason(kinds, as_user, clerk, manager):
    sheet = sent_in(FigureSheetFactory(), kinds, (10, 6, 4), clerk)
    url = reverse("reports:figure-sheet-step", args=[sheet.pk, "return_sheet"])
    assert as_user(manager).post(url, {"reason": ""}).status_code == 422
    assert as_user(manager).post(url, {"reason": "与台账不符"}).status_code == 302
    assert "与台账不符" in as_user(clerk).get(reverse("registry:today")).content.decode()


def test_what_was_reported_keeps_its_unit(kinds, as_user, manager):
    ReportedFigureFactory(kind=kinds[0])
    url = reverse("reports:figure-kind-edit", args=[kinds[0].pk])
    form = as_user(manager).get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"unit": "对", "name": "婚姻登记件数"}
    assert as_user(manager).post(url, data).status_code == 302
    kinds[0].refresh_from_db()
    assert (kinds[0].unit, kinds[0].name) == ("个", "婚姻登记件数")


def _report_tables():
    report = content.compose(content.read("341702", 2026, date(2026, 3, 18)))
    return [block for block in report.blocks if isinstance(block, Table) and "Reported" in block.caption]


def test_the_report_tells_only_what_is_approved(kinds, clerk, manager):
    sheet = sent_in(FigureSheetFactory(area_id="341702"), kinds, (4339, 2748, 1591, "7793800"), manager)
    assert _report_tables() == []
    ReportedFigure.objects.filter(kind=kinds[3]).update(is_estimate=True)
    services.approve(sheet=sheet, by=clerk)
    cells = [row.cells[:3] for table in _report_tables() for row in table.rows]
    assert cells == [
        ["婚姻登记", "个", "4,339"],
        ["of these: 结婚", "个", "2,748"],
        ["of these: 离婚", "个", "1,591"],
        ["投入", "元", "7,793,800.00 (estimate)"],
    ]
