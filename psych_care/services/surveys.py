"""Drawing the sample of a survey, drawing it again, and entering a household's answers."""

from collections import defaultdict
from datetime import date
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from psych_care.models import Patient, Survey, SurveyHousehold
from registry import audit
from registry.models import HouseholdMember

DISTRICT_LENGTH, STREET_LENGTH = 6, 9


def households_by_street(area_code: str, day: date) -> dict[str, dict[str, list[int]]]:
    """{district: {street: [person]}}: the first patient on file of each household; who lives in none is one alone.

    A street without any patient is not in it: there is nobody to be asked.
    """
    frame: dict = defaultdict(dict)
    on_file = Patient.objects.inside(area_code).on_file_on(day).order_by("person")
    pairs = list(on_file.values_list("person", "person__community"))
    homes = dict(
        HouseholdMember.objects.filter(until_on__isnull=True, person__community__code__inside=area_code).values_list(
            "person", "household"
        )
    )
    seen = set()
    for person, community in pairs:
        home = homes.get(person)
        if home is None or home not in seen:
            seen.add(home)
            street = community[:STREET_LENGTH]
            frame[street[:DISTRICT_LENGTH]].setdefault(street, []).append(person)
    return dict(frame)


def draw_sample(frame: dict, *, seed: int, streets: int, households: int) -> dict[str, list[int]]:
    """{street: [person]}: the same for the same frame and seed. Each district is drawn by itself."""
    sample = {}
    for district in sorted(frame):
        rng = Random(f"{seed}:{district}")  # noqa: S311 (a sample that can be drawn again, not a secret)
        codes = sorted(frame[district])
        for street in sorted(rng.sample(codes, min(streets, len(codes)))):
            # Of its own, so that the households that are not kept of other streets change nothing.
            inside = Random(f"{seed}:{street}")  # noqa: S311
            people = frame[district][street]
            sample[street] = sorted(inside.sample(people, min(households, len(people))))
    return sample


def sample_of(survey: Survey) -> dict[str, list[int]]:
    """Drawn again from the frozen frame."""
    return draw_sample(
        survey.frame, seed=survey.seed, streets=survey.streets_a_district, households=survey.households_a_street
    )


@transaction.atomic
def draw(*, survey: Survey, on: date, by) -> int:
    """Freezes the frame and draws; how many households. Raises ValidationError when it was drawn already."""
    frame = households_by_street(survey.area_id, on)
    sample = draw_sample(
        frame, seed=survey.seed, streets=survey.streets_a_district, households=survey.households_a_street
    )
    if not any(sample.values()):
        raise ValidationError(_("There is no patient on file to be drawn in this area."))
    kept = {
        district: {street: people if street in sample else [] for street, people in streets.items()}
        for district, streets in frame.items()
    }
    rows = Survey.objects.filter(pk=survey.pk, drawn_on__isnull=True)
    if not rows.update(drawn_on=on, frame=kept, version=F("version") + 1):
        raise ValidationError(_("The sample is drawn already."))
    survey.refresh_from_db()
    count = _create_households(survey, sample)
    audit.record(by=by, action="draw", obj=survey, changes={"seed": [None, survey.seed], "households": [None, count]})
    return count


def _create_households(survey: Survey, sample: dict[str, list[int]]) -> int:
    people = [person for found in sample.values() for person in found]
    homes = dict(Patient.objects.filter(person__in=people).values_list("person", "person__community"))
    rows = [SurveyHousehold(survey=survey, person_id=person, community_id=homes[person]) for person in people]
    SurveyHousehold.objects.bulk_create(rows, batch_size=500)
    return len(rows)
