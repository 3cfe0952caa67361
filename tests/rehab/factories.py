"""Rehab records for tests; each takes its community from the person, or the community of the first clerk."""

from datetime import date

import factory

from rehab import models
from tests.factories import GuardianFactory


class Record(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True


class PersonRecord(Record):
    class Meta:
        abstract = True

    community_id = factory.SelfAttribute("person.community_id")


class ScreeningFactory(PersonRecord):
    class Meta:
        model = models.Screening

    screened_on = date(2026, 1, 12)
    screened_by = "舒明"


class NeedFactory(Record):
    """With the screening that found it."""

    class Meta:
        model = models.Need

    screening = factory.SubFactory(
        ScreeningFactory, person=factory.SelfAttribute("..person"), screened_on=factory.SelfAttribute("..found_on")
    )
    category = "training"
    found_on = date(2026, 1, 12)


class RehabFileFactory(PersonRecord):
    class Meta:
        model = models.RehabFile

    opened_on = date(2026, 1, 20)
    responsible_name = "舒明"


class ServiceFactory(PersonRecord):
    class Meta:
        model = models.ServiceRecord

    category = "training"
    served_on = date(2026, 3, 3)
    provider_name = "舒明"


class AnswerFactory(PersonRecord):
    class Meta:
        model = models.SatisfactionAnswer

    answered_on = date(2026, 3, 5)
    score = 4


class InCommunity(Record):
    class Meta:
        abstract = True

    community_id = "341702001008"


class HealthStationFactory(InCommunity):
    class Meta:
        model = models.HealthStation

    name = factory.Sequence(lambda n: f"秀山卫生服务站{n}")
    opened_on = date(2015, 5, 1)


class RoomFactory(Record):
    class Meta:
        model = models.RehabRoom

    health_station = factory.SubFactory(HealthStationFactory)
    doctor_name = "檀医生"
    opened_on = date(2021, 3, 1)


class StationFactory(InCommunity):
    class Meta:
        model = models.RehabStation

    name = factory.Sequence(lambda n: f"秀山康复站{n}")
    opened_on = date(2018, 5, 1)


class FloorAreaFactory(Record):
    class Meta:
        model = models.FloorArea

    rehab_station = factory.SubFactory(StationFactory)
    floor_area_m2 = 36
    effective_from = date(2018, 5, 1)


class CoordinatorFactory(InCommunity):
    class Meta:
        model = models.Coordinator

    full_name = "柯秀兰"
    phone = "19900001234"
    started_on = date(2022, 9, 1)


class TrainingFactory(Record):
    class Meta:
        model = models.Training

    title = "社区康复协调员培训"
    area_id = "341702"
    held_on = date(2026, 2, 10)
    duration_hours = 16


class AttendanceFactory(Record):
    class Meta:
        model = models.Attendance

    training = factory.SubFactory(TrainingFactory)
    coordinator = factory.SubFactory(CoordinatorFactory)
    mark = 80


class FundingFactory(Record):
    class Meta:
        model = models.Funding

    area_id = "341702001"
    received_on = date(2026, 2, 1)
    source = "district"
    amount = 12_000


class OutreachFactory(Record):
    class Meta:
        model = models.Outreach

    area_id = "341702001"
    kind = "lecture"
    title = factory.Sequence("康复知识讲座第{}讲".format)
    held_on = date(2026, 2, 1)
    reached = 60


class CampaignFactory(Record):
    class Meta:
        model = models.Campaign

    title = "春季需求筛查"
    area_id = "341702"
    started_on = date(2026, 1, 1)
    ended_on = date(2026, 6, 30)


class OfFile(Record):
    """Of a file of `person`, or of the `file` that is given."""

    class Meta:
        abstract = True

    class Params:
        person = None

    file = factory.LazyAttribute(lambda o: RehabFileFactory(person=o.person))


class AssessmentFactory(OfFile):
    class Meta:
        model = models.Assessment

    kind = "first"
    assessed_on = date(2026, 1, 22)
    assessor_name = "舒明"
    conclusion = "可在搀扶下行走"


class PlanFactory(OfFile):
    class Meta:
        model = models.Plan

    made_on = date(2026, 1, 25)
    made_by_name = "舒明"
    goals = "独立行走"
    review_on = date(2026, 4, 25)


class PlannedServiceFactory(Record):
    class Meta:
        model = models.PlannedService

    category = "training"
    times = 6


class PlanReviewFactory(Record):
    class Meta:
        model = models.PlanReview

    reviewed_on = date(2026, 3, 1)
    result = "continue"
    next_review_on = date(2026, 6, 1)


class CentreFactory(Record):
    class Meta:
        model = models.Centre

    name = factory.Sequence(lambda n: f"肢体残疾康复技术指导中心{n}")
    kind = "physical"
    area_id = "341702"
    opened_on = date(2018, 5, 1)


class ReferralFactory(PersonRecord):
    class Meta:
        model = models.Referral

    centre = factory.SubFactory(CentreFactory)
    sent_on = date(2026, 2, 2)
    reason = "需专科评估"


class ChildReportFactory(PersonRecord):
    class Meta:
        model = models.ChildReport

    found_on = date(2026, 2, 1)
    found_by = "区妇幼保健院"
    suspected = 2
    reported_on = date(2026, 2, 4)


class ChildAidFactory(PersonRecord):
    class Meta:
        model = models.ChildAid

    guardian = factory.SubFactory(GuardianFactory, person=factory.SelfAttribute("..person"))
    applied_on = date(2026, 2, 10)


class PlacedAidFactory(ChildAidFactory):
    state = "placed"
    decided_on = date(2026, 2, 12)
    placed_on = date(2026, 2, 15)
    agency = factory.SubFactory(CentreFactory, kind="agency")


class SettlementFactory(Record):
    class Meta:
        model = models.AidSettlement

    aid = factory.SubFactory(PlacedAidFactory)
    year = 2026
    month = 2
    sessions = 12
    amount = 1800
    settled_on = date(2026, 3, 3)
    service = factory.SubFactory(ServiceFactory, person=factory.SelfAttribute("..aid.person"))


class EvaluationFactory(Record):
    class Meta:
        model = models.AidEvaluation

    aid = factory.SubFactory(PlacedAidFactory)
    evaluated_on = date(2026, 3, 10)
    evaluator_name = "舒明"
    result = "some"


class DeviceKindFactory(Record):
    class Meta:
        model = models.DeviceKind

    area_id = "341702"
    name = factory.Sequence(lambda n: f"普通轮椅{n}")
    group = "mobility"
    service_life_months = 36
    subsidy_cap = 600
    opened_on = date(2020, 1, 1)


class DeviceApplicationFactory(PersonRecord):
    class Meta:
        model = models.DeviceApplication

    kind = factory.SubFactory(DeviceKindFactory)
    applied_on = date(2026, 2, 1)
    step_on = factory.SelfAttribute("applied_on")


class FittedDeviceFactory(DeviceApplicationFactory):
    state = "fitted"
    decided_on = date(2026, 2, 10)
    fitted_on = date(2026, 2, 12)
    step_on = date(2026, 2, 12)
    lasts_until = date(2029, 2, 12)
    price = 800
    subsidy = 600
    service = factory.SubFactory(ServiceFactory, person=factory.SelfAttribute("..person"), category="device")


class StockItemFactory(Record):
    class Meta:
        model = models.StockItem

    station = factory.SubFactory(StationFactory)
    name = "护理床"
    label = factory.Sequence(lambda n: f"A{n:03d}")
    opened_on = date(2022, 1, 1)


class LoanFactory(PersonRecord):
    class Meta:
        model = models.DeviceLoan

    item = factory.SubFactory(StockItemFactory)
    lent_on = date(2026, 1, 5)
    due_on = date(2026, 4, 5)
