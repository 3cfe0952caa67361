"""Every personal field and how it is kept: encrypted in the database, masked in lists and logs, or plain.

A test holds this list against the models: a field of a record about a person that is missing here fails it.
"""

from functools import cache

from registry.masks import mask_certificate_number, mask_id_number, mask_phone

ENCRYPTED, MASKED, PLAIN = "encrypted", "masked", "plain"

CLASSIFICATION = {
    "registry.Person.full_name": PLAIN,
    "registry.Person.document_kind": PLAIN,
    "registry.Person.id_number": ENCRYPTED,
    "registry.Person.sex": PLAIN,
    "registry.Person.birth_on": PLAIN,
    "registry.Person.ethnic_group": PLAIN,
    "registry.Person.phone": ENCRYPTED,
    "registry.Person.address": MASKED,
    "registry.Person.left_reason": PLAIN,
    "registry.Certificate.number": ENCRYPTED,
    "registry.Certificate.disability_type": PLAIN,
    "registry.Certificate.grade": PLAIN,
    "registry.Certificate.cancel_reason": PLAIN,
    "registry.Certificate.prefix_reason": PLAIN,
    "registry.CertificateComponent.disability_type": PLAIN,
    "registry.CertificateComponent.grade": PLAIN,
    "registry.Household.kind": PLAIN,
    "registry.HouseholdMember.kinship": PLAIN,
    "registry.Guardian.full_name": PLAIN,
    "registry.Guardian.id_number": ENCRYPTED,
    "registry.Guardian.phone": ENCRYPTED,
    "registry.Guardian.kinship": PLAIN,
    "rehab.Screening.functional_note": MASKED,
    "rehab.Screening.screened_by": PLAIN,
    "rehab.Need.category": PLAIN,
    "rehab.Need.close_reason": PLAIN,
    "rehab.RehabFile.close_reason": PLAIN,
    "rehab.RehabFile.responsible_name": PLAIN,
    "rehab.RehabFile.goal": MASKED,
    "rehab.ServiceRecord.category": PLAIN,
    "rehab.ServiceRecord.place": PLAIN,
    "rehab.ServiceRecord.provider_name": PLAIN,
    "rehab.ServiceRecord.content": MASKED,
    "rehab.ServiceRecord.duration_minutes": PLAIN,
    "rehab.SatisfactionAnswer.respondent": PLAIN,
    "rehab.SatisfactionAnswer.score": PLAIN,
    "rehab.SatisfactionAnswer.remark": MASKED,
    "rehab.Coordinator.full_name": PLAIN,
    "rehab.Coordinator.phone": ENCRYPTED,
}

_MASKS = {"id_number": mask_id_number, "certificate_number": mask_certificate_number, "phone": mask_phone}


def masked_value(field, value):
    """What may stand in the audit log for a field's value: JSON-ready, masked as classified."""
    if value in (None, ""):
        return value
    if mask := _mask_of(field):
        return mask(value)
    return value if isinstance(value, bool | int) else str(value)


@cache
def _mask_of(field):
    if purpose := getattr(field, "purpose", ""):
        return _MASKS[purpose]
    hides = CLASSIFICATION.get(f"{field.model._meta.label}.{field.name}") == MASKED
    return (lambda value: "…") if hides else None
