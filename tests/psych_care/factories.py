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
