"""Households and guardians: formed, joined, left, given another head; every change a dated row with its audit row."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.codes import HEAD_OF_HOUSEHOLD
from registry.models import Guardian, Household, HouseholdMember, Person
from registry.services.days import check_not_before, check_not_future, shown


@transaction.atomic
def form_household(*, by, person: Person, kind: str, on: date) -> Household:
    """A household of one, whose head is `person`; the others join it."""
    household = Household.objects.create(community_id=person.community_id, kind=kind, formed_on=on)
    audit.record(by=by, action="add", obj=household, changes=audit.first_values(household), person_id=person.pk)
    join_household(by=by, household=household, person=person, kinship=HEAD_OF_HOUSEHOLD, on=on)
    return household


@transaction.atomic
def join_household(*, by, household: Household, person: Person, kinship: str, on: date) -> HouseholdMember:
    """Raises ValidationError for who belongs to a household already, or did so on a later day."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on:
        raise ValidationError(_("The person left the register on %(day)s.") % {"day": shown(person.left_on)})
    if household.dissolved_on:
        raise ValidationError(_("The household was dissolved on %(day)s.") % {"day": shown(household.dissolved_on)})
    check_not_future(on)
    check_not_before(on, household.formed_on, _("The household was formed on %(first)s."))
    check_not_before(on, person.birth_on, _("The person was born on %(first)s."))
    _check_no_other(person, on)
    member = HouseholdMember.objects.create(household=household, person=person, kinship=kinship, from_on=on)
    audit.record(by=by, action="add", obj=member, changes=audit.first_values(member))
    return member


def _check_no_other(person: Person, on: date) -> None:
    last = person.memberships.order_by("from_on", "pk").last()
    if last is None:
        return
    if last.until_on is None:
        raise ValidationError(_("The person belongs to a household already."))
    check_not_before(on, last.until_on, _("The person belonged to another household until %(first)s."))


@transaction.atomic
def leave_household(*, by, member: HouseholdMember, on: date) -> None:
    """`on` is the first day outside. With its last member the household is dissolved."""
    check_not_future(on)
    _end(member, on, by)
    household = member.household
    if not household.members.present().exists():
        _dissolve(household, on, by)


@transaction.atomic
def dissolve_household(*, by, household: Household, on: date) -> None:
    check_not_future(on)
    for member in household.members.present():
        _end(member, on, by)
    _dissolve(household, on, by)


def _end(member: HouseholdMember, on: date, by) -> None:
    check_not_before(on, member.from_on, _("The person has belonged to the household since %(first)s."))
    if not HouseholdMember.objects.present().filter(pk=member.pk).update(until_on=on):
        raise ValidationError(_("The person has already left the household."))
    audit.record(by=by, action="end", obj=member, changes={"until_on": [None, str(on)]})


def _dissolve(household: Household, on: date, by) -> None:
    dissolved = Household.objects.filter(pk=household.pk, dissolved_on__isnull=True)
    if not dissolved.update(dissolved_on=on, version=F("version") + 1):
        raise ValidationError(_("The household is already dissolved."))
    audit.record(by=by, action="end", obj=household, changes={"dissolved_on": [None, str(on)]})


@transaction.atomic
def change_head(*, by, household: Household, head: HouseholdMember, kinships: Mapping[int, str], on: date) -> None:
    """From `on`, `head` is the head and the others are to it what `kinships` (by member) says."""
    check_not_future(on)
    Household.objects.select_for_update().get(pk=household.pk)
    members = list(household.members.present().select_related("person"))
    if head.pk not in {member.pk for member in members}:
        raise ValidationError(_("The new head has already left the household."))
    wanted = dict(kinships) | {head.pk: HEAD_OF_HOUSEHOLD}
    changed = [member for member in members if wanted.get(member.pk, member.kinship) != member.kinship]
    begun = [_end_for_change(member, on, by) for member in changed]
    for member, is_corrected in zip(changed, begun, strict=True):
        _begin_as(member, wanted[member.pk], on, is_corrected, by)
    follow_head(person=head.person, by=by)


def _end_for_change(member: HouseholdMember, on: date, by) -> bool:
    """True for a row that begins on that very day: it is corrected, and holds no head meanwhile."""
    if member.from_on == on:
        HouseholdMember.objects.filter(pk=member.pk).update(until_on=on)
        return True
    _end(member, on, by)
    return False


def _begin_as(member: HouseholdMember, kinship: str, on: date, is_corrected: bool, by) -> None:
    if is_corrected:
        before = member.kinship
        HouseholdMember.objects.filter(pk=member.pk).update(kinship=kinship, until_on=None)
        audit.record(by=by, action="change", obj=member, changes={"kinship": [before, kinship]})
        return
    row = HouseholdMember.objects.create(
        household_id=member.household_id, person_id=member.person_id, kinship=kinship, from_on=on
    )
    audit.record(by=by, action="add", obj=row, changes=audit.first_values(row))


def follow_head(*, by, person: Person) -> None:
    """The household of a head lives where the head lives."""
    for household in Household.objects.filter(pk__in=person.memberships.present().heads().values("household")).exclude(
        community=person.community_id
    ):
        before = audit.snapshot(household)
        household.community_id = person.community_id
        household.version += 1
        household.save(update_fields=["community", "version"])
        audit.record(by=by, action="move", obj=household, changes=audit.differences(before, household))


def others_at_home(person: Person) -> list[Person]:
    """The members of the person's household who live in the same community."""
    households = person.memberships.present().values("household")
    return list(
        Person.objects.filter(
            memberships__household__in=households,
            memberships__until_on__isnull=True,
            community=person.community_id,
            left_on__isnull=True,
        ).exclude(pk=person.pk)
    )


@transaction.atomic
def end_guardianship(*, by, guardian: Guardian, on: date) -> None:
    check_not_future(on)
    check_not_before(on, guardian.from_on, _("The guardianship began on %(first)s."))
    ended = Guardian.objects.present().filter(pk=guardian.pk).update(until_on=on, version=F("version") + 1)
    if not ended:
        raise ValidationError(_("This guardianship has already ended."))
    audit.record(by=by, action="end", obj=guardian, changes={"until_on": [None, str(on)]})


def end_for_leaver(*, by, person: Person, on: date, died: bool) -> None:
    """Who leaves the register leaves the household and has no guardian any more; who died guards nobody."""
    for member in person.memberships.present().select_related("household"):
        leave_household(by=by, member=member, on=max(on, member.from_on))
    guardians = Guardian.objects.filter(person=person)
    if died:
        guardians |= Guardian.objects.filter(guardian=person)
    for guardian in guardians.present():
        end_guardianship(by=by, guardian=guardian, on=max(on, guardian.from_on))
