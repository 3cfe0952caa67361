"""Drug-relief cards and surveys for tests; each card takes its community from the person."""

from datetime import date

import factory

from psych_care import models
from tests.psych_care.factories import PersonRecord


class QuotaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CardQuota

    area_id = "341702001"
    year = 2026
    places = 2


class HospitalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DesignatedHospital

    area_id = "341702"
    name = factory.Sequence("定点医院{}".format)
    opened_on = date(2025, 1, 1)


class CandidateFactory(PersonRecord):
    """Found in February by nobody in particular."""

    class Meta:
        model = models.DrugCard

    found_on = date(2026, 2, 1)
    circumstances = "低保户，父亲年迈"


class DiagnosedFactory(CandidateFactory):
    state = "diagnosed"
    diagnosis = "schizophrenia"
    diagnosed_on = date(2026, 2, 10)
    specialist = "池州市第二人民医院 王医师"
    treatment_plan = "利培酮片，每日两片"


class CardFactory(DiagnosedFactory):
    """Issued a week later for a year; the tests of services take a place of the quota with it."""

    state = "issued"
    # Of a street that has no quota: none of the numbers that a test has issued.
    number = factory.Sequence("3417029992026{:04d}".format)
    issued_on = date(2026, 2, 17)
    valid_until = date(2027, 2, 17)
    hospital = factory.SubFactory(HospitalFactory)


class EndingCardFactory(CardFactory):
    """Its yearly review is due."""

    valid_until = date(2026, 3, 20)


class FollowedCardFactory(CardFactory):
    state = "followed"


class CardPlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CardPlace

    taken_on = date(2026, 2, 17)


class FollowUpFactory(PersonRecord):
    class Meta:
        model = models.CardFollowUp

    card = factory.SubFactory(FollowedCardFactory, person=factory.SelfAttribute("..person"))
    followed_on = date(2026, 3, 1)
    doctor_name = "舒明"
    doctor_trained_on = date(2025, 11, 3)
    adherence = "regular"
    course = "improved"
    side_effects = "none"


class ConfirmationFactory(PersonRecord):
    class Meta:
        model = models.IntakeConfirmation

    card = factory.SubFactory(FollowedCardFactory, person=factory.SelfAttribute("..person"))
    confirmed_on = date(2026, 3, 5)
    confirmed_by = "汪有田"
    role = "guardian"


class SurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Survey

    area_id = "341702"
    title = factory.Sequence("精防专题调研{}".format)
    begins_on = date(2026, 3, 1)
    ends_on = date(2026, 4, 30)


class HouseholdFactory(PersonRecord):
    """In the sample, not yet asked."""

    class Meta:
        model = models.SurveyHousehold

    survey = factory.SubFactory(SurveyFactory)


class AnsweredFactory(HouseholdFactory):
    answered_on = date(2026, 3, 10)
    respondent = "guardian"
    patients = 2
    supervised = 2
    medicated = 1
    improved = 1
    participating = 0
    satisfaction = "satisfied"
    aid_known = True
