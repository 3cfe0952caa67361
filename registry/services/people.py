"""What happens to a person on the register: entered, moved, left, returned. Each with its dated row and its audit row."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit, plugs
from registry.areas import is_inside
from registry.models import Area, CancelReason, Certificate, CertificateComponent, LeftReason, Person, Residence
from registry.services.certificates import cancel_certificate, issue_certificate
from registry.services.days import check_not_before, check_not_future, shown
from registry.services.households import end_for_leaver, follow_head, others_at_home

CANCELLED_BY_LEAVING = {LeftReason.MOVED: CancelReason.MOVED, LeftReason.DIED: CancelReason.DIED}


@transaction.atomic
def register_person(
    *,
    by,
    person: Person,
    certificate: Certificate | None = None,
    components: Sequence[CertificateComponent] = (),
) -> Person:
    """Save an unsaved person with the first residence, and the certificate if there is one."""
    _check_destination(person.community_id, by.area_id, "community")
    check_not_future(person.registered_on, "registered_on")
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise ValidationError({"id_number": _("This ID number was entered by somebody else just now.")}) from error
    Residence.objects.create(person=person, community_id=person.community_id, from_on=person.registered_on)
    audit.record(by=by, action="add", obj=person, changes=audit.first_values(person))
    if certificate:
        certificate.person = person
        issue_certificate(by=by, certificate=certificate, components=components)
    return person


@transaction.atomic
def move_household(*, by, person: Person, community: Area, on: date, with_household: bool = False) -> None:
    """The person moves; `with_household`, so do the members of the household who live in the same community."""
    moving = [person, *(others_at_home(person) if with_household else ())]
    for one in moving:
        move_person(by=by, person=one, community=community, on=on)


@transaction.atomic
def move_person(*, by, person: Person, community: Area, on: date) -> None:
    """From `on` the person lives in `community`; on the very day the present residence began it corrects that one."""
    person = _locked(person)
    _check_on_register(person)
    check_not_future(on)
    _check_destination(community.pk, district_of(by), "community")
    if community.pk == person.community_id:
        raise ValidationError({"community": _("The person already lives there.")})
    present = person.residences.get(until_on=None)
    check_not_before(on, present.from_on, _("The person has lived at the present place since %(first)s."))
    before = person.community_id
    _begin_residence(person, present, community, on)
    _write(person, community=community)
    audit.record(
        by=by, action="move", obj=person, changes={"community": [before, community.pk], "from_on": [None, str(on)]}
    )
    follow_head(by=by, person=person)


def _begin_residence(person: Person, present: Residence, community: Area, on: date) -> None:
    if present.from_on == on:
        present.community = community
        present.save(update_fields=["community"])
        return
    present.until_on = on
    present.save(update_fields=["until_on"])
    Residence.objects.create(person=person, community=community, from_on=on)


@transaction.atomic
def leave_register(*, by, person: Person, on: date, reason: str) -> None:
    """Ends the residence, what upper floors keep open, and for the dead and the moved the certificate too."""
    person = _locked(person)
    _check_on_register(person)
    check_not_future(on)
    present = person.residences.get(until_on=None)
    check_not_before(on, present.from_on, _("The person has lived at the present place since %(first)s."))
    present.until_on = on
    present.save(update_fields=["until_on"])
    before = audit.snapshot(person)
    _write(person, left_on=on, left_reason=reason)
    audit.record(by=by, action="leave", obj=person, changes=audit.differences(before, person))
    _cancel_with(person, on, reason, by)
    end_for_leaver(by=by, person=person, on=on, died=reason == LeftReason.DIED)
    plugs.person_left(person=person, on=on, reason=reason, by=by)


def _cancel_with(person: Person, on: date, reason: str, by) -> None:
    certificate = person.certificates.in_force().first()
    if certificate and reason in CANCELLED_BY_LEAVING:
        message = _("The certificate was issued on %(first)s, after that day.")
        check_not_before(on, certificate.issued_on, message)
        cancel_certificate(by=by, certificate=certificate, on=on, reason=CANCELLED_BY_LEAVING[reason])


@transaction.atomic
def return_to_register(*, by, person: Person, community: Area, on: date, reason: str) -> None:
    """Back on the register; the residences keep the time in between. A cancelled certificate stays cancelled."""
    person = _locked(person)
    if person.left_on is None:
        raise ValidationError(_("The person is on the register."))
    check_not_future(on)
    check_not_before(on, person.left_on, _("The person left on %(first)s and cannot return before."))
    _check_destination(community.pk, by.area_id, "community")
    if not person.residences.filter(from_on=on).update(community=community, until_on=None):
        Residence.objects.create(person=person, community=community, from_on=on)
    before = audit.snapshot(person)
    _write(person, left_on=None, left_reason="", community=community)
    changes = audit.differences(before, person) | {"from_on": [None, str(on)]}
    audit.record(by=by, action="return", obj=person, changes=changes, reason=reason)


def check_registered_on(person: Person, day: date) -> None:
    """A corrected day of registering: not to come, and not after the first residence ended. Raises ValidationError."""
    today = timezone.localdate()
    first = person.residences.first()
    last_day = first.until_on - timedelta(days=1) if first and first.until_on else today
    if day > min(last_day, today):
        raise ValidationError(_("It can be %(day)s at the latest.") % {"day": shown(min(last_day, today))})


def correct_first_residence(*, person: Person) -> None:
    """The first residence begins on the day of registering."""
    first = person.residences.first()
    if first and first.from_on != person.registered_on:
        first.from_on = person.registered_on
        first.save(update_fields=["from_on"])


def district_of(staff) -> str:
    """Where a person may be moved to: the staff's district, or all of a wider area."""
    return staff.area_id[:6]


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _write(person: Person, **values) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*values, "version"])


def _check_on_register(person: Person) -> None:
    if person.left_on:
        raise ValidationError(_("The person left the register on %(day)s.") % {"day": shown(person.left_on)})


def _check_destination(community_code: str, area_code: str, field: str) -> None:
    if not is_inside(community_code, area_code):
        raise ValidationError({field: _("This community is not in your area.")})
