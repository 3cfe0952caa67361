"""T5: the survey of psychiatric care in 13 districts at the end of 2003, with the aid project of 2004.

Of the text only figures are used; places, people and numbers are made up. The text does not tell how many patients are poor:
here exactly those who were aided are; nor for whom the trainings were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.contrib.auth.hashers import make_password

from psych_care.care_choices import Audience
from psych_care.models import Aid, CardQuota, CareTraining, Guardianship, Patient, Survey, SurveyHousehold, Visit
from psych_care.services import surveys
from registry import bulk
from registry.id_numbers import check_digit
from registry.models import Area, Person, Population, Residence, Staff, StaffRole
from registry.permissions import Role
from reports.demo.vocabulary import full_name

# 90 is no province's code, so no number of these can be a real person's.
PROVINCE, CITY = "90", "9001"
DISTRICTS, STREETS, COMMUNITIES = 13, 4, 2
NUMERALS = "一二三四五六七八九十"
POPULATION = 11_520_000
ON_FILE, SUPERVISED, IMPROVED, PARTICIPATING = 69_243, 57_408, 37_251, 32_032
AIDED, AID_YUAN = 4_381, 1_250_000
PLACES, CITY_YUAN, MATCHED_YUAN = 3_810, 500_000, 1_200_000
HOUSEHOLDS, SURVEYED = 219, 231
TRAINED = 25_943
FILED_ON, SEEN_ON, AIDED_ON = date(2002, 7, 1), date(2003, 11, 3), date(2003, 10, 8)
SURVEY_DAYS = (date(2004, 8, 1), date(2004, 9, 30))
FIRST_BIRTHDAY, BIRTHDAYS = date(1940, 1, 1), 18_000
HOSPITAL = "示例市精神卫生中心"


def share(total: int, index: int, parts: int) -> int:
    """The part of `total` that falls to `index`; all parts add up to it."""
    return total * (index + 1) // parts - total * index // parts


def numeral(number: int) -> str:
    return NUMERALS[number - 1] if number <= 10 else f"十{NUMERALS[number - 11]}"


def district_code(index: int) -> str:
    return f"{CITY}{index + 1:02d}"


def communities_of(index: int) -> list[str]:
    codes = range(1, STREETS + 1), range(1, COMMUNITIES + 1)
    return [f"{district_code(index)}{street:03d}{place:03d}" for street in codes[0] for place in codes[1]]


@dataclass(frozen=True)
class Count:
    """What falls to one district at a scale."""

    on_file: int
    supervised: int
    improved: int
    participating: int
    aided: int


def counts(index: int, scale: int) -> Count:
    totals = (ON_FILE, SUPERVISED, IMPROVED, PARTICIPATING, AIDED)
    return Count(*(share(round(total / scale), index, DISTRICTS) for total in totals))


class T5:
    title = "T5 精神病防治调研"
    area = CITY
    # A step a district; the last one draws the survey.
    steps = DISTRICTS + 1

    def prepare(self) -> Staff:
        """Areas, and the account that owns the sample: without a password until an administrator makes one."""
        Area.objects.bulk_create([Area(code=code, name=name) for code, name in _areas()], ignore_conflicts=True)
        defaults = {"full_name": "柯冬生", "area_id": CITY, "password": make_password(None)}
        staff, _created = Staff.objects.get_or_create(username="sample-t5", defaults=defaults)
        StaffRole.objects.get_or_create(staff=staff, role=Role.PSYCHIATRIC_WORKER)
        return staff

    def load(self, step: int, *, scale: int, rng: Random) -> None:
        if step == DISTRICTS:
            _load_survey(rng)
            return
        _load_population(step)
        _load_quota(step)
        _load_trainings(step, scale)
        _load_patients(step, counts(step, scale), round(AIDED / scale), scale, rng)


def _areas() -> Iterator[tuple[str, str]]:
    yield PROVINCE, "示例省"
    yield CITY, "示例市"
    for index in range(DISTRICTS):
        district = f"示例第{numeral(index + 1)}区"
        yield district_code(index), district
        for street in range(1, STREETS + 1):
            code = f"{district_code(index)}{street:03d}"
            yield code, f"{district}第{numeral(street)}街道"
            for place in range(1, COMMUNITIES + 1):
                yield f"{code}{place:03d}", f"第{numeral(index + 1)}区{numeral(street)}街{numeral(place)}社区居委会"


def _load_population(index: int) -> None:
    residents, places = share(POPULATION, index, DISTRICTS), communities_of(index)
    Population.objects.bulk_create(
        Population(area_id=code, year=2003, residents=share(residents, number, len(places)), source="T5")
        for number, code in enumerate(places)
    )


def _load_quota(index: int) -> None:
    """The city's row first, all of it shared out."""
    if index == 0:
        CardQuota.objects.create(
            area_id=CITY,
            year=2004,
            places=PLACES,
            shared_out=PLACES,
            city_money=CITY_YUAN,
            matched_money=MATCHED_YUAN,
        )
    CardQuota.objects.create(
        area_id=district_code(index),
        year=2004,
        places=share(PLACES, index, DISTRICTS),
        city_money=share(CITY_YUAN, index, DISTRICTS),
        matched_money=share(MATCHED_YUAN, index, DISTRICTS),
    )


def _load_trainings(index: int, scale: int) -> None:
    """One in each quarter of the district's, each for others."""
    here = share(round(TRAINED / scale), index, DISTRICTS)
    trainings = [
        CareTraining(
            area_id=district_code(index),
            held_on=date(2003, 3 * (quarter + 1), 10),
            audience=audience,
            topic="精神病防治康复知识培训",
            person_times=share(here, quarter, len(Audience)),
        )
        for quarter, audience in enumerate(Audience)
    ]
    CareTraining.objects.bulk_create(training for training in trainings if training.person_times)


def _load_patients(index: int, count: Count, aided: int, scale: int, rng: Random) -> None:
    people = [_person(index, number, rng) for number in range(count.on_file)]
    bulk.insert(people)
    bulk.insert([Residence(person_id=one.pk, community_id=one.community_id, from_on=FILED_ON) for one in people])
    order = list(people)
    rng.shuffle(order)
    supervised, poor = order[: count.supervised], order[-count.aided :] if count.aided else []
    improved = {one.pk for one in rng.sample(supervised, count.improved)}
    participating = {one.pk for one in rng.sample(supervised, count.participating)}
    poor_ids = {one.pk for one in poor}
    bulk.insert([_patient(one, one.pk in poor_ids, rng) for one in people])
    bulk.insert([_guardianship(one, rng) for one in supervised])
    bulk.insert([_visit(one, one.pk in improved, one.pk in participating, rng) for one in people])
    before = sum(counts(earlier, scale).aided for earlier in range(index))
    yuan = round(AID_YUAN / scale)
    bulk.insert([_aid(one, share(yuan, before + number, aided)) for number, one in enumerate(poor)])


def _person(index: int, number: int, rng: Random) -> Person:
    """A birth date of its own within the district, so that no number comes twice."""
    sex = rng.choice("12")
    birth_on = FIRST_BIRTHDAY + timedelta(days=number * 7 % BIRTHDAYS)
    body = f"{district_code(index)}{birth_on:%Y%m%d}{rng.randrange(500) * 2 + (sex == '1'):03d}"
    places = communities_of(index)
    return Person(
        full_name=full_name(rng, sex),
        id_number=body + check_digit(body),
        sex=sex,
        birth_on=birth_on,
        community_id=places[number % len(places)],
        registered_on=FILED_ON,
    )


def _patient(person: Person, is_poor: bool, rng: Random) -> Patient:
    return Patient(
        person_id=person.pk,
        state="under_care",
        clue_on=FILED_ON,
        clue_source="committee",
        diagnosis="schizophrenia" if rng.random() < 0.7 else "other",
        diagnosed_on=FILED_ON,
        diagnosed_by=HOSPITAL,
        registered_on=FILED_ON,
        consent_by=full_name(rng, "1"),
        first_due_on=FILED_ON + timedelta(days=14),
        under_care_on=FILED_ON,
        poor_since=FILED_ON if is_poor else None,
    )


def _guardianship(person: Person, rng: Random) -> Guardianship:
    return Guardianship(
        person_id=person.pk, community_id=person.community_id, guardian_name=full_name(rng, "2"), started_on=FILED_ON
    )


def _visit(person: Person, is_improved: bool, takes_part: bool, rng: Random) -> Visit:
    visit = Visit(
        person_id=person.pk,
        community_id=person.community_id,
        visited_on=SEEN_ON + timedelta(days=rng.randrange(50)),
        visited_by=full_name(rng, "2"),
        symptoms="recovered" if is_improved else "partly",
        insight="full" if is_improved else "partly",
        risk=0 if is_improved else 1,
        side_effects="none",
        physical="stable",
        social="good" if takes_part else "fair",
        takes_part=takes_part,
        adherence="regular" if is_improved or rng.random() < 0.5 else "irregular",
        course="markedly_improved" if is_improved else "unchanged",
        note="年末入户随访",
        stability="stable" if is_improved else "basically_stable",
    )
    visit.next_due_on = visit.visited_on + timedelta(days=91 if is_improved else 14)
    return visit


def _aid(person: Person, yuan: int) -> Aid:
    return Aid(
        person_id=person.pk,
        community_id=person.community_id,
        given_on=AIDED_ON,
        kind="medicine",
        amount=Decimal(yuan).quantize(Decimal("0.01")),
    )


def _load_survey(rng: Random) -> None:
    """26 streets are drawn, 10 households in each; 219 of them answer for 231 patients."""
    begins_on, ends_on = SURVEY_DAYS
    survey = Survey.objects.create(
        area_id=CITY, title="精神病防治康复专题调研", begins_on=begins_on, ends_on=ends_on, seed=rng.randrange(10_000)
    )
    surveys.draw(survey=survey, on=begins_on, by=None)
    rows = list(SurveyHousehold.objects.filter(survey=survey).order_by("pk"))
    answered = sorted(rng.sample(rows, min(HOUSEHOLDS, len(rows))), key=lambda row: row.pk)
    double = set(rng.sample(range(len(answered)), min(SURVEYED - HOUSEHOLDS, len(answered))))
    people = [row.person_id for row in answered]
    supervised = set(Guardianship.objects.filter(person__in=people).values_list("person", flat=True))
    seen = {visit.person_id: visit for visit in Visit.objects.filter(person__in=people)}
    for number, row in enumerate(answered):
        _answer(row, 2 if number in double else 1, row.person_id in supervised, seen[row.person_id], rng)
    SurveyHousehold.objects.bulk_update(answered, ANSWERS, batch_size=200)


ANSWERS = (
    "answered_on",
    "respondent",
    "patients",
    "supervised",
    "medicated",
    "improved",
    "participating",
    "satisfaction",
    "aid_known",
)


def _answer(row: SurveyHousehold, patients: int, is_supervised: bool, visit: Visit, rng: Random) -> None:
    """As the register has it of the patient; a second one of the household is told in the same way."""
    row.answered_on = SURVEY_DAYS[0] + timedelta(days=rng.randrange(45))
    row.respondent = rng.choice(["guardian", "group", "family"])
    row.patients = patients
    row.supervised = patients * is_supervised
    row.medicated = patients * (visit.adherence == "regular")
    row.improved = patients * (is_supervised and visit.course == "markedly_improved")
    row.participating = patients * (is_supervised and visit.takes_part)
    row.satisfaction = rng.choice(["satisfied", "satisfied", "satisfied", "fair", "dissatisfied"])
    row.aid_known = rng.random() < 0.6
