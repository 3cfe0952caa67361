"""Psychiatric records for tests; each takes its community from the person."""

from datetime import date
from decimal import Decimal

import factory

from psych_care import models
from tests.factories import PersonFactory


class PersonRecord(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")


class ClueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Patient

    person = factory.SubFactory(PersonFactory)
    clue_on = date(2025, 12, 1)
    clue_source = "family"


class PatientFactory(ClueFactory):
    """Under care since January; the first visit was due two weeks later."""

    state = "under_care"
    diagnosis = "schizophrenia"
    diagnosed_on = date(2025, 12, 10)
    diagnosed_by = "池州市第二人民医院 王医师"
    registered_on = date(2026, 1, 5)
    consent_by = "汪有田"
    first_due_on = date(2026, 1, 19)
    under_care_on = date(2026, 1, 6)


class VisitFactory(PersonRecord):
    """A stable patient; signs of other classes are given."""

    class Meta:
        model = models.Visit

    visited_on = date(2026, 3, 2)
    visited_by = "佘静"
    method = "face_to_face"
    symptoms = "recovered"
    insight = "full"
    risk = 0
    side_effects = "none"
    physical = "stable"
    social = "good"
    adherence = "regular"
    course = "improved"
    note = factory.Sequence("访视记录{}".format)
    stability = "stable"
    next_due_on = date(2026, 6, 2)


class GuardianshipFactory(PersonRecord):
    class Meta:
        model = models.Guardianship

    guardian_name = "汪有田"
    started_on = date(2026, 1, 6)


class GroupMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GroupMember

    guardianship = factory.SubFactory(GuardianshipFactory)
    full_name = "吴志国"
    role = "police"
    joined_on = date(2026, 1, 6)


class PrescriptionFactory(PersonRecord):
    class Meta:
        model = models.Prescription

    medicine = "利培酮片"
    units_a_day = Decimal(2)
    from_on = date(2026, 1, 10)
    prescribed_by = "王医师"


class DispensingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Dispensing

    prescription = factory.SubFactory(PrescriptionFactory)
    dispensed_on = date(2026, 3, 1)
    quantity = 60
    dispensed_by = "佘静"
    runs_out_on = date(2026, 3, 31)


class HospitalStayFactory(PersonRecord):
    class Meta:
        model = models.HospitalStay

    hospital = "池州市第二人民医院"
    admitted_on = date(2026, 2, 1)


class AidFactory(PersonRecord):
    class Meta:
        model = models.Aid

    given_on = date(2026, 2, 10)
    kind = "medicine"
    amount = Decimal("300.00")


class LockUpFactory(PersonRecord):
    class Meta:
        model = models.LockUp

    found_on = date(2026, 2, 20)
    found_by = "舒明"
    place = "后院偏房"
    conditions = "无窗，铁链"


class IncidentFactory(PersonRecord):
    class Meta:
        model = models.Incident

    happened_on = date(2026, 2, 25)
    kind = "minor"
    account = "与邻居争吵"
    measures = "社区民警调解"


class SearchFactory(PersonRecord):
    class Meta:
        model = models.SearchStep

    searched_on = date(2026, 3, 1)
    searched_by = "佘静"
    result = "询问其姐，未见"


class HomeBedFactory(PersonRecord):
    class Meta:
        model = models.HomeBed

    opened_on = date(2026, 3, 1)
    opened_by = "佘静"
    plan = "每周上门一次，督促服药"


class BedVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.BedVisit

    bed = factory.SubFactory(HomeBedFactory)
    visited_on = date(2026, 3, 5)
    visited_by = "佘静"
    note = "按计划服药"


class LossFactory(PersonRecord):
    class Meta:
        model = models.Loss

    lost_on = date(2026, 2, 1)
    known = "外出打工，失去联系"


class GuardianCheckFactory(PersonRecord):
    """The last quarter of 2025."""

    class Meta:
        model = models.GuardianCheck

    guardianship = factory.SubFactory(
        GuardianshipFactory, person=factory.SelfAttribute("..person"), started_on=date(2025, 6, 1)
    )
    from_on = date(2025, 10, 1)
    until_on = date(2025, 12, 31)
    checked_on = date(2026, 1, 10)
    checked_by = "佘静"
    is_fit = True
    note = "履行监护职责"
    amount = Decimal("600.00")


class GuardianReviewFactory(PersonRecord):
    class Meta:
        model = models.GuardianReview

    guardianship = factory.SubFactory(
        GuardianshipFactory, person=factory.SelfAttribute("..person"), started_on=date(2025, 6, 1)
    )
    year = 2025
    reviewed_on = date(2026, 1, 20)
    reviewed_by = "佘静"
    is_fit = True
    note = "全年履职"


class DoubtFactory(PersonRecord):
    class Meta:
        model = models.Doubt

    visit = factory.SubFactory(VisitFactory, person=factory.SelfAttribute("..person"))
    rule = "same_note"
    found_on = date(2026, 3, 3)


class CareRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareRule

    effective_from = date(2025, 1, 1)
    incentive = Decimal("600.00")


class CareTrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareTraining

    area_id = "341702"
    held_on = date(2026, 2, 5)
    audience = "families"
    topic = "家庭护理"
    person_times = 45


class CareIncomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareIncome

    area_id = "341702"
    received_on = date(2026, 1, 15)
    kind = "donation"
    source = "市慈善会"
    purpose = "购买药品"
    amount = Decimal("10000.00")


class CareSpendingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareSpending

    income = factory.SubFactory(CareIncomeFactory)
    spent_on = date(2026, 2, 1)
    used_for = "利培酮片 200 盒"
    amount = Decimal("4000.00")


class CareMeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareMeeting

    area_id = "341702"
    held_on = date(2026, 1, 20)
    present = "残联、卫健、民政、公安、财政"
    decisions = "落实全年药物救助"
