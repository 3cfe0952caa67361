"""Relief applications under way: of those who are entitled and draw nothing yet, each as far along as chance will have it."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from registry.models import HouseholdMember, Staff
from relief.amounts import facts_of
from relief.choices import ApplicationState as S
from relief.choices import IncomeSource, MatchResult
from relief.models import Application, Bundle, HomeVisit, Matching, Notice, Objection, Step, VisitIncome
from relief.workflow import APPLICATION
from reports.demo.relief import ReliefRows
from reports.demo.vocabulary import full_name, pick

APPLY = 0.75
WAY = ("accept", "match", "visit", "first_review", "post", "review")
# How many steps of WAY have been taken, and what then.
REACHED = [
    ((0, ""), 12),
    ((0, "ask_correction"), 8),
    ((1, ""), 10),
    ((2, ""), 10),
    ((2, "refuse"), 8),
    ((3, ""), 10),
    ((4, ""), 6),
    ((5, ""), 24),
    ((5, "object"), 4),
    ((6, ""), 14),
]
BY = {"review": "reviewer"}
REASONS = {"ask_correction": "缺残疾人证复印件", "refuse": "户籍不在本区"}
CIRCUMSTANCES = [
    "一家两口，一人重度残疾，常年卧床",
    "独居，无固定收入",
    "子女在外务工，收入不稳定",
    "长期服药，开支较大",
]


def draw_applications(rng: Random, rows: ReliefRows, today: date) -> None:
    desk = {row.username: row for row in Staff.objects.filter(username__in=["clerk", "reviewer"])}
    for one, code in rows.waiting:
        if one.person.left_on is None and rng.random() < APPLY:
            _draw_one(rng, one.person, rows, code, desk, today)


def _draw_one(rng: Random, person, rows: ReliefRows, code: str, desk: dict, today: date) -> None:
    taken, then = pick(rng, REACHED)
    # Some notices still hang, others have run their days.
    days = taken * 2 + rng.randint(1, 5) + (8 if taken == len(WAY) or rng.random() < 0.3 else 0)
    received_on = max(today - timedelta(days=days), person.registered_on)
    member = HouseholdMember.objects.present().filter(person=person).first()
    bundle = Bundle.objects.create(
        person=person,
        community=person.community,
        household_id=member.household_id if member else None,
        household_size=member.household.members.present().count() if member else 1,
        received_on=received_on,
        circumstances=rng.choice(CIRCUMSTANCES),
        papers="身份证、户口簿、残疾人证复印件",
        kin_of="章明" if rng.random() < 0.03 else "",
        entered_by=desk.get("clerk"),
    )
    amount = rows.standard(code, today, facts_of(person, None, today))
    application = Application.objects.create(
        bundle=bundle,
        person=person,
        community=person.community,
        programme=rows.programmes[code],
        received_on=received_on,
        proposed_amount=amount if taken >= 4 else None,
    )
    _walk(rng, application, [*WAY[:taken], *([then] if then else [])], desk, today)


def _walk(rng: Random, application: Application, names: list[str], desk: dict, today: date) -> None:
    day = application.received_on
    steps = [_step(application, "receive", "", S.SUBMITTED, day, desk.get("clerk"))]
    for name in names:
        wait = 8 if name == "review" else rng.randint(1, 3)
        day = min(day + timedelta(days=wait), today)
        step = APPLICATION[name]
        steps.append(_step(application, name, application.state, step.target, day, desk.get(BY.get(name, "clerk"))))
        application.state = step.target
        _leave_sheet(rng, application, name, day, desk.get("clerk"))
    Step.objects.bulk_create(steps)
    if application.state == S.REFUSED:
        application.decided_on = day
    application.save(update_fields=["state", "decided_on"])


def _step(application, name: str, before: str, after: str, day: date, by) -> Step:
    at = timezone.make_aware(datetime.combine(day, time(10, 30)))
    return Step(
        application=application,
        action=name,
        from_state=before,
        to_state=after,
        taken_at=at,
        taken_by=by,
        reason=REASONS.get(name, ""),
    )


def _leave_sheet(rng: Random, application: Application, name: str, day: date, by) -> None:
    if name == "match":
        lead = rng.random() < 0.1
        note = "名下有摩托车一辆，入户核实" if lead else ""
        result = MatchResult.LEADS if lead else MatchResult.CLEAR
        Matching.objects.create(application=application, matched_on=day, result=result, note=note, entered_by=by)
    elif name == "visit":
        visit = HomeVisit.objects.create(
            bundle=application.bundle,
            visited_on=day,
            first_visitor=full_name(rng, "2"),
            second_visitor=full_name(rng, "1"),
            members=application.bundle.household_size,
            findings="情况属实",
            entered_by=by,
        )
        source = rng.choice([IncomeSource.WAGES, IncomeSource.FARMING, IncomeSource.PENSION])
        VisitIncome.objects.create(visit=visit, source=source, monthly_amount=rng.randrange(200, 900))
    elif name == "post":
        Notice.objects.create(
            application=application,
            amount=application.proposed_amount,
            starts_on=day,
            ends_on=day + timedelta(days=7),
            posted_by=by,
        )
    elif name == "object":
        notice = application.notices.get()
        Notice.objects.filter(pk=notice.pk).update(taken_down_on=day)
        Objection.objects.create(notice=notice, raised_on=day, content="邻居反映其家中有车", entered_by=by)
