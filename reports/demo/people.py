"""Synthetic people of one chunk, with residences and certificates."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from stdnum.iso7064 import mod_11_2

from registry.codes import DisabilityType
from registry.models import Certificate, CertificateComponent, Person, Residence
from reports.demo.vocabulary import GRADES, OTHER_AGES, TYPES, full_name, pick, pick_age

# 341730 to 341799 were never issued: the district's city has 01, 02, 21, 22 and 23 only.
FIRST_PREFIX, PREFIXES, NUMBERS_A_DAY = 341730, 70, 60


@dataclass
class Drawn:
    """A person with the rows that depend on it, not yet saved."""

    person: Person
    residences: list[Residence]
    certificate: Certificate | None = None
    components: list[CertificateComponent] = field(default_factory=list)

    @property
    def disability_type(self):
        return self.certificate.disability_type if self.certificate else None


class Numbers:
    """ID numbers that no other chunk gives: a prefix and a block of sequence numbers of its own."""

    def __init__(self, chunk: int):
        self.prefix = FIRST_PREFIX + chunk % PREFIXES
        self.first = chunk // PREFIXES * NUMBERS_A_DAY
        self.used: dict = {}

    def next(self, birth_on: date, sex: str) -> str | None:
        """None when the day's numbers are used up."""
        count = self.used.get((birth_on, sex), 0)
        if count >= NUMBERS_A_DAY:
            return None
        self.used[birth_on, sex] = count + 1
        sequence = (self.first + count) * 2 + (1 if sex == "1" else 0)
        body = f"{self.prefix}{birth_on:%Y%m%d}{sequence:03d}"
        return body + mod_11_2.calc_check_digit(body)


def draw_person(rng: Random, numbers: Numbers, community, today: date, siblings: list) -> Drawn:
    """One person of `community`; `siblings` are communities nearby, for those who moved."""
    kind = pick(rng, [(row, row[1]) for row in TYPES]) if rng.random() < 0.9 else None
    age = pick_age(rng, kind[2] if kind else OTHER_AGES)
    sex = "1" if rng.random() < 0.54 else "2"
    birth_on, id_number = _birth(rng, numbers, today, age, sex)
    registered_on = _registered_on(rng, birth_on, today)
    person = Person(
        full_name=full_name(rng, sex),
        id_number=id_number,
        sex=sex,
        birth_on=birth_on,
        ethnic_group="01" if rng.random() < 0.985 else rng.choice(["03", "11", "15", "05"]),
        phone=f"1990000{rng.randrange(10_000):04d}" if rng.random() < 0.72 else "",
        address=f"{community.name}{rng.randint(1, 18)}组{rng.randint(1, 120)}号",
        community=community,
        registered_on=registered_on,
    )
    drawn = Drawn(person, [Residence(person=person, community=community, from_on=registered_on)])
    if kind:
        _add_certificate(rng, drawn, kind[0], today)
    _move(rng, drawn, siblings, today)
    _leave(rng, drawn, today)
    return drawn


def _birth(rng, numbers, today, age, sex):
    while True:
        birth_on = today - timedelta(days=int(age * 365.25) + rng.randint(1, 364))
        if number := numbers.next(birth_on, sex):
            return birth_on, number


def _registered_on(rng, birth_on: date, today: date) -> date:
    """Most were on the register before the two years of records began; the rest came evenly since."""
    begin = date(today.year - 2, 1, 1)
    if rng.random() < 0.8:
        earliest = max(birth_on + timedelta(days=30), date(2012, 1, 1))
        latest = begin - timedelta(days=1)
    else:
        earliest, latest = max(birth_on + timedelta(days=10), begin), today - timedelta(days=1)
    span = (latest - earliest).days
    return earliest + timedelta(days=rng.randint(0, span)) if span > 0 else min(max(earliest, birth_on), today)


def _add_certificate(rng, drawn: Drawn, disability_type, today: date) -> None:
    person = drawn.person
    earliest = max(person.birth_on + timedelta(days=200), date(today.year - 9, 3, 1))
    issued_on = min(max(person.registered_on - timedelta(days=rng.randint(0, 700)), earliest), today)
    expires_on = date(issued_on.year + 10, issued_on.month, min(issued_on.day, 28))
    grade = pick(rng, GRADES)
    if disability_type == DisabilityType.MULTIPLE:
        grade = min(grade, 2)
        first, second = sorted(rng.sample(list(DisabilityType)[:6], 2))
        parts = [(first, grade), (second, rng.randint(grade, 4))]
        drawn.components = [CertificateComponent(disability_type=kind, grade=level) for kind, level in parts]
    drawn.certificate = Certificate(
        person=person,
        number=f"{person.id_number}{int(disability_type)}{grade}",
        disability_type=disability_type,
        grade=grade,
        issued_on=issued_on,
        expires_on=expires_on,
    )


def _move(rng, drawn: Drawn, siblings, today: date) -> None:
    """About one in fifty moved within the district during the records."""
    person, first = drawn.person, drawn.residences[0]
    earliest = max(first.from_on + timedelta(days=30), date(today.year - 2, 2, 1))
    if rng.random() > 0.02 or earliest >= today - timedelta(days=60):
        return
    moved_on = earliest + timedelta(days=rng.randint(0, (today - timedelta(days=60) - earliest).days))
    first.until_on = moved_on
    first.community = rng.choice(siblings)
    drawn.residences.append(Residence(person=person, community=person.community, from_on=moved_on))


def _leave(rng, drawn: Drawn, today: date) -> None:
    person, last = drawn.person, drawn.residences[-1]
    elderly = person.birth_on.year < today.year - 75
    earliest = max(last.from_on + timedelta(days=20), date(today.year - 2, 2, 1))
    if rng.random() > (0.09 if elderly else 0.025) or earliest >= today - timedelta(days=10):
        return
    person.left_on = earliest + timedelta(days=rng.randint(0, (today - timedelta(days=10) - earliest).days))
    person.left_reason = "died" if elderly or rng.random() < 0.5 else "moved"
    last.until_on = person.left_on
    if drawn.certificate and drawn.certificate.issued_on <= person.left_on:
        drawn.certificate.cancelled_on = person.left_on
        drawn.certificate.cancel_reason = person.left_reason
