"""Campaigns, assessments, plans and reviews of the synthetic files, and files that were opened again."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from rehab.choices import AssessmentKind, PlanEnd, ReviewResult
from rehab.models import Assessment, Campaign, Plan, PlannedService, PlanReview, RehabFile
from reports.demo.vocabulary import full_name

ASSESSED, PLANNED, REVIEWED, REOPENED = 0.9, 0.94, 0.9, 0.25
REVIEW_DAYS = 120
CONCLUSIONS = [
    "可独立行走，上下楼需扶持",
    "日常生活部分依赖",
    "沟通能力较弱，需持续训练",
    "病情平稳，自理良好",
    "需家人照料饮食起居",
]
GOALS = ["三个月内独立上下楼", "能自己穿衣进食", "能用短句表达需要", "规律服药，参加社区活动", "减轻疼痛，防止关节挛缩"]


def draw_campaigns(today: date, district: str) -> list[Campaign]:
    """One each spring, over the whole district."""
    return Campaign.objects.bulk_create(
        Campaign(
            title=f"{year} 年春季康复需求筛查",
            area_id=district,
            started_on=date(year, 3, 1),
            ended_on=date(year, 5, 31),
        )
        for year in (today.year - 2, today.year - 1, today.year)
    )


def campaign_on(campaigns, day: date) -> Campaign | None:
    return next((one for one in campaigns if one.started_on <= day <= one.ended_on), None)


def draw_plans(rng: Random, rows, today: date) -> None:
    """`rows` are the saved CaseRows of a chunk."""
    needs = defaultdict(list)
    for need in rows.needs:
        needs[need.person_id].append(need.category)
    again = [file for file in (_opened_again(rng, one, today) for one in rows.files) if file]
    RehabFile.objects.bulk_create(again)
    assessments, plans, planned, reviews = [], [], [], []
    for file in [*rows.files, *again]:
        if rng.random() < ASSESSED:
            assessments.append(_assessment(rng, file, today))
        if rng.random() < PLANNED:
            for plan, wanted in _plans(rng, file, needs[file.person_id], today, reviews):
                plans.append(plan)
                planned += [PlannedService(plan=plan, category=c, times=rng.randint(2, 12)) for c in wanted]
    for model, made in ((Assessment, assessments), (Plan, plans), (PlannedService, planned), (PlanReview, reviews)):
        model.objects.bulk_create(made, batch_size=2000)


def _opened_again(rng, file: RehabFile, today: date) -> RehabFile | None:
    if file.close_reason != "goals_reached" or rng.random() > REOPENED:
        return None
    opened_on = file.closed_on + timedelta(days=rng.randint(5, 40))
    if opened_on >= today:
        return None
    return RehabFile(
        person=file.person,
        community=file.community,
        opened_on=opened_on,
        responsible_name=file.responsible_name,
        goal=file.goal,
        reopens=file,
        reopen_reason=rng.choice(["功能下降，需继续训练", "家属提出新的需求", "复查后建议继续康复"]),
    )


def _last_day(file: RehabFile, today: date) -> date:
    return file.closed_on - timedelta(days=1) if file.closed_on else today


def _assessment(rng, file: RehabFile, today: date) -> Assessment:
    return Assessment(
        file=file,
        kind=AssessmentKind.FIRST,
        assessed_on=min(
            file.opened_on + timedelta(days=rng.randint(0, 14)), max(_last_day(file, today), file.opened_on)
        ),
        assessor_name=full_name(rng, rng.choice("12")),
        barthel_index=rng.randrange(20, 101, 5),
        conclusion=rng.choice(CONCLUSIONS),
    )


def _plans(rng, file: RehabFile, categories: list[str], today: date, reviews: list):
    """The first plan, and for some a second that closed it; the open one is reviewed as long as its street keeps on."""
    last = _last_day(file, today)
    made_on = min(file.opened_on + timedelta(days=rng.randint(3, 25)), max(last, file.opened_on))
    wanted = list(dict.fromkeys(categories)) or ["supportive"]
    plan = _plan(rng, file, made_on)
    replanned_on = made_on + timedelta(days=rng.randint(150, 300))
    if rng.random() < 0.3 and replanned_on < last:
        plan.closed_on, plan.close_reason = replanned_on, PlanEnd.REPLANNED
        yield plan, wanted
        plan = _plan(rng, file, replanned_on)
    if file.closed_on:
        plan.closed_on, plan.close_reason = max(file.closed_on, plan.made_on), PlanEnd.FILE_CLOSED
    reviews += _reviews(rng, plan, last)
    yield plan, wanted


def _plan(rng, file: RehabFile, made_on: date) -> Plan:
    return Plan(
        file=file,
        made_on=made_on,
        made_by_name=file.responsible_name,
        goals=rng.choice(GOALS),
        review_on=made_on + timedelta(days=REVIEW_DAYS),
    )


def _reviews(rng, plan: Plan, last: date) -> list[PlanReview]:
    made, due_on = [], plan.review_on
    while due_on < last and rng.random() < REVIEWED:
        reviewed_on = due_on - timedelta(days=rng.randint(0, 10))
        due_on = reviewed_on + timedelta(days=REVIEW_DAYS)
        made.append(
            PlanReview(
                plan=plan,
                reviewed_on=reviewed_on,
                result=ReviewResult.CONTINUE,
                note=rng.choice(["按计划进行，略有好转", "配合良好", "效果平稳，继续训练"]),
                next_review_on=due_on,
            )
        )
    return made
