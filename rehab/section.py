"""How the pages of rehab name their field of work, and what they tell of a person."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Person
from registry.permissions import Permission
from registry.records.sections import Section
from rehab.models import Need, RehabFile


def person_facts(request, person: Person) -> dict:
    """Open needs and file are what one must know before entering anything."""
    staff, today = request.user, timezone.localdate()
    return {
        "template": "rehab/_person_facts.html",
        "person": person,
        "needs": list(Need.objects.visible_to(staff).filter(person=person).open_on(today)),
        "file": RehabFile.objects.visible_to(staff).filter(person=person).open_on(today).first(),
    }


REHAB = Section(
    _("Rehabilitation"), "rehab:home", "rehab:export", Permission.VIEW_REHAB, Permission.EDIT_REHAB, person_facts
)
