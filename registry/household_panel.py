"""Household and guardians on a person's page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from registry.models import Guardian, HouseholdMember
from registry.permissions import Permission
from registry.querysets import ADULT_AGE


def context(request, person) -> dict:
    """Three queries, whatever the size of the household."""
    staff, today = request.user, timezone.localdate()
    held = HouseholdMember.objects.visible_to(staff)
    own = held.present().filter(person=person).select_related("household").first()
    members = held.present().filter(household=own.household_id) if own else held.none()
    guardians = Guardian.objects.visible_to(staff).filter(person=person).select_related("guardian")
    back = urlencode({"next": reverse("registry:person-detail", args=[person.pk])})
    return {
        "person": person,
        "own": own,
        "members": list(members.select_related("person").head_first()),
        "may_open": bool(own) and own.household.community_id.startswith(staff.area_id),
        "guardians": [one for one in guardians if one.until_on is None],
        "former_guardians": [one for one in guardians if one.until_on],
        "needs_guardian": person.left_on is None and person.age_on(today) < ADULT_AGE,
        "may_edit": staff.can(Permission.EDIT_PEOPLE) and person.left_on is None,
        "may_reveal": staff.can(Permission.REVEAL),
        "back": back,
    }
