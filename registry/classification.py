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
    "psych_care.Patient.state": MASKED,
    "psych_care.Patient.clue_source": MASKED,
    "psych_care.Patient.diagnosis": MASKED,
    "psych_care.Patient.diagnosed_by": MASKED,
    "psych_care.Patient.consent_by": MASKED,
    "psych_care.Patient.end_reason": MASKED,
    "psych_care.Patient.history": ENCRYPTED,
    "psych_care.Patient.insurance": MASKED,
    "psych_care.Patient.lives_alone": MASKED,
    "psych_care.Patient.home_visits_allowed": MASKED,
    "psych_care.SearchStep.searched_by": MASKED,
    "psych_care.SearchStep.result": ENCRYPTED,
    "psych_care.Visit.visited_by": MASKED,
    "psych_care.Visit.method": MASKED,
    "psych_care.Visit.symptoms": MASKED,
    "psych_care.Visit.insight": MASKED,
    "psych_care.Visit.risk": MASKED,
    "psych_care.Visit.side_effects": MASKED,
    "psych_care.Visit.physical": MASKED,
    "psych_care.Visit.social": MASKED,
    "psych_care.Visit.takes_part": MASKED,
    "psych_care.Visit.medication": ENCRYPTED,
    "psych_care.Visit.adherence": MASKED,
    "psych_care.Visit.course": MASKED,
    "psych_care.Visit.referred_to": MASKED,
    "psych_care.Visit.note": ENCRYPTED,
    "psych_care.Visit.stability": MASKED,
    "psych_care.Guardianship.guardian_name": MASKED,
    "psych_care.GroupMember.full_name": MASKED,
    "psych_care.GroupMember.role": MASKED,
    "psych_care.GroupMember.phone": ENCRYPTED,
    "psych_care.Prescription.medicine": MASKED,
    "psych_care.Prescription.units_a_day": MASKED,
    "psych_care.Prescription.prescribed_by": MASKED,
    "psych_care.Dispensing.quantity": MASKED,
    "psych_care.Dispensing.dispensed_by": MASKED,
    "psych_care.HospitalStay.hospital": MASKED,
    "psych_care.HospitalStay.handed_over_to": MASKED,
    "psych_care.Aid.kind": MASKED,
    "psych_care.Aid.amount": MASKED,
    "psych_care.LockUp.state": MASKED,
    "psych_care.LockUp.found_by": MASKED,
    "psych_care.LockUp.place": ENCRYPTED,
    "psych_care.LockUp.conditions": ENCRYPTED,
    "psych_care.Incident.kind": MASKED,
    "psych_care.Incident.people_hurt": MASKED,
    "psych_care.Incident.damage": MASKED,
    "psych_care.Incident.police_called": MASKED,
    "psych_care.Incident.account": ENCRYPTED,
    "psych_care.Incident.measures": ENCRYPTED,
    "psych_care.Incident.review": ENCRYPTED,
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
# Notes show nothing of themselves, not even their length.
_MASKS["psychiatric_note"] = lambda value: "…"


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
