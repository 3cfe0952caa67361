from datetime import date, timedelta
from random import Random

import pytest

from registry.models import Area, Certificate, Person, Population, Residence
from rehab.models import Need, RehabFile
from reports.demo.load import District, load_areas
from reports.demo.places import DISTRICT

TODAY = date(2026, 3, 18)


@pytest.fixture
def district(areas, clerk, reviewer):
    """A small synthetic district with everything that dates can do: moves, leavers, expiries, closings, leap-day births."""
    load_areas()
    made = District(people=260, seed=7, today=TODAY.isoformat())
    made.load_places()
    made.load_people(0, 260)
    _disturb(Random(11))
    return Area.objects.get(code=DISTRICT)


def _disturb(rng: Random) -> None:
    for certificate in rng.sample(list(Certificate.objects.filter(cancelled_on=None)), 25):
        expires_on = max(certificate.issued_on + timedelta(days=1), TODAY - timedelta(days=rng.randint(-2, 500)))
        Certificate.objects.filter(pk=certificate.pk).update(expires_on=expires_on)
    for certificate in rng.sample(list(Certificate.objects.filter(cancelled_on=None)), 12):
        cancelled_on = max(certificate.issued_on, TODAY - timedelta(days=rng.randint(0, 400)))
        Certificate.objects.filter(pk=certificate.pk).update(cancelled_on=cancelled_on, cancel_reason="voluntary")
    for person in rng.sample(list(Person.objects.filter(left_on=None, registered_on__lt=date(2025, 6, 1))), 20):
        moved_on = date(2025, 9, 1) + timedelta(days=rng.randint(0, 190))
        Residence.objects.filter(person=person, until_on=None, from_on__lt=moved_on).update(until_on=moved_on)
        Residence.objects.get_or_create(
            person=person, until_on=None, defaults={"community_id": "341702001008", "from_on": moved_on}
        )
    for need in rng.sample(list(Need.objects.filter(closed_on=None)), 30):
        closed_on = need.found_on + timedelta(days=rng.randint(0, (TODAY - need.found_on).days))
        Need.objects.filter(pk=need.pk).update(closed_on=closed_on, close_reason="met")
    for file in rng.sample(list(RehabFile.objects.filter(closed_on=None)), 15):
        closed_on = file.opened_on + timedelta(days=rng.randint(0, (TODAY - file.opened_on).days))
        RehabFile.objects.filter(pk=file.pk).update(closed_on=closed_on, close_reason="declined")
    children = Person.objects.filter(birth_on__gte=date(2018, 1, 1), needs__isnull=False).distinct()
    for child, birth_on in zip(children, [date(2019, 3, 18), date(2019, 3, 19), date(2020, 2, 29)], strict=False):
        Person.objects.filter(pk=child.pk).update(birth_on=birth_on)
    # A street with a row of its own: it holds instead of the sum of its communities.
    Population.objects.create(area_id="341702001", year=2026, residents=41_000)
