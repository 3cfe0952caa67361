"""Psychiatric care on a person's page: whether there is a file, and the way to the gate. Nothing of what it holds."""

from psych_care.models import Patient
from registry.permissions import Permission


def context(request, person) -> dict:
    staff = request.user
    patient = Patient.objects.visible_to(staff).filter(person=person).first()
    may_add = staff.can(Permission.EDIT_PSYCH) and person.left_on is None and patient is None
    return {"person": person, "patient": patient, "may_add": may_add}
