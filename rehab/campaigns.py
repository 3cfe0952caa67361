"""How far a screening campaign has come."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from rehab.models import Campaign, Need, Screening


@dataclass(frozen=True)
class Screened:
    code: str
    name: str
    screened: int
    in_need: int


def screened_by_community(staff, campaign: Campaign) -> list[Screened]:
    """One query."""
    found = Need.objects.filter(screening=OuterRef("pk"))
    rows = (
        Screening.objects.visible_to(staff)
        .filter(campaign=campaign)
        .annotate(has_need=Exists(found))
        .order_by("community")
        .values("community", name=F("community__name"))
        .annotate(screened=Count("pk"), in_need=Count("pk", filter=Q(has_need=True)))
    )
    return [Screened(row["community"], row["name"], row["screened"], row["in_need"]) for row in rows]
