"""The five steps of a drug-relief card, each by somebody else, and what leads away from them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from psych_care.card_choices import VALID_STATES, CardEnd
from psych_care.card_querysets import REVIEW_DAYS_AHEAD
from psych_care.card_workflow import DRUG_CARD, may_be_renewed, taken_before
from psych_care.choices import EndReason
from psych_care.models import CardFollowUp, DesignatedHospital, DrugCard, Guardianship, IntakeConfirmation, Patient
from psych_care.services import quotas
from registry import audit
from registry.services.days import check_not_before, check_not_future, years_after

END_OF_FILE = {EndReason.MOVED: CardEnd.MOVED, EndReason.DIED: CardEnd.DIED}


@transaction.atomic
def find_candidate(*, card: DrugCard, by) -> DrugCard:
    """Step one: a poor patient of the register. Raises ValidationError."""
    patient = Patient.objects.filter(person=card.person_id, ended_on__isnull=True).first()
    if patient is None or not patient.poor_since or patient.poor_since > card.found_on:
        raise ValidationError(_("The card is for poor patients: enter in the file since when the patient is poor."))
    card.found_by = by
    card.save()
    audit.record(by=by, action="add", obj=card, changes=audit.first_values(card))
    return card


def _check(step: str, card: DrugCard, by, on: date, first: date) -> None:
    DRUG_CARD.check(step, card)
    if taken_before(by, card, step):
        raise ValidationError(_("You took an earlier step of this card: somebody else takes this one."))
    check_not_future(on)
    check_not_before(on, first, _("The step before was on %(first)s; this cannot be earlier."))


def diagnose(
    *, card: DrugCard, by, on: date, diagnosis: str, specialist: str, at_home: bool, treatment_plan: str
) -> None:
    """Step two: a specialist, at the patient's home where that is far away, with a treatment plan."""
    _check("diagnose", card, by, on, card.found_on)
    DRUG_CARD.take(
        "diagnose",
        record=card,
        by=by,
        diagnosed_on=on,
        diagnosis=diagnosis,
        specialist=specialist,
        at_home=at_home,
        treatment_plan=treatment_plan,
        diagnosed_by=by,
    )


@transaction.atomic
def issue(*, card: DrugCard, by, on: date, hospital: DesignatedHospital) -> None:
    """Step three: reviewed and issued for a year, with a number and a place of the quota."""
    _check("issue", card, by, on, card.diagnosed_on)
    if not Patient.objects.filter(person=card.person_id).present().exists():
        raise ValidationError(_("The patient is not on file yet: enter the consent first."))
    _check_hospital(hospital, card, on)
    quota = quotas.take_place(card=card, on=on, year=on.year)
    DRUG_CARD.take(
        "issue",
        record=card,
        by=by,
        issued_on=on,
        valid_until=years_after(on, 1),
        number=quotas.give_number(quota),
        hospital=hospital,
        issued_by=by,
    )


def hospitals_for(card: DrugCard, day: date):
    return DesignatedHospital.objects.serving(card.community_id).open_on(day)


def guardians_of(person, day: date) -> dict[str, str]:
    """Names of those who look after the patient on the day, with their role; the guardian's own is "guardian"."""
    group = Guardianship.objects.in_force_on(day).filter(person=person).prefetch_related("members").first()
    if group is None:
        return {}
    members = [one for one in group.members.all() if one.left_on is None or one.left_on > day]
    return {one.full_name: one.role for one in members} | {group.guardian_name: IntakeConfirmation.GUARDIAN}


def _check_hospital(hospital: DesignatedHospital, card: DrugCard, on: date) -> None:
    if not hospitals_for(card, on).filter(pk=hospital.pk).exists():
        raise ValidationError({"hospital": _("This hospital was not designated on that day.")})


def hand_back(*, card: DrugCard, by, reason: str) -> None:
    DRUG_CARD.take("hand_back", record=card, by=by, reason=reason, note=reason)


def refuse(*, card: DrugCard, by, on: date, end_reason: str, reason: str) -> None:
    _check("refuse", card, by, on, card.diagnosed_on or card.found_on)
    DRUG_CARD.take("refuse", record=card, by=by, reason=reason, ended_on=on, end_reason=end_reason, note=reason)


@transaction.atomic
def follow(*, follow_up: CardFollowUp, by) -> CardFollowUp:
    """Step four: a trained village doctor was there."""
    card = follow_up.card
    _check("follow", card, by, follow_up.followed_on, card.issued_on)
    follow_up.entered_by = by
    follow_up.save()
    audit.record(by=by, action="add", obj=follow_up, changes=audit.first_values(follow_up))
    DRUG_CARD.take("follow", record=card, by=by)
    return follow_up


@transaction.atomic
def confirm(*, confirmation: IntakeConfirmation, by) -> IntakeConfirmation:
    """Step five: not by the doctor of the follow-up."""
    card = confirmation.card
    last = card.follow_ups.first()
    _check("confirm", card, by, confirmation.confirmed_on, last.followed_on if last else card.issued_on)
    if last and last.doctor_name == confirmation.confirmed_by:
        raise ValidationError(_("Who followed up the card does not confirm the intake."))
    confirmation.entered_by = by
    confirmation.save()
    audit.record(by=by, action="add", obj=confirmation, changes=audit.first_values(confirmation))
    DRUG_CARD.take("confirm", record=card, by=by)
    return confirmation


@transaction.atomic
def renew(*, card: DrugCard, by, on: date, hospital: DesignatedHospital, reason: str = "") -> None:
    """The yearly review: another year, and a place of the quota of the year in which it begins."""
    _check("renew", card, by, on, card.issued_on)
    if not may_be_renewed(card, on):
        raise ValidationError(_("The card is valid for more than %(days)s days yet.") % {"days": REVIEW_DAYS_AHEAD})
    _check_hospital(hospital, card, on)
    begins_on = max(card.valid_until, on)
    quotas.take_place(card=card, on=on, year=begins_on.year)
    valid_until = years_after(begins_on, 1)
    DRUG_CARD.take("renew", record=card, by=by, reason=reason, valid_until=valid_until, hospital=hospital, note=reason)


@transaction.atomic
def stop(*, card: DrugCard, by, on: date, end_reason: str, reason: str) -> None:
    _check("stop", card, by, on, card.issued_on)
    DRUG_CARD.take("stop", record=card, by=by, reason=reason, ended_on=on, end_reason=end_reason, note=reason)
    quotas.give_back(card=card, on=on)


def end_with_file(*, person_id: int, on: date, reason: str, by) -> None:
    """Whoever's psychiatric file ends, by leaving or otherwise, has no card from that day on."""
    why = END_OF_FILE.get(reason, CardEnd.FILE_ENDED)
    day = min(on, timezone.localdate())
    for card in DrugCard.objects.running().filter(person=person_id):
        words, end = str(CardEnd(why).label), stop if card.state in VALID_STATES else refuse
        first = card.issued_on or card.diagnosed_on or card.found_on
        end(card=card, by=by, on=max(day, first), end_reason=why, reason=words)
