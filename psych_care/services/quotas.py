"""Places for drug-relief cards: shared out downwards, used by cards, moved between areas; never overdrawn.

Each change is one conditional update, so that of two who take the last place at once one is told that there is none.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from psych_care.models import CardPlace, CardQuota, DesignatedHospital, DrugCard
from registry import audit

STREET_LENGTH = 9


def _none_left(quota: CardQuota) -> ValidationError:
    quota.refresh_from_db()
    text = _("%(area)s has %(left)s places left for %(year)s.")
    return ValidationError(text % {"area": quota.area, "left": quota.left_over, "year": quota.year})


def _with_room(quota: CardQuota, places: int):
    return CardQuota.objects.filter(pk=quota.pk, places__gte=F("shared_out") + F("used") + places)


def _changed(quota: CardQuota, before: dict, by, action: str, reason: str = "") -> None:
    quota.refresh_from_db()
    changes = {
        name: [before[name], getattr(quota, name)]
        for name in ("places", "shared_out", "used")
        if before[name] != getattr(quota, name)
    }
    audit.record(by=by, action=action, obj=quota, changes=changes, reason=reason)


@transaction.atomic
def add_quota(*, quota: CardQuota, by) -> CardQuota:
    """The places come from the nearest quota above; where there is none they are new. Raises ValidationError."""
    above = CardQuota.objects.above(quota.area_id, quota.year).first()
    if above:
        _share_out(above, quota.places, by)
    quota.save()
    audit.record(by=by, action="add", obj=quota, changes=audit.first_values(quota))
    return quota


def _share_out(above: CardQuota, places: int, by) -> None:
    """`places` may be negative: then they come back."""
    before = audit.snapshot(above)
    if not _with_room(above, places).update(shared_out=F("shared_out") + places, version=F("version") + 1):
        raise _none_left(above)
    _changed(above, before, by, "share_out")


@transaction.atomic
def change_places(*, quota: CardQuota, places: int, by) -> None:
    """More come from the area above, fewer go back there; never fewer than are shared out and used."""
    quota.refresh_from_db()
    before, more = audit.snapshot(quota), places - quota.places
    above = CardQuota.objects.above(quota.area_id, quota.year).first()
    if above and more:
        _share_out(above, more, by)
    rows = CardQuota.objects.filter(pk=quota.pk, places=quota.places, shared_out__lte=places - F("used"))
    if not rows.update(places=places, version=F("version") + 1):
        text = _("Already %(count)s places are shared out or used; there cannot be fewer.")
        raise ValidationError(text % {"count": quota.shared_out + quota.used})
    _changed(quota, before, by, "change")


@transaction.atomic
def reallocate(*, quota: CardQuota, target: CardQuota, places: int, by) -> None:
    """From one area to another below the same one, in one transaction; never under what is used."""
    above = CardQuota.objects.above(quota.area_id, quota.year).first()
    beside = CardQuota.objects.above(target.area_id, target.year).first()
    if quota.pk == target.pk or above is None or above != beside:
        raise ValidationError(_("Places move between areas of the same year below the same one."))
    words = _("%(places)s places: %(source)s → %(target)s") % {"places": places, "source": quota, "target": target}
    for one, more in sorted([(quota, -places), (target, places)], key=lambda pair: pair[0].pk):
        before = audit.snapshot(one)
        if not _with_room(one, -more).update(places=F("places") + more, version=F("version") + 1):
            raise _none_left(one)
        _changed(one, before, by, "reallocate", words)


def take_place(*, card: DrugCard, on: date, year: int) -> CardQuota:
    """A place of the street's quota of that year; call it inside the transaction that issues or renews the card."""
    street = card.community_id[:STREET_LENGTH]
    quota = CardQuota.objects.filter(area=street, year=year).select_related("area").first()
    if quota is None:
        raise ValidationError(_("There is no quota of %(year)s for this street.") % {"year": year})
    if not _with_room(quota, 1).update(used=F("used") + 1, version=F("version") + 1):
        raise _none_left(quota)
    CardPlace.objects.create(card=card, quota=quota, taken_on=on)
    return quota


def give_number(quota: CardQuota) -> str:
    """The next card number of the quota, whose row the transaction holds already."""
    CardQuota.objects.filter(pk=quota.pk).update(numbered=F("numbered") + 1)
    quota.refresh_from_db(fields=["numbered"])
    return f"{quota.area_id}{quota.year}{quota.numbered:04d}"


def give_back(*, card: DrugCard, on: date) -> None:
    """Places of the year in which the card is stopped can be taken by somebody else; those of years before stay used."""
    for place in CardPlace.objects.filter(card=card, given_back_on__isnull=True, quota__year__gte=on.year):
        CardQuota.objects.filter(pk=place.quota_id, used__gt=0).update(used=F("used") - 1, version=F("version") + 1)
        place.given_back_on = max(on, place.taken_on)
        place.save(update_fields=["given_back_on"])


def comes_from_above(area_code: str, year: int) -> bool:
    return CardQuota.objects.above(area_code, year).exists()


@transaction.atomic
def close_hospital(*, hospital: DesignatedHospital, on: date, by) -> None:
    """Cards that name it keep it until their review."""
    rows = DesignatedHospital.objects.filter(pk=hospital.pk, closed_on__isnull=True, opened_on__lte=on)
    if not rows.update(closed_on=on, version=F("version") + 1):
        raise ValidationError(_("This hospital is not designated on that day."))
    audit.record(by=by, action="close", obj=hospital, changes={"closed_on": [None, str(on)]})


def yuan_a_place(quota: CardQuota) -> Decimal | None:
    return (quota.money / quota.places).quantize(Decimal("0.01")) if quota.places else None
