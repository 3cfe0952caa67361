"""Training, money, meetings, the rules of care; the board and the lists behind it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from psych_care import board, models
from psych_care.care_tables import CARE_LISTS
from registry.models import AuditEntry
from tests.factories import PersonFactory
from tests.psych_care import factories as make

TODAY = date(2026, 3, 18)
URL_NAMES = {
    "home-beds": "home-bed",
    "lost": "loss",
    "doubted-visits": "doubt",
    "guardian-checks": "guardian-check",
    "training": "training",
    "income": "income",
    "meetings": "meeting",
}


class TestMoney:
    INCOME = {
        "area": "341702",
        "received_on": "2026-01-15",
        "kind": "donation",
        "source": "市慈善会",
        "purpose": "药品",
        "amount": "1000",
    }

    def spend(self, at, income, amount, **values):
        entry = {"spent_on": "2026-02-01", "used_for": "药品", "amount": amount}
        return at("spending-add", income.pk, data=entry | values)

    def test_income_and_what_became_of_it(self, at):
        assert at("income-add", data=self.INCOME).status_code == 302
        income = models.CareIncome.objects.get()
        assert self.spend(at, income, "400.50").status_code == 302
        page = at("income-detail", income.pk)
        assert "599.50" in page.text
        assert at("income-list").context["lines"][0][-1]["text"] == "400.50"

    def test_never_more_than_came_in(self, at):
        income = make.CareIncomeFactory(amount=1000)
        self.spend(at, income, "600")
        assert self.spend(at, income, "400.01").status_code == 422
        assert self.spend(at, income, "400").status_code == 302
        first = models.CareSpending.objects.earliest("pk")
        entry = {"spent_on": "2026-02-01", "used_for": "药品", "amount": "600.01", "version": 1}
        assert at("spending-edit", first.pk, data=entry).status_code == 422

    def test_not_before_it_came(self, at):
        assert self.spend(at, make.CareIncomeFactory(), "1", spent_on="2026-01-14").status_code == 422

    def test_a_corrected_income_covers_what_is_spent(self, at):
        spending = make.CareSpendingFactory()
        less = self.INCOME | {"amount": "3999.99", "version": 1}
        assert at("income-edit", spending.income_id, data=less).status_code == 422
        assert at("income-edit", spending.income_id, data=less | {"amount": "4000"}).status_code == 302

    @pytest.mark.parametrize("amount", ["0", "-1", "NaN", "1.001"])
    def test_nonsense_is_refused(self, at, amount):
        assert at("income-add", data=self.INCOME | {"amount": amount}).status_code == 422


def test_training_in_person_times(at):
    entry = {"area": "341702001", "held_on": "2026-02-05", "audience": "families", "topic": "家庭护理"}
    assert at("training-add", data=entry | {"person_times": "0"}).status_code == 422
    assert at("training-add", data=entry | {"person_times": "45"}).status_code == 302
    make.CareTrainingFactory(person_times=1200)
    assert "1,245" in at("training-list").context["summary"]


def test_a_meeting_and_the_next(at):
    entry = {"area": "341702", "held_on": "2026-01-20", "present": "残联、卫健", "decisions": "落实救助"}
    assert at("meeting-add", data=entry | {"next_on": "2026-01-20"}).status_code == 422
    assert at("meeting-add", data=entry | {"next_on": "2026-04-20"}).status_code == 302


def test_an_area_outside_ones_own_is_refused(at):
    entry = {"area": "341721100001", "held_on": "2026-02-05", "audience": "families", "topic": "x", "person_times": 1}
    assert "area" in at("training-add", data=entry).context["form"].errors


class TestRules:
    RULE = {
        "effective_from": "2026-04-01",
        "bed_days": "5",
        "discharge_days": "10",
        "search_days": "20",
        "incentive": "300",
        "haste_visits": "15",
        "same_notes": "4",
        "last_day_visits": "8",
        "answer_days": "3",
        "source": "通知",
    }

    def test_the_newest_begun_holds_and_the_defaults_before(self, db):
        make.CareRuleFactory(effective_from=date(2026, 1, 1), bed_days=9)
        held = models.CareRule.objects.holding_on
        assert [held(date(2025, 12, 31)).bed_days, held(date(2026, 1, 1)).bed_days] == [7, 9]

    def test_a_manager_adds_one_and_it_is_logged(self, as_user, manager):
        url = reverse("psych_care:rule-add")
        client = as_user(manager)
        assert client.post(url, self.RULE).status_code == 302
        assert client.post(url, self.RULE).status_code == 422
        assert models.CareRule.objects.get().incentive == Decimal(300)
        assert AuditEntry.objects.get(action="add").object_type == "psych_care.carerule"
        assert "2026-04-01" in client.get(reverse("psych_care:rule-list")).text

    @pytest.mark.parametrize("wrong", [{"bed_days": "0"}, {"same_notes": "1"}, {"incentive": "-1"}])
    def test_nonsense_is_refused(self, as_user, manager, wrong):
        assert as_user(manager).post(reverse("psych_care:rule-add"), self.RULE | wrong).status_code == 422


@pytest.fixture
def full(patient, areas):
    """Somebody behind every figure of the board, in two streets."""
    make.VisitFactory(person=patient.person, visited_on=date(2026, 2, 1), risk=4, next_due_on=date(2026, 2, 15))
    make.LockUpFactory(person=patient.person)
    make.DispensingFactory(prescription=make.PrescriptionFactory(person=patient.person), runs_out_on=date(2026, 3, 25))
    other = PersonFactory(community_id="341702002001")
    make.PatientFactory(person=other)
    visit = make.VisitFactory(person=other, next_due_on=date(2026, 3, 25))
    make.DoubtFactory(person=other, visit=visit)
    for factory in (make.HomeBedFactory, make.LossFactory, make.GuardianCheckFactory):
        factory(person=other)
    for factory in (make.CareTrainingFactory, make.CareSpendingFactory, make.CareMeetingFactory):
        factory()


def test_every_figure_of_the_board_is_as_long_as_its_list(at, client_inside, full):
    context = at("board").context
    assert [cell["value"] for cell in context["whole"]["cells"]] == [2, 1, 1, 1, 1, 1, 2, 1, 1]
    for line in [*context["lines"], context["whole"]]:
        for cell in line["cells"]:
            assert client_inside.get(cell["url"]).context["count"] == str(cell["value"]), (line["name"], cell["label"])


def test_the_streets_add_up(at, full):
    context = at("board").context
    assert [line["name"] for line in context["lines"]] == ["池阳街道", "秋浦街道"]
    for place, cell in enumerate(context["whole"]["cells"]):
        assert sum(line["cells"][place]["value"] for line in context["lines"]) == cell["value"]


def test_the_board_asks_as_often_for_many_streets(psychiatric_worker, full, django_assert_num_queries):
    board.rows(psychiatric_worker, TODAY)
    with django_assert_num_queries(len(board.FIGURES) + 1):
        board.rows(psychiatric_worker, TODAY)


@pytest.mark.parametrize("key", CARE_LISTS)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_list_is_exported_and_logged(at, full, key, file_format):
    assert at("export", key, file_format).getvalue()
    assert AuditEntry.objects.filter(action="export").count() == 1


@pytest.mark.parametrize("key", CARE_LISTS)
def test_every_list_sorts_by_every_column(at, client_inside, full, key):
    url = reverse(f"psych_care:{URL_NAMES[key]}-list")
    for column in CARE_LISTS[key].columns:
        assert client_inside.get(url, {"sort": f"-{column.key}"}).context["count"] == "1", column.key


def test_every_figure_of_the_hub_is_as_long_as_its_list(at, client_inside, full):
    for group in at("home").context["groups"]:
        for figure in group["figures"]:
            assert client_inside.get(figure["url"]).context["count"] == str(figure["value"]), figure["label"]


@pytest.mark.parametrize("key", CARE_LISTS)
def test_a_longer_list_asks_no_more(client_inside, full, key):
    url = reverse(f"psych_care:{URL_NAMES[key]}-list")
    short = _queries(client_inside, url)
    for number in range(4):
        person = make.PatientFactory(person=PersonFactory()).person
        for factory in (make.HomeBedFactory, make.LossFactory, make.GuardianCheckFactory, make.DoubtFactory):
            factory(person=person)
        make.CareTrainingFactory()
        make.CareSpendingFactory()
        make.CareMeetingFactory(held_on=date(2026, 2, number + 1))
    assert _queries(client_inside, url) == short


def _queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
