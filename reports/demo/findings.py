"""Lists of other departments about synthetic people, what the matching finds by them, and how some of it ended."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db.models import F

from registry.models import Staff
from relief.choices import StopReason
from relief.matching_choices import FindingKind, ListKind, RecoveryReason
from relief.models import FindingSpell, ListRow, MatchFinding, OutsideList, Recovery, Repayment
from relief.services import findings as ends
from relief.services import recoveries
from relief.services.matching import find_matches
from reports.demo.relief import ReliefRows

# Kind: department, share of those who draw, details, yuan from and to.
LISTS = {
    ListKind.DEATHS: ("区公安分局", 0.008, [""], None),
    ListKind.MOVED: ("区公安分局", 0.004, [""], None),
    ListKind.INSTITUTION: ("区民政局", 0.01, ["贵池区社会福利院", "秋浦养老服务中心"], None),
    ListKind.PENSIONS: ("区人社局", 0.05, ["城乡居民基本养老保险"], (140, 320)),
    ListKind.VEHICLES: ("区公安分局交警大队", 0.03, ["小型轿车", "轻型货车", "三轮摩托车"], None),
    ListKind.PROPERTY: ("区自然资源和规划局", 0.02, ["住宅 86 平方米", "商铺 32 平方米"], None),
    ListKind.OTHER_RELIEF: ("区总工会", 0.02, ["困难职工帮扶", "临时救助", "金秋助学"], (500, 3000)),
}
# How many of the wrong ones and of the others are settled by hand, whatever the size of the district.
SETTLED = 20
EXPLANATIONS = [
    "车辆已报废，未办注销",
    "房屋为危房，已实地查看",
    "两项待遇可同时享受，已核实",
    "同名同姓，身份证号录入错误",
]


def draw_lists(today: date, district: str) -> None:
    """Empty yet: each chunk adds the lines of its people."""
    OutsideList.objects.bulk_create(
        OutsideList(
            kind=kind,
            department=department,
            as_of=today - timedelta(days=20),
            area_id=district,
            file_name=f"{kind.value}.xlsx",
            sha256=f"{place:064d}",
        )
        for place, (kind, (department, *_rest)) in enumerate(LISTS.items())
    )


def draw_list_rows(rng: Random, relief: ReliefRows, today: date) -> None:
    payees = {one.person_id: one.person for one in relief.entitlements if one.until_month is None}
    rows = []
    for outside_list in OutsideList.objects.order_by("pk"):
        _department, share, details, yuan = LISTS[outside_list.kind]
        lines = [_line(rng, outside_list, one, details, yuan, today) for one in payees.values() if rng.random() < share]
        OutsideList.objects.filter(pk=outside_list.pk).update(row_count=F("row_count") + len(lines))
        rows += lines
    ListRow.objects.bulk_create(rows, batch_size=500)


def _line(rng: Random, outside_list: OutsideList, person, details, yuan, today: date) -> ListRow:
    return ListRow(
        outside_list=outside_list,
        id_number=person.id_number,
        full_name=person.full_name,
        on=today - timedelta(days=rng.randint(25, 130)),
        amount=Decimal(rng.randint(*yuan)) if yuan else None,
        detail=rng.choice(details),
    )


def draw_findings(rng: Random, today: date) -> None:
    """Found some time ago, so that there are old ones and new ones; then a night like any other."""
    find_matches(day=today)
    rows = list(MatchFinding.objects.order_by("pk"))
    for row in rows:
        row.found_on = today - timedelta(days=int(rng.triangular(0, 150, 10)))
        row.since = min(row.since, row.found_on)
    MatchFinding.objects.bulk_update(rows, ["found_on", "since"], batch_size=500)
    spells = list(FindingSpell.objects.select_related("finding"))
    for spell in spells:
        spell.opened_on = spell.finding.found_on
    FindingSpell.objects.bulk_update(spells, ["opened_on"], batch_size=500)
    clerk = Staff.objects.filter(username="manager").first()
    known = [row for row in rows if not row.needs_permission and row.entitlement_id]
    for is_wrong, share in ((True, 2), (False, 3)):
        some = [row for row in known if (row.kind == FindingKind.WRONG) == is_wrong]
        for row in rng.sample(some, min(SETTLED, len(some) // share)):
            _settle(rng, row, clerk, today)
    find_matches(day=today)


def _settle(rng: Random, row: MatchFinding, by, today: date) -> None:
    row.refresh_from_db()
    if row.kind != FindingKind.WRONG or row.entitlement.until_month is not None:
        ends.explain(finding=row, silent_until=today + timedelta(days=180), note=rng.choice(EXPLANATIONS), by=by)
        return
    reason = StopReason.DIED if row.rule == "dead" else StopReason.REVIEW_FAILED
    on = max(row.since, row.entitlement.granted_on)
    ends.stop_drawn(finding=row, entitlement=row.entitlement, on=on, reason=reason, by=by)
    if row.amount:
        recovery = ends.recover(finding=row, amount=row.amount, reason=RecoveryReason.NOT_ENTITLED, by=by)
        _pay(rng, recovery, by, today)


def _pay(rng: Random, recovery: Recovery, by, today: date) -> None:
    """Decided some weeks ago; some of it has come in, of some all."""
    decided_on = today - timedelta(days=rng.randint(5, 60))
    Recovery.objects.filter(pk=recovery.pk).update(decided_on=decided_on, next_due_on=decided_on + timedelta(days=30))
    recovery.refresh_from_db()
    if rng.random() < 0.6:
        recoveries.plan(recovery=recovery, instalments=3, first_due_on=decided_on + timedelta(days=15), by=by)
    share = rng.choice([0, 1, 3])
    if share:
        amount = (recovery.amount * share / 3).quantize(Decimal("0.01"))
        paid_on = min(decided_on + timedelta(days=12), today)
        recoveries.repay(repayment=Repayment(recovery=recovery, paid_on=paid_on, amount=amount), by=by)
