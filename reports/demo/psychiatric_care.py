"""Home beds, guardian incentives, lost patients, doubted visits of synthetic patients; training, money, meetings."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from psych_care import models
from psych_care.choices import State
from psych_care.quarters import ended_quarters
from psych_care.services import doubts
from reports.demo.psychiatric import PsychiatricRows
from reports.demo.vocabulary import full_name

BEDDED, CHECKED, FIT = 0.08, 0.8, 0.93
INCENTIVE = Decimal("600.00")
DOUBTED = 3
AUDIENCES = [("managers", "严重精神障碍管理治疗工作规范", 40), ("doctors", "抗精神病药物的使用", 60)]
AUDIENCES += [("rehab_workers", "工疗与居家康复", 35), ("families", "家庭护理与应急", 120)]


def draw_care(rng: Random, drawn: PsychiatricRows, today: date) -> None:
    """For the patients of one chunk, whose files, visits and guardianships are saved."""
    homes = {one.person_id: one.community for one in drawn.visits}
    _beds(rng, drawn, homes, today)
    _checks(rng, drawn, today)
    lost = [one for one in drawn.patients if one.state == State.LOST and one.person_id in homes]
    for patient in lost:
        _lost(rng, patient, homes[patient.person_id], today)
    _doubted(rng, drawn, today)


def _beds(rng: Random, drawn: PsychiatricRows, homes: dict, today: date) -> None:
    beds, visits = [], []
    for patient in drawn.patients:
        if patient.person_id not in homes or rng.random() > BEDDED:
            continue
        opened_on = max(patient.registered_on, today - timedelta(days=rng.randint(20, 90)))
        bed = models.HomeBed(
            person=patient.person,
            community=homes[patient.person_id],
            opened_on=opened_on,
            opened_by=full_name(rng, "2"),
            plan="每周上门，督促服药，指导家属护理",
        )
        beds.append(bed)
        day = opened_on + timedelta(days=rng.randint(2, 7))
        while day <= today and rng.random() > 0.05:
            visits.append(models.BedVisit(bed=bed, visited_on=day, visited_by=bed.opened_by, note="按计划服药，睡眠可"))
            day += timedelta(days=rng.randint(5, 8))
        if rng.random() < 0.25:
            bed.closed_on, bed.close_reason = max([opened_on, *_days(visits, bed)]), "recovered"
    models.HomeBed.objects.bulk_create(beds)
    models.BedVisit.objects.bulk_create(visits)


def _days(visits: list, bed) -> list[date]:
    return [one.visited_on for one in visits if one.bed is bed]


def _checks(rng: Random, drawn: PsychiatricRows, today: date) -> None:
    """The quarters before the last one are done; of the last one some are waiting."""
    checks = []
    for first, last in ended_quarters(today, 3):
        for group in drawn.guardianships:
            if group.started_on <= first and rng.random() < CHECKED:
                checks.append(
                    models.GuardianCheck(
                        person=group.person,
                        community=group.community,
                        guardianship=group,
                        from_on=first,
                        until_on=last,
                        checked_on=min(last + timedelta(days=rng.randint(3, 25)), max(today, last + timedelta(days=1))),
                        checked_by=full_name(rng, "2"),
                        is_fit=rng.random() < FIT,
                        note="按季核查，看护到位",
                        amount=INCENTIVE,
                    )
                )
    models.GuardianCheck.objects.bulk_create(checks)


def _lost(rng: Random, patient, community, today: date) -> None:
    lost_on = max(patient.registered_on, today - timedelta(days=rng.randint(20, 80)))
    models.Loss.objects.create(
        person=patient.person, community=community, lost_on=lost_on, known="外出务工，电话停机", ended_on=None
    )
    if (searched_on := lost_on + timedelta(days=10)) <= today:
        models.SearchStep.objects.create(
            person=patient.person,
            community=community,
            searched_on=searched_on,
            searched_by=full_name(rng, "2"),
            result="询问亲属与邻居，暂无消息",
        )


def _doubted(rng: Random, drawn: PsychiatricRows, today: date) -> None:
    """One worker wrote the same note at the last visit of several patients."""
    newest = {one.person_id: one for one in drawn.visits if one.visited_on > today - timedelta(days=80)}
    copied = list(newest.values())[:DOUBTED]
    worker = full_name(rng, "2")
    for visit in copied:
        visit.visited_by, visit.note = worker, "情绪平稳，按时服药，无异常。"
        visit.save(update_fields=["visited_by", "note", "note_digest"])
    doubts.find(visits=models.Visit.objects.filter(pk__in=[one.pk for one in copied]), by=None)


def draw_care_running(rng: Random, district: str, today: date) -> None:
    models.CareRule.objects.create(
        effective_from=date(today.year - 2, 1, 1), incentive=INCENTIVE, source="区残联、卫健委、财政局联合通知"
    )
    for back in range(5):
        day = today - timedelta(days=90 * back + 12)
        audience, topic, most = AUDIENCES[back % len(AUDIENCES)]
        models.CareTraining.objects.create(
            area_id=district, held_on=day, audience=audience, topic=topic, person_times=rng.randint(most // 2, most)
        )
        models.CareMeeting.objects.create(
            area_id=district,
            held_on=day - timedelta(days=5),
            present="残联、卫健委、民政局、公安局、财政局",
            decisions="通报上季度随访情况，落实药物救助与监护人以奖代补经费",
            next_on=day + timedelta(days=85),
        )
    for kind, source, amount in (("budget", "区财政局", 500000), ("donation", "区慈善总会", 30000)):
        income = models.CareIncome.objects.create(
            area_id=district,
            received_on=today - timedelta(days=70),
            kind=kind,
            source=source,
            purpose="精神病防治康复药品与培训",
            amount=Decimal(amount),
        )
        models.CareSpending.objects.create(
            income=income,
            spent_on=today - timedelta(days=30),
            used_for="免费药品",
            amount=Decimal(amount) * rng.randint(20, 60) / 100,
        )
