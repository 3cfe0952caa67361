"""How the pages of relief name their field of work, and what they tell of a person."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import HouseholdMember, Person
from registry.permissions import Permission
from registry.records.sections import Section
from relief.models import Entitlement


def person_facts(request, person: Person) -> dict:
    """What is drawn already, and the household, are what one must know before entering anything."""
    staff, today = request.user, timezone.localdate()
    members = HouseholdMember.objects.visible_to(staff).holding_on(today)
    return {
        "template": "relief/_person_facts.html",
        "person": person,
        "may_view_person": staff.can(Permission.VIEW_PEOPLE),
        "membership": members.filter(person=person).select_related("household").first(),
        "drawn": list(
            Entitlement.objects.visible_to(staff).of_household_or(person).drawn_on(today).select_related("programme")
        ),
    }


RELIEF = Section(
    _("Relief"), "relief:home", "relief:export", Permission.VIEW_RELIEF, Permission.EDIT_RELIEF, person_facts
)
