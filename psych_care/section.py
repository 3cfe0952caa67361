"""How the pages of psychiatric care name their field of work, and what they tell of a person."""

from django.utils.translation import gettext_lazy as _

from psych_care.models import Patient
from registry.models import Person
from registry.permissions import Permission
from registry.records.sections import Section


def person_facts(request, person: Person) -> dict:
    patients = Patient.objects.visible_to(request.user).filter(person=person).with_due_day()
    return {"template": "psych_care/_person_facts.html", "person": person, "patient": patients.first()}


PSYCH = Section(
    _("Psychiatric care"),
    "psych_care:home",
    "psych_care:export",
    Permission.VIEW_PSYCH,
    Permission.EDIT_PSYCH,
    person_facts,
)
