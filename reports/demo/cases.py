"""Screenings, needs, files, services and answers of synthetic people: some streets do well, some lag behind."""

from datetime import date, timedelta
from random import Random

from rehab.choices import ServiceCategory
from rehab.models import Campaign, Need, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from reports.demo.people import Drawn
from reports.demo.plans import campaign_on
from reports.demo.vocabulary import NEEDS_BY_TYPE, OTHER_NEEDS, SERVICE_WORDS, full_name, pick

FOUND, FILED, SERVED, FITTED = 0.67, 0.91, 0.86, 0.80
# Young children come first.
YOUNG = 6
SCORES = [(5, 46), (4, 41), (3, 8), (2, 3), (1, 1), (0, 1)]


class CaseRows:
    """Rows of one chunk by model, in the order in which they must be saved."""

    def __init__(self, campaigns: list[Campaign]):
        self.campaigns = campaigns
        self.screenings: list[Screening] = []
        self.needs: list[Need] = []
        self.files: list[RehabFile] = []
        self.services: list[ServiceRecord] = []
        self.answers: list[SatisfactionAnswer] = []

    def save(self) -> None:
        for model, rows in (
            (Screening, self.screenings),
            (Need, self.needs),
            (RehabFile, self.files),
            (ServiceRecord, self.services),
            (SatisfactionAnswer, self.answers),
        ):
            model.objects.bulk_create(rows, batch_size=2000)


def draw_case(rng: Random, rows: CaseRows, drawn: Drawn, zeal: float, today: date) -> None:
    """`zeal` around 1: how well the street works."""
    person = drawn.person
    last_day = (person.left_on or today) - timedelta(days=1)
    screened_on = _screening_day(rng, person, last_day, today)
    if screened_on is None:
        return
    screening = Screening(
        person=person,
        community=_community_on(drawn, screened_on),
        screened_on=screened_on,
        screened_by=full_name(rng, rng.choice("12")),
        campaign=campaign_on(rows.campaigns, screened_on),
        priority=2 if person.age_on(today) > YOUNG else 1,
        functional_note=rng.choice(["", "上下楼需搀扶", "日常生活基本自理", "需他人部分照料", "沟通需借助手势"]),
    )
    rows.screenings.append(screening)
    found = FOUND * zeal if drawn.certificate else 0.5
    if rng.random() < min(found, 0.93):
        _draw_rehab(rng, rows, drawn, screening, zeal, last_day, today)


def _screening_day(rng, person, last_day: date, today: date) -> date | None:
    earliest = max(person.registered_on + timedelta(days=5), date(today.year - 2, 1, 10))
    if (last_day - earliest).days < 1 or rng.random() < 0.03:
        return None
    # Early in the time on the register, so that the rate rises from year to year and then flattens.
    return earliest + timedelta(days=int((last_day - earliest).days * rng.random() ** 2.4))


def _community_on(drawn: Drawn, day: date):
    held = [r for r in drawn.residences if r.from_on <= day and (r.until_on is None or day < r.until_on)]
    return (held or drawn.residences[-1:])[0].community


def _draw_rehab(rng, rows, drawn: Drawn, screening, zeal, last_day, today) -> None:
    person = drawn.person
    weights = NEEDS_BY_TYPE.get(drawn.disability_type, OTHER_NEEDS)
    wanted = [category for category, percent in weights if rng.random() * 100 < percent] or [weights[0][0]]
    ended = {"closed_on": person.left_on, "close_reason": "left"} if person.left_on else {}
    for category in wanted:
        rows.needs.append(
            Need(person=person, screening=screening, category=category, found_on=screening.screened_on, **ended)
        )
    filed_on = screening.screened_on + timedelta(days=int(rng.expovariate(1 / 16)))
    if rng.random() < min(FILED * zeal, 0.985) and filed_on <= last_day:
        _draw_file(rng, rows, drawn, filed_on, today)
        _draw_services(rng, rows, drawn, wanted, filed_on, last_day, zeal)


def _draw_file(rng, rows, drawn: Drawn, filed_on, today) -> None:
    person = drawn.person
    file = RehabFile(
        person=person,
        community=_community_on(drawn, filed_on),
        opened_on=filed_on,
        responsible_name=full_name(rng, rng.choice("12")),
        goal=rng.choice(["提高生活自理能力", "改善行走能力", "稳定病情，参与社区活动", "提高沟通能力", "预防继发损伤"]),
    )
    if person.left_on:
        file.closed_on, file.close_reason = person.left_on, person.left_reason
    elif rng.random() < 0.02 and (today - filed_on).days > 200:
        file.closed_on, file.close_reason = today - timedelta(days=rng.randint(10, 120)), "goals_reached"
    rows.files.append(file)


def _draw_services(rng, rows, drawn: Drawn, wanted, filed_on, last_day, zeal) -> None:
    others = [c for c in wanted if c != ServiceCategory.DEVICE]
    for year in range(filed_on.year, last_day.year + 1):
        begin, end = max(filed_on, date(year, 1, 5)), min(last_day, date(year, 12, 28))
        if begin > end or rng.random() > min(SERVED * zeal, 0.97):
            continue
        for _ in range(rng.randint(1, 5) if others else 0):
            _add_service(rng, rows, drawn, rng.choice(others), _between(rng, begin, end))
        if not others:
            _add_service(rng, rows, drawn, ServiceCategory.SUPPORTIVE, _between(rng, begin, end))
        if rng.random() < 0.28:
            _add_answer(rng, rows, drawn, _between(rng, begin, end), zeal)
    if ServiceCategory.DEVICE in wanted and rng.random() < min(FITTED * zeal, 0.96):
        fitted_on = filed_on + timedelta(days=int(rng.expovariate(1 / 60)))
        if fitted_on <= last_day:
            _add_service(rng, rows, drawn, ServiceCategory.DEVICE, fitted_on)


def _between(rng, begin: date, end: date) -> date:
    return begin + timedelta(days=rng.randint(0, (end - begin).days))


def _add_service(rng, rows, drawn: Drawn, category, served_on) -> None:
    rows.services.append(
        ServiceRecord(
            person=drawn.person,
            community=_community_on(drawn, served_on),
            category=category,
            served_on=served_on,
            place=pick(rng, [("station", 50), ("home", 28), ("room", 15), ("institution", 7)]),
            provider_name=full_name(rng, rng.choice("12")),
            content=rng.choice(SERVICE_WORDS[category]),
            duration_minutes=rng.choice([20, 30, 30, 40, 45, 60, 90]),
        )
    )


def _add_answer(rng, rows, drawn: Drawn, answered_on, zeal) -> None:
    score = pick(rng, SCORES)
    if zeal < 0.92 and score == 4 and rng.random() < 0.25:
        score = 3
    rows.answers.append(
        SatisfactionAnswer(
            person=drawn.person,
            community=_community_on(drawn, answered_on),
            answered_on=answered_on,
            respondent=pick(rng, [("person", 60), ("relative", 40)]),
            score=score,
        )
    )
