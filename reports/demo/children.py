"""Young children of a chunk: reported, screened early, aided through the agency, month by month."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from registry.models import Guardian
from rehab.children import is_young
from rehab.choices import AidEvaluationResult, AidState, EarlyResult, ServiceCategory, ServicePlace
from rehab.models import AidEvaluation, AidSettlement, Centre, ChildAid, ChildReport, Need, ServiceRecord
from reports.demo.vocabulary import full_name, pick

REPORTED, AIDED, MONTHS = 0.5, 0.6, 14
FOUND_BY = ["区妇幼保健院", "社区卫生服务中心", "实验幼儿园", "家长", "村医"]
RESULTS = [(EarlyResult.CONFIRMED, 60), (EarlyResult.WATCH, 22), (EarlyResult.EXCLUDED, 18)]


def draw_children(
    rng: Random, guardians: list[Guardian], needs: list[Need], agencies: list[Centre], today: date
) -> None:
    """Of those with a guardian: who has none cannot apply."""
    young = [one for one in guardians if is_young(one.person.birth_on, today)]
    in_need = {need.person_id for need in needs if need.closed_on is None}
    reports = [_report(rng, one, today) for one in young if rng.random() < REPORTED]
    ChildReport.objects.bulk_create([one for one in reports if one])
    aids = [_aid(rng, one, agencies, today) for one in young if one.person_id in in_need and rng.random() < AIDED]
    aids = ChildAid.objects.bulk_create([one for one in aids if one])
    lines = [line for aid in aids if aid.placed_on for line in _settlements(rng, aid, today)]
    ServiceRecord.objects.bulk_create([line.service for line in lines])
    AidSettlement.objects.bulk_create(lines)
    AidEvaluation.objects.bulk_create(one for aid in aids if aid.placed_on for one in _evaluations(rng, aid, today))


def _report(rng, guardian: Guardian, today: date) -> ChildReport | None:
    """At the earliest when the child came to live where it lives now."""
    child = guardian.person
    begin = max(child.registered_on, today - timedelta(days=500))
    found_on = begin + timedelta(days=rng.randint(0, max((today - begin).days - 1, 0)))
    reported_on = min(found_on + timedelta(days=int(rng.expovariate(1 / 4))), today)
    report = ChildReport(
        person=child,
        community_id=child.community_id,
        found_on=found_on,
        found_by=rng.choice(FOUND_BY),
        suspected=rng.choice([2, 3, 4, 5]),
        reported_on=reported_on,
    )
    screened_on = reported_on + timedelta(days=rng.randint(5, 45))
    if screened_on < today and rng.random() < 0.92:
        report.screened_on, report.screening_result = screened_on, pick(rng, RESULTS)
    return report


def _aid(rng, guardian: Guardian, agencies: list[Centre], today: date) -> ChildAid | None:
    child = guardian.person
    begin = max(child.registered_on, today - timedelta(days=30 * MONTHS))
    applied_on = begin + timedelta(days=rng.randint(0, max((today - begin).days - 1, 0)))
    if not is_young(child.birth_on, applied_on):
        return None
    aid = ChildAid(
        person=child,
        community_id=child.community_id,
        guardian=guardian,
        category=ServiceCategory.TRAINING,
        applied_on=applied_on,
    )
    decided_on = applied_on + timedelta(days=rng.randint(3, 18))
    if decided_on < today:
        aid.decided_on, aid.state = decided_on, AidState.REFUSED if rng.random() < 0.06 else AidState.APPROVED
    placed_on = decided_on + timedelta(days=rng.randint(2, 20))
    if aid.state == AidState.APPROVED and placed_on < today:
        aid.state, aid.placed_on, aid.agency = AidState.PLACED, placed_on, rng.choice(agencies)
    return aid


def _settlements(rng, aid: ChildAid, today: date) -> list[AidSettlement]:
    """Every month that is over, from the first whole one on."""
    lines, first = [], _next_month(aid.placed_on)
    while _next_month(first) <= today.replace(day=1):
        last_day = _next_month(first) - timedelta(days=1)
        sessions = rng.randint(8, 20)
        lines.append(
            AidSettlement(
                aid=aid,
                year=first.year,
                month=first.month,
                sessions=sessions,
                amount=Decimal(sessions * 120),
                settled_on=last_day + timedelta(days=rng.randint(1, 5)),
                service=_service(aid, last_day),
            )
        )
        first = _next_month(first)
    return [line for line in lines if line.settled_on <= today]


def _service(aid: ChildAid, served_on: date) -> ServiceRecord:
    return ServiceRecord(
        person=aid.person,
        community_id=aid.community_id,
        category=aid.category,
        served_on=served_on,
        place=ServicePlace.INSTITUTION,
        provider_name=aid.agency.name,
    )


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _evaluations(rng, aid: ChildAid, today: date) -> list[AidEvaluation]:
    evaluated_on = aid.placed_on + timedelta(days=rng.randint(300, 360))
    if evaluated_on >= today:
        return []
    result = pick(
        rng, [(AidEvaluationResult.MARKED, 40), (AidEvaluationResult.SOME, 48), (AidEvaluationResult.NONE, 12)]
    )
    return [AidEvaluation(aid=aid, evaluated_on=evaluated_on, evaluator_name=full_name(rng, "2"), result=result)]
