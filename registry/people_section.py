"""The register as a section of records (registry.records): the lists beside the one of people."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import HouseholdMember, Person
from registry.permissions import Permission
from registry.records.sections import Section


def person_facts(request, person: Person) -> dict:
    """The household of today is what one must know before entering anything."""
    members = HouseholdMember.objects.visible_to(request.user).holding_on(timezone.localdate())
    return {
        "template": "registry/people/_person_facts.html",
        "person": person,
        "membership": members.filter(person=person).select_related("household__community").first(),
    }


PEOPLE = Section(
    _("People"),
    "registry:person-list",
    "registry:record-export",
    Permission.VIEW_PEOPLE,
    Permission.EDIT_PEOPLE,
    person_facts,
)
