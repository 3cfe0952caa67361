"""Who may open the pages of drug-relief cards and surveys."""

from psych_care.models import CardQuota
from registry.permissions import Permission as P
from tests.matrix_rows import Row, person
from tests.psych_care import card_factories as make
from tests.psych_care import factories as psych

LISTS = ("drug-card", "card-quota", "designated-hospital", "survey", "survey-household")


def of_patient(factory):
    return lambda place: factory(person=psych.PatientFactory(person=person(place)).person)


def card_of_patient(place):
    return of_patient(make.CardFactory)(place)


def patient_person(place):
    return psych.PatientFactory(person=person(place)).person


def of_area(factory):
    return lambda place: factory(area_id=place.level(9))


def quota(place):
    """An area has one a year."""
    return make.QuotaFactory(area_id=place.level(9), year=2000 + CardQuota.objects.count() % 100)


CARDS: dict[str, Row] = {
    **{f"psych_care:{name}-list": Row(P.VIEW_PSYCH) for name in LISTS},
    "psych_care:choose-for-drug-card": Row(P.EDIT_PSYCH),
    "psych_care:drug-card-add": Row(P.EDIT_PSYCH, of=patient_person),
    "psych_care:drug-card-detail": Row(P.VIEW_PSYCH, of=card_of_patient),
    "psych_care:drug-card-print": Row(P.VIEW_PSYCH, of=card_of_patient),
    **{
        f"psych_care:drug-card-{step}": Row(P.EDIT_PSYCH, of=of_patient(factory))
        for step, factory in {
            "diagnose": make.CandidateFactory,
            "issue": make.DiagnosedFactory,
            "hand_back": make.DiagnosedFactory,
            "refuse": make.DiagnosedFactory,
            "follow": make.CardFactory,
            "confirm": make.FollowedCardFactory,
            "renew": make.EndingCardFactory,
            "stop": make.CardFactory,
        }.items()
    },
    "psych_care:card-quota-add": Row(P.EDIT_PSYCH),
    **{
        f"psych_care:card-quota-{page}": Row(P.VIEW_PSYCH if page == "detail" else P.EDIT_PSYCH, of=quota)
        for page in ("detail", "edit", "places", "move")
    },
    "psych_care:designated-hospital-add": Row(P.EDIT_PSYCH),
    "psych_care:designated-hospital-close": Row(P.EDIT_PSYCH, of=of_area(make.HospitalFactory)),
    "psych_care:survey-add": Row(P.EDIT_PSYCH),
    "psych_care:survey-detail": Row(P.VIEW_PSYCH, of=of_area(make.SurveyFactory)),
    "psych_care:survey-edit": Row(P.EDIT_PSYCH, of=of_area(make.SurveyFactory)),
    "psych_care:survey-draw": Row(P.EDIT_PSYCH, of=of_area(make.SurveyFactory)),
    "psych_care:survey-answer": Row(P.EDIT_PSYCH, of=of_patient(make.HouseholdFactory)),
}
