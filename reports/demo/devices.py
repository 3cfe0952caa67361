"""The device catalogue, applications behind the fittings of a chunk, and devices that stations lend."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from registry.services.days import months_after
from rehab.choices import DeviceGroup, DeviceState, ServiceCategory
from rehab.models import DeviceApplication, DeviceKind, DeviceLoan, Need, RehabStation, ServiceRecord, StockItem

# Device, group, months it lasts, whether it needs an assessment, cap, usual price.
CATALOGUE = [
    ("轮椅适配", DeviceGroup.MOBILITY, 36, False, 600, 720),
    ("助行器适配", DeviceGroup.MOBILITY, 36, False, 200, 180),
    ("助听器适配", DeviceGroup.HEARING, 48, True, 2400, 3200),
    ("助视器适配", DeviceGroup.SEEING, 36, True, 500, 560),
    ("坐便椅适配", DeviceGroup.DAILY, 24, False, 150, 150),
    ("假肢适配", DeviceGroup.PROSTHESIS, 36, True, 5000, 6800),
]
STOCK = ["护理床", "防褥疮床垫", "轮椅", "腋拐", "助行架"]
WAITING, LENT = 0.12, 0.35


def draw_catalogue(rng: Random, district: str) -> None:
    DeviceKind.objects.bulk_create(
        DeviceKind(
            area_id=district,
            name=name.removesuffix("适配"),
            group=group,
            service_life_months=months,
            needs_assessment=asks,
            subsidy_cap=cap,
            opened_on=date(2016, 1, 1),
        )
        for name, group, months, asks, cap, _price in CATALOGUE
    )
    stations = RehabStation.objects.filter(closed_on__isnull=True).order_by("pk")
    StockItem.objects.bulk_create(
        StockItem(station=station, name=name, label=f"{number:02d}", opened_on=max(station.opened_on, date(2021, 3, 1)))
        for station in stations
        for number, name in enumerate(rng.sample(STOCK, rng.randint(1, 3)), start=1)
    )


def draw_devices(rng: Random, services: list[ServiceRecord], needs: list[Need], today: date) -> None:
    """An application behind each fitting; of the needs not yet met some wait at one of the steps."""
    kinds = {kind.name: kind for kind in DeviceKind.objects.all()}
    prices = {name.removesuffix("适配"): price for name, *_rest, price in CATALOGUE}
    fitted = [one for one in services if one.category == ServiceCategory.DEVICE]
    made = [_fitted(rng, one, kinds, prices, today) for one in fitted]
    served = {one.person_id for one in fitted}
    waiting = [
        need
        for need in needs
        if need.category == ServiceCategory.DEVICE and need.closed_on is None and need.person_id not in served
    ]
    made += [_waiting(rng, need, list(kinds.values()), today) for need in waiting if rng.random() < WAITING]
    DeviceApplication.objects.bulk_create(made, batch_size=1000)


def _fitted(rng, service: ServiceRecord, kinds, prices, today: date) -> DeviceApplication:
    kind = kinds[service.content.removesuffix("适配")]
    price = Decimal(int(prices[kind.name] * rng.uniform(0.85, 1.2)))
    fitted_on = service.served_on
    visited_on = fitted_on + timedelta(days=rng.randint(15, 45))
    is_visited = visited_on < today and rng.random() < 0.95
    return DeviceApplication(
        person=service.person,
        community=service.community,
        kind=kind,
        applied_on=fitted_on - timedelta(days=rng.randint(20, 40)),
        state=DeviceState.VISITED if is_visited else DeviceState.FITTED,
        step_on=visited_on if is_visited else fitted_on,
        decided_on=fitted_on - timedelta(days=rng.randint(1, 10)),
        fitted_on=fitted_on,
        lasts_until=months_after(fitted_on, kind.service_life_months),
        price=price,
        subsidy=min(price, Decimal(kind.subsidy_cap)),
        service=service,
        visited_on=visited_on if is_visited else None,
    )


def _waiting(rng, need: Need, kinds: list[DeviceKind], today: date) -> DeviceApplication:
    applied_on = max(need.found_on, today - timedelta(days=rng.randint(2, 60)))
    kind = rng.choice(kinds)
    states = [DeviceState.APPLIED, DeviceState.CHECKED, DeviceState.REVIEWED, DeviceState.APPROVED]
    state = rng.choice(states)
    step_on = min(applied_on + timedelta(days=rng.randint(0, 12)), today)
    return DeviceApplication(
        person=need.person,
        community_id=need.screening.community_id,
        kind=kind,
        applied_on=applied_on,
        state=state,
        step_on=step_on,
        decided_on=step_on if state == DeviceState.APPROVED else None,
    )


def draw_loans(rng: Random, people: list, today: date) -> None:
    """To people of the community whose station has the device; each item once."""
    homes = {}
    for person in people:
        homes.setdefault(person.community_id, []).append(person)
    lent = set(DeviceLoan.objects.values_list("item", flat=True))
    items = StockItem.objects.filter(station__community__in=homes).select_related("station").order_by("pk")
    loans = []
    for item in items:
        if item.pk in lent or rng.random() > LENT:
            continue
        person = rng.choice(homes[item.station.community_id])
        lent_on = max(person.registered_on, today - timedelta(days=rng.randint(5, 110)))
        due_on = lent_on + timedelta(days=90)
        loans.append(
            DeviceLoan(item=item, person=person, community_id=person.community_id, lent_on=lent_on, due_on=due_on)
        )
    DeviceLoan.objects.bulk_create(loans)
