"""Commissioners of most communities, and volunteers with their work."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from registry.models import Area, Commissioner, Volunteer, VolunteerWork
from reports.demo.vocabulary import full_name

STAFFED, WITH_VOLUNTEER = 0.94, 0.25
SKILLS = ["理发", "陪同就医", "心理疏导", "手语", "家电维修", "文艺辅导", "学业辅导"]


def draw_posts(rng: Random, communities: list[Area], today: date) -> None:
    Commissioner.objects.bulk_create(
        _post(rng, Commissioner, one, today) for one in communities if rng.random() < STAFFED
    )
    volunteers = [_post(rng, Volunteer, one, today) for one in communities if rng.random() < WITH_VOLUNTEER]
    for volunteer in volunteers:
        volunteer.skills = rng.choice(SKILLS)
    Volunteer.objects.bulk_create(volunteers)
    works = [work for volunteer in volunteers for work in _works(rng, volunteer, today)]
    VolunteerWork.objects.bulk_create(works, batch_size=2000)


def _post(rng, model, community: Area, today: date):
    return model(
        full_name=full_name(rng, rng.choice("122")),
        community=community,
        phone=f"1990000{rng.randrange(10_000):04d}",
        started_on=today - timedelta(days=rng.randint(100, 2500)),
    )


def _works(rng, volunteer: Volunteer, today: date) -> list[VolunteerWork]:
    begin = max(volunteer.started_on, today - timedelta(days=400))
    days = sorted(begin + timedelta(days=rng.randint(0, (today - begin).days)) for _ in range(rng.randint(1, 9)))
    hours = [Decimal("1.5"), Decimal(2), Decimal(3), Decimal(4)]
    return [
        VolunteerWork(volunteer=volunteer, done_on=day, hours=rng.choice(hours), content=volunteer.skills)
        for day in days
    ]
