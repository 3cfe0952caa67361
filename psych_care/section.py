"""How the pages of psychiatric care name their field of work, and what they tell of a person."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.models import Patient, Prescription, Visit
from registry.models import Person
from registry.permissions import Permission
from registry.records.sections import Section


def person_facts(request, person: Person) -> dict:
    """What somebody at the door must know: how it stood at the last visit, and which medicine is to be taken."""
    staff, today = request.user, timezone.localdate()
    medicine = Prescription.objects.visible_to(staff).in_force_on(today).filter(person=person)
    return {
        "template": "psych_care/_person_facts.html",
        "person": person,
        "patient": Patient.objects.visible_to(staff).filter(person=person).with_due_day().first(),
        "newest": Visit.objects.visible_to(staff).filter(person=person).first(),
        "medicine": medicine,
    }


PSYCH = Section(
    _("Psychiatric care"),
    "psych_care:home",
    "psych_care:export",
    Permission.VIEW_PSYCH,
    Permission.EDIT_PSYCH,
    person_facts,
)
