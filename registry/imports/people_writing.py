"""Writing the plans of one chunk: people, residences, certificates, their parts, and the audit rows."""

from datetime import date

from django.utils.translation import gettext as _

from registry import audit, bulk
from registry.imports.people_plans import CERTIFICATE_FIELDS, PERSON_FIELDS, Plan
from registry.models import CertificateComponent, Residence
from registry.services.certificates import components_change


def write_plans(plans: list[Plan], *, by, today: date) -> None:
    """Inside the transaction of the chunk. Raises StaleError or IntegrityError if the register has moved on."""
    _write_people(plans)
    _write_residences(plans, today)
    _write_certificates(plans)
    reason = _("Import")
    audit.record_many(by=by, events=[event for plan in plans for event in _events(plan, today, reason)])


def _write_people(plans: list[Plan]) -> None:
    bulk.insert([plan.person for plan in plans if plan.is_new])
    changed = [plan for plan in plans if plan.corrections or plan.moves_to]
    for plan in changed:
        plan.person.community_id = plan.moves_to or plan.person.community_id
    bulk.update([plan.person for plan in changed], [*PERSON_FIELDS, "phone_digest", "community"])


def _write_residences(plans: list[Plan], today: date) -> None:
    """As services.people.move_person: a move on the very day the present residence began corrects that one."""
    moving = [plan for plan in plans if plan.moves_to]
    corrected = [plan.residence for plan in moving if plan.corrects_residence(today)]
    ended = [plan.residence for plan in moving if plan.residence and not plan.corrects_residence(today)]
    for plan in moving:
        if plan.corrects_residence(today):
            plan.residence.community_id = plan.moves_to
    for residence in ended:
        residence.until_on = today
    bulk.update(corrected, ["community"])
    bulk.update(ended, ["until_on"])
    begun = [plan for plan in plans if plan.is_new or (plan.moves_to and not plan.corrects_residence(today))]
    bulk.insert_values(
        Residence, ("person_id", "community_id", "from_on"), [_first_day_of(plan, today) for plan in begun]
    )


def _first_day_of(plan: Plan, today: date) -> tuple:
    from_on = plan.person.registered_on if plan.is_new else today
    return plan.person.pk, plan.person.community_id, from_on


def _write_certificates(plans: list[Plan]) -> None:
    with_certificate = [plan for plan in plans if plan.certificate]
    new = [plan for plan in with_certificate if plan.certificate.pk is None]
    for plan in new:
        plan.certificate.person_id = plan.person.pk
    corrected = [plan.certificate for plan in with_certificate if plan.certificate.pk]
    bulk.update(corrected, CERTIFICATE_FIELDS)
    bulk.insert([plan.certificate for plan in new])
    with_parts = [plan for plan in with_certificate if plan.parts]
    old = [plan.certificate.pk for plan in with_parts if plan.certificate_corrections]
    if old:
        CertificateComponent.objects.filter(certificate__in=old).delete()
    parts = [(plan.certificate.pk, part.disability_type, part.grade) for plan in with_parts for part in plan.parts]
    bulk.insert_values(CertificateComponent, ("certificate_id", "disability_type", "grade"), parts)


def _events(plan: Plan, today: date, reason: str):
    if plan.is_new:
        yield audit.Event("add", plan.person, audit.first_values(plan.person), reason)
    if plan.corrections:
        yield audit.Event("change", plan.person, plan.corrections, reason)
    if plan.moves_to:
        move = {"community": [plan.moves_from, plan.moves_to], "from_on": [None, str(today)]}
        yield audit.Event("move", plan.person, move, reason)
    if plan.certificate_corrections:
        yield audit.Event("change", plan.certificate, plan.certificate_corrections, reason)
    elif plan.certificate:
        changes = audit.first_values(plan.certificate) | components_change([], plan.parts)
        yield audit.Event("add", plan.certificate, changes, reason)
