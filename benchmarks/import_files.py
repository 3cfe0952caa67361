"""The people of the import benchmarks: drawn as the demo draws them, as a workbook or a csv file."""

import csv
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from registry.imports.people import COLUMNS
from registry.imports.people_columns import shown_parts
from reports.demo.load import District
from reports.demo.people import Drawn, Numbers, draw_person

TODAY = date(2026, 3, 18)
CHUNK = 2000
PLACES = [column.name for column in COLUMNS]


def drawn_people(count: int, first_chunk: int) -> list[Drawn]:
    district = District(people=0, seed=3, today=TODAY.isoformat())
    rng, drawn = random.Random(3), []  # noqa: S311
    for chunk in range(0, count, CHUNK):
        numbers = Numbers(first_chunk + chunk // CHUNK)
        for _ in range(min(CHUNK, count - chunk)):
            community = rng.choice(district.communities)
            drawn.append(draw_person(rng, numbers, community, TODAY, district.communities))
    return drawn


def write_workbook(
    path: Path, people: list[Drawn], change: Callable[[int, list], list] = lambda index, row: row
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(PLACES)
    for index, drawn in enumerate(people):
        sheet.append(change(index, cells_of(drawn)))
    book.save(path)


def changed(index: int, row: list) -> list:
    """Another phone number in two rows of a hundred."""
    if index % 50 == 0:
        row[PLACES.index("phone")] = f"1990001{index // 50:04d}"
    return row


def write_csv(path: Path, people: list[Drawn]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([PLACES, *map(cells_of, people)])


def cells_of(drawn: Drawn) -> list[str]:
    person, certificate = drawn.person, drawn.certificate
    values = {
        "full_name": person.full_name,
        "id_number": person.id_number,
        "sex": person.sex,
        "birth_on": person.birth_on.isoformat(),
        "ethnic_group": person.ethnic_group,
        "phone": person.phone,
        "community": person.community_id,
        "address": person.address,
        "registered_on": person.registered_on.isoformat(),
    }
    if certificate:
        values |= {
            "certificate_number": certificate.number,
            "disability_type": str(certificate.disability_type),
            "grade": str(certificate.grade),
            "components": shown_parts(drawn.components),
            "issued_on": certificate.issued_on.isoformat(),
            "expires_on": certificate.expires_on.isoformat(),
        }
    return [values.get(name, "") for name in PLACES]
