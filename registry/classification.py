"""Every personal field and how it is kept: encrypted in the database, masked in lists and logs, or plain.

A test holds this list against the models: a field of a record about a person that is missing here fails it.
"""

from functools import cache

from registry.masks import mask_account, mask_certificate_number, mask_id_number, mask_phone

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
    "relief.Account.kind": PLAIN,
    "relief.Account.number": ENCRYPTED,
    "relief.Account.bank_name": PLAIN,
    "relief.Account.holder_name": PLAIN,
    "relief.Bundle.household_size": PLAIN,
    "relief.Bundle.agent_name": PLAIN,
    "relief.Bundle.circumstances": MASKED,
    "relief.Bundle.papers": PLAIN,
    "relief.Bundle.kin_of": PLAIN,
    "relief.Application.state": PLAIN,
    "relief.Application.proposed_amount": PLAIN,
    "relief.Application.proposed_quantity": PLAIN,
    "relief.Step.action": PLAIN,
    "relief.Step.from_state": PLAIN,
    "relief.Step.to_state": PLAIN,
    "relief.Step.reason": MASKED,
    "relief.Matching.result": PLAIN,
    "relief.Matching.note": MASKED,
    "relief.MedicalClaim.compliant_cost": PLAIN,
    "relief.MedicalClaim.insurance_paid": PLAIN,
    "relief.MedicalClaim.serious_illness_paid": PLAIN,
    "relief.HomeVisit.first_visitor": PLAIN,
    "relief.HomeVisit.second_visitor": PLAIN,
    "relief.HomeVisit.members": PLAIN,
    "relief.HomeVisit.findings": MASKED,
    "relief.HomeVisit.property_compliant": PLAIN,
    "relief.VisitIncome.source": PLAIN,
    "relief.VisitIncome.monthly_amount": MASKED,
    "relief.VisitProperty.kind": PLAIN,
    "relief.VisitProperty.value": MASKED,
    "relief.Notice.token": PLAIN,
    "relief.Notice.amount": PLAIN,
    "relief.Objection.raised_by": MASKED,
    "relief.Objection.content": MASKED,
    "relief.Objection.outcome": PLAIN,
    "relief.Objection.answer": MASKED,
    "relief.Entitlement.stop_reason": PLAIN,
    "relief.Entitlement.stop_note": MASKED,
    "relief.EntitlementAmount.amount": PLAIN,
    "relief.EntitlementAmount.quantity": PLAIN,
    "relief.EntitlementAmount.members": PLAIN,
    "relief.EntitlementAmount.income_per_head": MASKED,
    "relief.EntitlementAmount.reason": PLAIN,
    "relief.EntitlementAmount.note": MASKED,
    "relief.Suspension.reason": PLAIN,
    "relief.Suspension.note": MASKED,
    "relief.Recertification.result": PLAIN,
    "relief.Recertification.note": MASKED,
}

_MASKS = {
    "id_number": mask_id_number,
    "certificate_number": mask_certificate_number,
    "phone": mask_phone,
    "account": mask_account,
}


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
