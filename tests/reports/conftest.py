from datetime import date, timedelta
from random import Random

import pytest

from psych_care.models import Aid, Guardianship, Incident, LockUp, Patient, Visit
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
    _disturb_psychiatric(Random(13))
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


def _disturb_psychiatric(rng: Random) -> None:
    """Guardianships that ended, files that ended and began again, visits left out, incidents, people locked up."""
    patients = list(Patient.objects.filter(registered_on__isnull=False).order_by("pk"))
    for guardianship in rng.sample(list(Guardianship.objects.order_by("pk")), 4):
        ended_on = max(guardianship.started_on, TODAY - timedelta(days=rng.randint(0, 200)))
        Guardianship.objects.filter(pk=guardianship.pk).update(ended_on=ended_on)
    Visit.objects.filter(
        pk__in=[v.pk for v in rng.sample(list(Visit.objects.filter(doubts=None).order_by("pk")), 12)]
    ).delete()
    for patient in rng.sample(patients, 3):
        ended_on = max(patient.clue_on, TODAY - timedelta(days=rng.randint(60, 200)))
        Patient.objects.filter(pk=patient.pk).update(state="ended", ended_on=ended_on, end_reason="moved")
        again = max(ended_on + timedelta(days=20), patient.registered_on)
        Patient.objects.create(
            **{name: getattr(patient, name) for name in ("person_id", "clue_source", "diagnosis", "consent_by")},
            state="on_file",
            clue_on=again,
            diagnosed_on=again,
            registered_on=again,
            first_due_on=again + timedelta(days=14),
        )
    present = Patient.objects.filter(registered_on__isnull=False, ended_on=None).order_by("pk")
    for number, patient in enumerate(present):
        Patient.objects.filter(pk=patient.pk).update(poor_since=max(patient.registered_on, date(2025, 2, 1)))
        if number % 2:
            Aid.objects.filter(person=patient.person_id).delete()
        else:
            home = {"person_id": patient.person_id, "community_id": patient.person.community_id}
            Aid.objects.create(given_on=date(2026, 2, 1), kind="medicine", amount=100, **home)
    for number, patient in enumerate(rng.sample(patients, 8)):
        home = {"person_id": patient.person_id, "community_id": patient.person.community_id}
        day = TODAY - timedelta(days=40 * number)
        Incident.objects.create(happened_on=day, kind="minor", account="争吵", measures="劝阻", **home)
        steps = {"found_on": day - timedelta(days=30), "found_by": "某", "place": "偏房", "conditions": "上锁", **home}
        if number % 2:
            LockUp.objects.create(
                state="released", assessed_on=day, released_on=day + timedelta(days=rng.randint(0, 30)), **steps
            )
        else:
            LockUp.objects.filter(person=patient.person_id, followed_on=None).delete()
            LockUp.objects.create(**steps)
