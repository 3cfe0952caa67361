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
    "registry.PersonPhoto.image": ENCRYPTED,
    "registry.PersonPhoto.added_at": PLAIN,
    "registry.Commissioner.full_name": PLAIN,
    "registry.Commissioner.phone": ENCRYPTED,
    "registry.Volunteer.full_name": PLAIN,
    "registry.Volunteer.phone": ENCRYPTED,
    "registry.Volunteer.skills": PLAIN,
    "registry.VolunteerWork.hours": PLAIN,
    "registry.VolunteerWork.content": MASKED,
    "registry.HelpingPair.helper_name": PLAIN,
    "registry.HelpingPair.organisation": PLAIN,
    "registry.HelpingPair.phone": ENCRYPTED,
    "registry.HelpingPair.visit_every_days": PLAIN,
    "registry.HelperVisit.content": MASKED,
    "rehab.Screening.functional_note": MASKED,
    "rehab.Screening.screened_by": PLAIN,
    "rehab.Screening.priority": PLAIN,
    "rehab.RehabFile.reopen_reason": MASKED,
    "rehab.Referral.reason": MASKED,
    "rehab.Referral.state": PLAIN,
    "rehab.Referral.result": PLAIN,
    "rehab.Referral.answer": MASKED,
    "rehab.ChildReport.found_by": PLAIN,
    "rehab.ChildReport.suspected": PLAIN,
    "rehab.ChildReport.screening_result": PLAIN,
    "rehab.ChildReport.note": MASKED,
    "rehab.ChildAid.category": PLAIN,
    "rehab.ChildAid.state": PLAIN,
    "rehab.ChildAid.decision_note": MASKED,
    "rehab.ChildAid.end_reason": PLAIN,
    "rehab.AidSettlement.year": PLAIN,
    "rehab.AidSettlement.month": PLAIN,
    "rehab.AidSettlement.sessions": PLAIN,
    "rehab.AidSettlement.amount": PLAIN,
    "rehab.AidEvaluation.evaluator_name": PLAIN,
    "rehab.AidEvaluation.result": PLAIN,
    "rehab.AidEvaluation.note": MASKED,
    "rehab.DeviceApplication.state": PLAIN,
    "rehab.DeviceApplication.step_note": MASKED,
    "rehab.DeviceApplication.price": PLAIN,
    "rehab.DeviceApplication.subsidy": PLAIN,
    "rehab.Assessment.kind": PLAIN,
    "rehab.Assessment.assessor_name": PLAIN,
    "rehab.Assessment.barthel_index": PLAIN,
    "rehab.Assessment.conclusion": MASKED,
    "rehab.Plan.made_by_name": PLAIN,
    "rehab.Plan.goals": MASKED,
    "rehab.Plan.close_reason": PLAIN,
    "rehab.PlanReview.result": PLAIN,
    "rehab.PlanReview.note": MASKED,
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

_MASKS = {
    "id_number": mask_id_number,
    "certificate_number": mask_certificate_number,
    "phone": mask_phone,
    "photo": lambda value: "…",
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
