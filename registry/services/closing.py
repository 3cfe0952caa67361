"""A community closed, or merged into another, on a day: its people move there by dated rows, and its code stays."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit, plugs
from registry.areas import is_inside
from registry.models import Area, Commissioner, HelpingPair, Household, Person, Volunteer
from registry.services.days import check_not_future, shown
from registry.services.people import move_person
from registry.services.posts import end_post

DISTRICT_LENGTH = 6


@transaction.atomic
def close_community(*, by, community: Area, on: date, merged_into: Area | None) -> int:
    """How many people moved. Whoever lives there needs `merged_into`; what is still open there must be ended first."""
    community = Area.objects.select_for_update().get(pk=community.pk)
    check_not_future(on)
    if community.closed_on:
        raise ValidationError(_("It was closed on %(day)s already.") % {"day": shown(community.closed_on)})
    residents = list(Person.objects.filter(community=community, left_on__isnull=True))
    _check_successor(community, merged_into, residents)
    if obstacles := plugs.closing_obstacles(community):
        raise ValidationError(obstacles)
    for person in residents:
        move_person(by=by, person=person, community=merged_into, on=on)
    if merged_into:
        Household.objects.filter(community=community, dissolved_on__isnull=True).update(community=merged_into)
    for model in (Commissioner, Volunteer):
        for post in model.objects.filter(community=community, ended_on__isnull=True):
            end_post(by=by, post=post, on=max(on, post.started_on))
    before = audit.snapshot(community)
    community.closed_on, community.merged_into = on, merged_into
    community.save(update_fields=["closed_on", "merged_into"])
    audit.record(by=by, action="close", obj=community, changes=audit.differences(before, community))
    return len(residents)


def _check_successor(community: Area, successor: Area | None, residents: list[Person]) -> None:
    if successor is None:
        if residents:
            text = _("%(n)s people live there: say which community takes them.") % {"n": len(residents)}
            raise ValidationError({"merged_into": text})
        return
    same_district = is_inside(successor.pk, community.pk[:DISTRICT_LENGTH])
    if successor.pk == community.pk or successor.closed_on or not successor.is_community or not same_district:
        raise ValidationError({"merged_into": _("Choose another community of the district that is not closed.")})


@transaction.atomic
def end_pairs_of(*, person: Person, on: date, reason: str, by) -> None:
    """Leave hook: nobody is helped one-to-one who left the register."""
    for pair in HelpingPair.objects.filter(person=person, ended_on__isnull=True):
        end_post(by=by, post=pair, on=max(on, pair.started_on))
