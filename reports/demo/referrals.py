"""Guidance centres and hospitals of the district, and referrals of some of those with a need."""

from datetime import date, timedelta
from random import Random

from rehab.choices import CentreKind, ReferralResult, ReferralState
from rehab.models import Centre, Need, Referral

REFERRED = 0.05
CENTRES = {
    CentreKind.PHYSICAL: "贵池区肢体残疾康复技术指导中心",
    CentreKind.MENTAL: "贵池区精神残疾康复技术指导中心",
    CentreKind.VISUAL: "贵池区视力残疾康复技术指导中心",
    CentreKind.HEARING_SPEECH: "贵池区听力言语残疾康复技术指导中心",
    CentreKind.INTELLECTUAL: "贵池区智力残疾康复技术指导中心",
    CentreKind.DEVICES: "贵池区残疾人辅助器具供应站",
    CentreKind.HOSPITAL: "贵池区康复医院",
    CentreKind.AGENCY: "贵池区儿童康复定点机构",
}
BY_NEED = {
    "medical": [CentreKind.HOSPITAL, CentreKind.PHYSICAL],
    "training": [CentreKind.PHYSICAL, CentreKind.INTELLECTUAL, CentreKind.HEARING_SPEECH],
    "device": [CentreKind.DEVICES, CentreKind.VISUAL],
    "psychological": [CentreKind.MENTAL],
    "supportive": [CentreKind.HOSPITAL],
}
REASONS = ["需专科评估", "社区条件不足，转上级训练", "需装配辅助器具", "病情变化，转诊检查"]


def draw_centres(district: str) -> None:
    Centre.objects.bulk_create(
        Centre(name=name, kind=kind, area_id=district, opened_on=date(2016, 6, 1)) for kind, name in CENTRES.items()
    )


def draw_referrals(rng: Random, needs: list[Need], centres: list[Centre], today: date) -> None:
    """Of needs that are open, so that no answer contradicts what ended them."""
    by_kind = {centre.kind: centre for centre in centres}
    begin = today - timedelta(days=300)
    made = {}
    for need in needs:
        if need.closed_on or rng.random() > REFERRED:
            continue
        centre = by_kind[rng.choice(BY_NEED[need.category])]
        sent_on = max(need.found_on, begin) + timedelta(days=rng.randint(1, 60))
        if sent_on < today:
            made[need.person_id, centre.kind] = _referral(rng, need, centre, sent_on, today)
    Referral.objects.bulk_create(made.values())


def _referral(rng, need: Need, centre: Centre, sent_on: date, today: date) -> Referral:
    referral = Referral(
        person=need.person,
        community_id=need.screening.community_id,
        need=need,
        centre=centre,
        sent_on=sent_on,
        reason=rng.choice(REASONS),
    )
    answered_on = sent_on + timedelta(days=rng.randint(2, 25))
    if answered_on >= today or rng.random() < 0.06:
        return referral
    referral.answered_on = answered_on
    if rng.random() < 0.08:
        referral.state, referral.answer = ReferralState.DECLINED, "床位已满，请转其他机构"
        return referral
    finished_on = answered_on + timedelta(days=rng.randint(10, 80))
    if finished_on >= today:
        referral.state = ReferralState.ACCEPTED
        return referral
    referral.state, referral.finished_on = ReferralState.DONE, finished_on
    referral.result, referral.answer = ReferralResult.NOT_MET, "已完成评估，需继续在社区训练"
    return referral
