"""All rules of the matching by their keys: those of relief, and what the fields beside plugged in."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from registry.plugs import plugs
from relief.matching import duplicates, omissions, wrong
from relief.matching.hits import Hit
from relief.matching_choices import MatchRule as R

OWN: dict[str, Callable[[date], Iterable[Hit]]] = {
    R.EXCLUDED: duplicates.excluded,
    R.SAME_HOUSEHOLD: duplicates.same_household,
    R.SAME_ACCOUNT: duplicates.same_account,
    R.SAME_PERSON: duplicates.same_person,
    R.OTHER_RELIEF: duplicates.other_relief,
    R.TWO_LISTS: duplicates.two_lists,
    R.DEAD: wrong.dead,
    R.MOVED_AWAY: wrong.moved_away,
    R.INSTITUTION: wrong.institution,
    R.LAPSED: wrong.lapsed,
    R.VEHICLE: wrong.vehicle,
    R.PROPERTY: wrong.listed_property,
    R.PENSION: wrong.pension,
    R.NO_NURSING: omissions.no_nursing,
    R.NO_LIVING: omissions.no_living,
    R.NO_OLD_AGE: omissions.no_old_age,
}


def all_rules() -> dict[str, Callable[[date], Iterable[Hit]]]:
    return OWN | {key: partial(omissions.of_field, omission) for key, omission in plugs.omissions.items()}


def rule_label(rule: str) -> str:
    if rule in OWN:
        return str(R(rule).label)
    omission = plugs.omissions.get(rule)
    return str(omission.label) if omission else rule


def is_confidential(rule: str) -> bool:
    """Not even how many there are is for everybody."""
    return rule in plugs.omissions and plugs.omissions[rule].permission is not None


def rules_known_to(staff) -> list[tuple[str, str]]:
    """Choices of a filter; what needs a permission is not even named to the others."""
    plugged = [one for one in plugs.omissions.values() if one.permission is None or staff.can(one.permission)]
    return [*R.choices, *((one.key, one.label) for one in plugged)]
