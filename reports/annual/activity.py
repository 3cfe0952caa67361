"""What was done in a year, in plain counts: people, certificates, screenings, files, services, stations, trainings, money."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum

from registry.models import Certificate, Person
from rehab.models import (
    Attendance,
    Coordinator,
    Funding,
    HealthStation,
    Need,
    Outreach,
    RehabFile,
    RehabRoom,
    RehabStation,
    Screening,
    ServiceRecord,
)
from reports.periods import Period


@dataclass(frozen=True)
class Register:
    people: int
    newly_registered: int
    # (disability type, grade) -> persons with a certificate valid on the day
    certificates: Counter

    @property
    def holders(self) -> int:
        return self.certificates.total()

    def of_type(self, disability_type: int) -> int:
        return sum(n for (kind, _grade), n in self.certificates.items() if kind == disability_type)

    def of_grade(self, grade: int) -> int:
        return sum(n for (_kind, held), n in self.certificates.items() if held == grade)


@dataclass(frozen=True)
class Files:
    """opening + opened - closed = closing."""

    opening: int
    opened: int
    closed: int
    closing: int


@dataclass(frozen=True)
class Services:
    """Times and different persons, in all and by category."""

    times: int
    persons: int
    times_by_category: dict[str, int]
    persons_by_category: dict[str, int]


@dataclass(frozen=True)
class Places:
    health_stations: int
    rooms: int
    rehab_stations: int
    coordinators: int
    full_time: int


@dataclass(frozen=True)
class Trainings:
    trainings: int
    attendances: int
    passed: int


@dataclass(frozen=True)
class Events:
    """Lectures, publicity and trainings of relatives; people reached in person-times."""

    held: int
    reached: int
    copies: int


@dataclass(frozen=True)
class Activity:
    """The year up to the period's last day, in one area."""

    register: Register
    screenings: int
    persons_screened: int
    needs: dict[str, int]
    files: Files
    services: Services
    places: Places
    trainings: Trainings
    events: Events
    funding: dict[str, Decimal]

    @property
    def funding_total(self) -> Decimal:
        return sum(self.funding.values(), Decimal(0))


def activity(period: Period, area_code: str) -> Activity:
    screenings = Screening.objects.filter(
        community__code__inside=area_code, screened_on__range=(period.start, period.end)
    ).aggregate(times=Count("pk"), persons=Count("person", distinct=True))
    return Activity(
        register=_register(period, area_code),
        screenings=screenings["times"],
        persons_screened=screenings["persons"],
        needs=_needs(period, area_code),
        files=_files(period, area_code),
        services=_services(period, area_code),
        places=_places(period, area_code),
        trainings=_trainings(period, area_code),
        events=_events(period, area_code),
        funding=_funding(period, area_code),
    )


def _register(period: Period, area_code: str) -> Register:
    living = Person.objects.living_on(period.end, area_code)
    counts = living.aggregate(
        people=Count("pk"), new=Count("pk", filter=Q(registered_on__range=(period.start, period.end)))
    )
    certificates = (
        Certificate.objects.valid_on(period.end)
        .filter(person__in=living.values("pk"))
        .order_by()
        .values_list("disability_type", "grade")
        .annotate(n=Count("pk"))
    )
    return Register(counts["people"], counts["new"], Counter({(kind, grade): n for kind, grade, n in certificates}))


def _needs(period: Period, area_code: str) -> dict[str, int]:
    rows = (
        Need.objects.filter(screening__community__code__inside=area_code, found_on__range=(period.start, period.end))
        .order_by()
        .values_list("category")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def _files(period: Period, area_code: str) -> Files:
    files = RehabFile.objects.filter(community__code__inside=area_code)
    year = (period.start, period.end)
    return Files(
        opening=files.open_on(period.start - timedelta(days=1)).count(),
        opened=files.filter(opened_on__range=year).count(),
        closed=files.filter(closed_on__range=year).count(),
        closing=files.open_on(period.end).count(),
    )


def _services(period: Period, area_code: str) -> Services:
    records = ServiceRecord.objects.filter(community__code__inside=area_code).served_during(period.start, period.end)
    rows = list(
        records.order_by().values_list("category").annotate(times=Count("pk"), persons=Count("person", distinct=True))
    )
    return Services(
        times=sum(times for _category, times, _persons in rows),
        persons=records.aggregate(n=Count("person", distinct=True))["n"],
        times_by_category={category: times for category, times, _persons in rows},
        persons_by_category={category: persons for category, _times, persons in rows},
    )


def _places(period: Period, area_code: str) -> Places:
    rooms = RehabRoom.objects.open_on(period.end).filter(health_station__community__code__inside=area_code)
    in_post = Coordinator.objects.inside(area_code).in_post_on(period.end)
    return Places(
        health_stations=HealthStation.objects.inside(area_code).open_on(period.end).count(),
        rooms=rooms.count(),
        rehab_stations=RehabStation.objects.inside(area_code).open_on(period.end).count(),
        coordinators=in_post.count(),
        full_time=in_post.filter(is_full_time=True).count(),
    )


def _trainings(period: Period, area_code: str) -> Trainings:
    """Trainings that coordinators of the area attended, whoever organised them."""
    attended = Attendance.objects.held_during(period.start, period.end).filter(
        coordinator__community__code__inside=area_code
    )
    counts = attended.aggregate(trainings=Count("training", distinct=True), attendances=Count("pk"))
    return Trainings(counts["trainings"], counts["attendances"], attended.passed().count())


def _events(period: Period, area_code: str) -> Events:
    held = Outreach.objects.inside(area_code).held_during(period.start, period.end)
    return Events(held.count(), **held.totals())


def _funding(period: Period, area_code: str) -> dict[str, Decimal]:
    rows = (
        Funding.objects.inside(area_code)
        .received_during(period.start, period.end)
        .order_by()
        .values_list("source")
        .annotate(total=Sum("amount"))
    )
    cents = Decimal("0.01")
    return {source: Decimal(total).quantize(cents) for source, total in rows}
