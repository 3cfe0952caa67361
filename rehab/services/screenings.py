from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import shown
from rehab.choices import NeedEnd, ServiceCategory
from rehab.models import Need, Screening


def open_categories(person) -> set[str]:
    return set(Need.objects.filter(person=person, closed_on__isnull=True).values_list("category", flat=True))


@transaction.atomic
def record_screening(*, screening: Screening, categories: Iterable[str], by) -> Screening:
    """Saves a new screening and a need for each category found, except those already open. No category is a result too."""
    screening.entered_by = by
    screening.save()
    found = set(categories) - open_categories(screening.person)
    needs = _add_needs(screening, found)
    audit.record_many(
        by=by,
        events=[audit.Event("add", obj, audit.first_values(obj)) for obj in (screening, *needs)],
    )
    return screening


@transaction.atomic
def correct_needs(*, screening: Screening, categories: Iterable[str], by) -> None:
    """Make the needs that this screening found those of `categories`, found on its day; a mistaken one is taken away."""
    wanted, kept = set(categories), {need.category: need for need in screening.needs.all()}
    events = []
    for category in sorted(kept.keys() - wanted):
        events.append(audit.Event("remove", kept[category], {"category": [category, None]}))
    Need.objects.filter(screening=screening).exclude(category__in=wanted).delete()
    for category in sorted(kept.keys() & wanted):
        events += _move_need(kept[category], screening.screened_on)
    missing = wanted - kept.keys() - open_categories(screening.person)
    events += [audit.Event("add", need, audit.first_values(need)) for need in _add_needs(screening, missing)]
    audit.record_many(by=by, events=events)


def _add_needs(screening: Screening, categories: set[str]) -> list[Need]:
    in_order = [category for category in ServiceCategory.values if category in categories]
    return [
        Need.objects.create(
            person=screening.person, screening=screening, category=category, found_on=screening.screened_on
        )
        for category in in_order
    ]


def _move_need(need: Need, day: date) -> list[audit.Event]:
    if need.found_on == day:
        return []
    before = audit.snapshot(need)
    need.found_on = day
    need.validate_constraints()
    need.save(update_fields=["found_on"])
    return [audit.Event("change", need, audit.differences(before, need))]


@transaction.atomic
def end_need(*, need: Need, on: date, reason: str, by) -> None:
    """Raises ValidationError if the need has ended already or would end before it was found."""
    check_end(need, on)
    ended = Need.objects.filter(pk=need.pk, closed_on__isnull=True).update(closed_on=on, close_reason=reason)
    if not ended:
        raise ValidationError(_("This need has already ended."))
    audit.record(
        by=by, action="end", obj=need, changes={"closed_on": [None, str(on)], "close_reason": ["", str(reason)]}
    )


def check_end(need: Need, on: date) -> None:
    if on < need.found_on:
        raise ValidationError(
            _("The need was found on %(found)s; it cannot end before that."), params={"found": shown(need.found_on)}
        )


@transaction.atomic
def end_open_needs(*, person, on: date, reason: NeedEnd, by) -> None:
    """Needs found later than `on` end on the day they were found, so that they never held."""
    for need in Need.objects.filter(person=person, closed_on__isnull=True):
        end_need(need=need, on=max(on, need.found_on), reason=reason, by=by)
