"""Petitions and requests for help in the synthetic district, each as far along as chance will have it."""

from datetime import date, timedelta
from random import Random

from registry.models import Area, Person, Staff
from relief.case_choices import EntryKind, PetitionKind, PetitionState, PetitionVia
from relief.case_workflow import PETITION
from relief.models import JobPlacement, Petition, PetitionEntry
from reports.demo.places import DISTRICT
from reports.demo.vocabulary import full_name, pick

ONE_FOR, AT_LEAST, MOST = 60, 12, 400
WAY = ("assign", "answer_petition", "call_back", "archive")
REACHED = [(0, 12), (1, 30), (2, 18), (3, 10), (4, 40)]
SUBJECTS = {
    PetitionKind.HELP: ["房屋漏水，请求修缮", "请求减免学费", "请求解决就业", "请求临时生活补助", "请求配发轮椅"],
    PetitionKind.PETITION: ["反映村道无障碍坡道损坏", "反映补贴发放迟缓", "反映低保评定不公"],
    PetitionKind.DISPUTE: ["与邻居宅基地纠纷", "与用工单位工资纠纷"],
    PetitionKind.SUGGESTION: ["建议增设公交无障碍设施", "建议社区开办康复讲座"],
}
TALK = "来访人说明了家庭情况和诉求，已记录并告知办理期限。"
PAPERS = {
    EntryKind.SURVEY: "入户查看，情况基本属实。",
    EntryKind.PROPOSAL: "建议由街道联系责任部门，先解决最急的部分。",
    EntryKind.UNDERTAKING: "双方约定：一个月内完成，期间不再重复提出。",
}
ANSWER, CALL = "已按约定办理，详见答复。", "对办理结果表示认可。"
ENTERPRISES = ["秀山福利印刷厂", "池阳街道阳光工坊"]


def draw_petitions(rng: Random, people: int, today: date) -> None:
    count = min(max(people // ONE_FOR, AT_LEAST), MOST)
    known = list(Person.objects.on_register(today).order_by("pk")[: count * 5])
    communities = list(Area.objects.communities().inside(DISTRICT).order_by("code"))
    desk = {row.username: row for row in Staff.objects.filter(username__in=["clerk", "manager"])}
    for _number in range(count):
        person = rng.choice(known) if known and rng.random() < 0.75 else None
        community = person.community if person else rng.choice(communities)
        _draw_one(rng, person, community, desk, today)


def _draw_one(rng: Random, person, community: Area, desk: dict, today: date) -> None:
    kind = pick(
        rng,
        [
            (PetitionKind.HELP, 55),
            (PetitionKind.PETITION, 25),
            (PetitionKind.DISPUTE, 10),
            (PetitionKind.SUGGESTION, 10),
        ],
    )
    received_on = today - timedelta(days=rng.randint(1, 200))
    if person:
        received_on = max(received_on, person.registered_on)
    petition = Petition(
        kind=kind,
        via=rng.choice(list(PetitionVia)),
        received_on=received_on,
        person=person,
        community=community,
        petitioner_name=person.full_name if person else full_name(rng, rng.choice("12")),
        phone=f"1990000{rng.randrange(10000):04d}",
        people_count=rng.randint(5, 40) if person is None and rng.random() < 0.25 else 1,
        subject=rng.choice(SUBJECTS[kind]),
        content="希望有关部门尽快研究解决。",
        due_on=received_on + timedelta(days=60),
        entered_by=desk.get("clerk"),
    )
    entries = _walk(rng, petition, pick(rng, REACHED), desk, today)
    petition.save()
    PetitionEntry.objects.bulk_create(entries)
    if petition.state == PetitionState.ARCHIVED and "就业" in petition.subject:
        JobPlacement.objects.create(
            petition=petition,
            full_name=petition.petitioner_name,
            enterprise_name=rng.choice(ENTERPRISES),
            started_on=petition.archived_on,
            monthly_wage=1800 + 100 * rng.randint(0, 8),
        )


def _walk(rng: Random, petition: Petition, taken: int, desk: dict, today: date) -> list[PetitionEntry]:
    day, entries = petition.received_on, []

    def entry(kind, text, **values):
        entries.append(
            PetitionEntry(
                petition=petition,
                kind=kind,
                on=day,
                with_whom="来访人",
                text=text,
                entered_by=desk.get("clerk"),
                **values,
            )
        )

    entry(EntryKind.TALK, TALK)
    for name in WAY[:taken]:
        day = min(day + timedelta(days=rng.randint(2, 20)), today)
        petition.state = PETITION[name].target
        if name == "assign":
            near = petition.community_id.startswith("341702001")
            petition.assigned_to = desk.get("clerk" if near else "manager")
            paper = rng.choice(list(PAPERS))
            entry(paper, PAPERS[paper])
        elif name == "answer_petition":
            petition.answered_on = day
            entry(EntryKind.ANSWER, ANSWER)
        elif name == "call_back":
            entry(EntryKind.CALL_BACK, CALL, satisfied=True)
        else:
            petition.archived_on = day
    return entries
