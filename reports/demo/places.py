"""Accounts, population, stations, coordinators, trainings, funding and targets of the synthetic district."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from registry.models import Area, Population
from rehab.models import (
    Attendance,
    Coordinator,
    FloorArea,
    Funding,
    HealthStation,
    Outreach,
    RehabRoom,
    RehabStation,
    Training,
)
from reports.demo.vocabulary import full_name
from reports.models import Target

DISTRICT = "341702"
# Indicator, target, source, order; the model plan contradicts itself about R01, and both are kept.
TARGETS = [
    ("R01", 80, "社区康复示范区培育活动主要目标", 1),
    ("R01", 95, "区民政局职责", 2),
    ("R02", 80, "社区康复示范区培育活动主要目标", 1),
    ("R03", 95, "社区康复示范区培育活动主要目标", 1),
    ("R04", 60, "社区康复示范区培育活动主要目标", 1),
    ("R05", 90, "社区康复示范区培育活动主要目标", 1),
    ("R06", 85, "社区康复示范区培育活动主要目标", 1),
    ("R07", 100, "社区康复示范区培育活动主要目标", 1),
    ("R08", Decimal("0.30"), "社区康复示范区培育活动工作任务", 1),
    ("R09", 80, "年度工作计划", 1),
    ("R10", 85, "年度工作计划", 1),
    ("P02", 90, "精神病防治康复工作计划", 1),
    ("P03", 61, "精神病防治康复工作计划", 1),
    ("P04", 56, "精神病防治康复工作计划", 1),
    ("P05", 90, "精神病防治康复工作计划", 1),
    ("P06", 0, "精神病防治康复工作计划", 1),
    ("P07", 100, "精神病防治康复工作计划", 1),
    ("P08", 80, "严重精神障碍管理治疗工作规范（2018年版）", 1),
    ("P09", 75, "年度工作计划", 1),
    ("P10", 60, "年度工作计划", 1),
]
# Month received, source, yuan a head.
FUNDING = [(3, "district", 0.17), (6, "city", 0.07), (9, "social", 0.05), (10, "lottery", 0.04)]
OUTREACH = [
    ("lecture", "脑卒中康复知识讲座"),
    ("lecture", "儿童早期干预讲座"),
    ("publicity", "全国助残日宣传"),
    ("publicity", "爱耳护耳宣传"),
    ("relatives", "家庭康复训练培训班"),
]


def years_of(today: date) -> list[int]:
    return [today.year - 2, today.year - 1, today.year]


def draw_places(rng: Random, communities: list[Area], zeal: dict[str, float], today: date) -> None:
    _draw_population(rng, communities, today)
    _draw_health_stations(rng, communities, zeal, today)
    _draw_rehab_stations(rng, communities, zeal, today)
    coordinators = _draw_coordinators(rng, communities, zeal, today)
    _draw_trainings(rng, coordinators, today)
    _draw_funding(rng, communities, zeal, today)
    _draw_outreach(communities, today)
    Target.objects.bulk_create(
        Target(indicator=code, area_id=DISTRICT, year=year, value=value, source=source, position=position)
        for year in years_of(today)
        for code, value, source, position in TARGETS
    )


def _draw_population(rng, communities, today) -> None:
    rows = []
    for community in communities:
        residents = int(rng.lognormvariate(7.75, 0.4))
        for year in years_of(today):
            rows.append(Population(area=community, year=year, residents=residents, source="公安户籍年报"))
            residents = int(residents * rng.uniform(0.99, 1.015))
    Population.objects.bulk_create(rows)


def _draw_health_stations(rng, communities, zeal, today) -> None:
    """About two communities in three have a health station, and four of five of those a rehab room."""
    stations = [
        HealthStation(name=f"{_short(c.name)}卫生服务站", community=c, opened_on=date(rng.randint(2008, 2019), 5, 1))
        for c in communities
        if rng.random() < 0.66
    ]
    HealthStation.objects.bulk_create(stations)
    rooms = []
    for station in stations:
        chance = rng.random() / zeal[station.community_id[:9]]
        if chance < 0.835:
            opened_on = date(2021, 3, 1) if chance < 0.62 else _day_in(rng, date(today.year - 2, 3, 1), today)
            rooms.append(
                RehabRoom(health_station=station, doctor_name=full_name(rng, rng.choice("12")), opened_on=opened_on)
            )
    RehabRoom.objects.bulk_create(rooms)


def _draw_rehab_stations(rng, communities, zeal, today) -> None:
    stations = [
        RehabStation(name=f"{_short(c.name)}社区康复站", community=c, opened_on=date(rng.randint(2014, 2022), 6, 1))
        for c in communities
        if rng.random() < 0.58
    ]
    RehabStation.objects.bulk_create(stations)
    rows = []
    for station in stations:
        small = rng.random() > 0.82 * zeal[station.community_id[:9]]
        size = rng.randint(16, 29) if small else rng.randint(30, 120)
        rows.append(FloorArea(rehab_station=station, floor_area_m2=size, effective_from=station.opened_on))
        if small and rng.random() < 0.5:
            extended_on = _day_in(rng, date(today.year - 1, 2, 1), today)
            rows.append(FloorArea(rehab_station=station, floor_area_m2=rng.randint(31, 60), effective_from=extended_on))
    FloorArea.objects.bulk_create(rows)


def _draw_coordinators(rng, communities, zeal, today) -> list[Coordinator]:
    rows = []
    for community in communities:
        if rng.random() > min(0.86 * zeal[community.code[:9]], 0.97):
            continue
        started_on = _day_in(rng, date(2018, 1, 1), today - timedelta(days=100))
        row = Coordinator(
            full_name=full_name(rng, rng.choice("1222")),
            community=community,
            phone=f"1990000{rng.randrange(10_000):04d}",
            started_on=started_on,
        )
        if rng.random() < 0.04:
            row.ended_on = _day_in(rng, max(started_on, date(today.year - 1, 1, 1)), today)
        rows.append(row)
    return Coordinator.objects.bulk_create(rows)


def _draw_trainings(rng, coordinators, today) -> None:
    attendances = []
    for year in years_of(today):
        for month, title in ((4, "社区康复协调员基础培训"), (9, "社区康复协调员提高培训")):
            held_on = date(year, month, 15)
            if held_on > today:
                continue
            training = Training.objects.create(
                title=f"{year}年{title}", area_id=DISTRICT, held_on=held_on, duration_hours=Decimal("12")
            )
            for coordinator in coordinators:
                in_post = coordinator.started_on <= held_on and (
                    not coordinator.ended_on or coordinator.ended_on > held_on
                )
                if in_post and rng.random() < 0.86:
                    mark = rng.randint(60, 98) if rng.random() < 0.85 else rng.randint(38, 59)
                    attendances.append(Attendance(training=training, coordinator=coordinator, mark=mark))
    Attendance.objects.bulk_create(attendances, batch_size=2000)


def _draw_funding(rng, communities, zeal, today) -> None:
    residents = {}
    for row in Population.objects.filter(area__in=communities):
        key = (row.area_id[:9], row.year)
        residents[key] = residents.get(key, 0) + row.residents
    rows = []
    for (street, year), people in residents.items():
        for month, source, yuan_per_head in FUNDING:
            received_on = date(year, month, rng.randint(5, 25))
            amount = round(people * yuan_per_head * zeal[street] * rng.uniform(0.85, 1.15), 2)
            if received_on <= today:
                rows.append(
                    Funding(area_id=street, received_on=received_on, source=source, amount=Decimal(str(amount)))
                )
    Funding.objects.bulk_create(rows)


def _short(name: str) -> str:
    return name.removesuffix("居委会").removesuffix("村委会").removesuffix("社区")


def _day_in(rng, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max((last - first).days, 0)))


def _draw_outreach(communities, today) -> None:
    """Twice a year in each street; drawn apart, so that all that is drawn after it stays as it is."""
    rng, rows = Random(DISTRICT), []  # noqa: S311
    for street in sorted({community.code[:9] for community in communities}):
        for year in years_of(today):
            for month, (kind, title) in zip((5, 10), rng.sample(OUTREACH, 2), strict=True):
                reached, copies = rng.randint(18, 120), rng.randint(0, 6) * 50
                passed = rng.randint(reached // 2, reached) if kind == "relatives" else None
                held_on = date(year, month, rng.randint(8, 28))
                if held_on <= today:
                    rows.append(
                        Outreach(
                            area_id=street,
                            kind=kind,
                            title=title,
                            held_on=held_on,
                            reached=reached,
                            copies=copies,
                            passed=passed,
                        )
                    )
    Outreach.objects.bulk_create(rows)
