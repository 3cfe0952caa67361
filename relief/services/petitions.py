"""A petition from its registration to the archive; each move is one step of relief.case_workflow."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before, check_not_future
from relief.case_choices import EntryKind, PetitionState
from relief.case_workflow import PETITION
from relief.models import Application, JobPlacement, Petition, PetitionAid, PetitionEntry


@transaction.atomic
def register(*, petition: Petition, by) -> Petition:
    petition.due_on = petition.received_on + timedelta(days=settings.PETITION_ANSWER_DAYS)
    petition.entered_by = by
    petition.save()
    audit.record(by=by, action="add", obj=petition, changes=audit.first_values(petition))
    return petition


@transaction.atomic
def assign(*, petition: Petition, assigned_to, by) -> None:
    PETITION.take("assign", record=petition, by=by, assigned_to=assigned_to)


@transaction.atomic
def add_entry(*, entry: PetitionEntry, by) -> PetitionEntry:
    """Until it is archived."""
    _not_archived(entry.petition)
    return _write_entry(entry, by)


def _not_archived(petition: Petition) -> None:
    if Petition.objects.in_state(PetitionState.ARCHIVED).filter(pk=petition.pk).exists():
        raise ValidationError(_("This petition is archived."))


def _write_entry(entry: PetitionEntry, by) -> PetitionEntry:
    check_not_future(entry.on)
    check_not_before(entry.on, entry.petition.received_on, _("It was received on %(first)s."))
    entry.entered_by = by
    entry.save()
    _record_line(entry, entry.petition, by)
    return entry


def _record_line(line, petition: Petition, by) -> None:
    audit.record(by=by, action="add", obj=line, changes=audit.first_values(line), person_id=petition.person_id)


@transaction.atomic
def answer(*, petition: Petition, on: date, text: str, by, with_whom: str = "") -> None:
    PETITION.take("answer_petition", record=petition, by=by, answered_on=on)
    _write_entry(PetitionEntry(petition=petition, kind=EntryKind.ANSWER, on=on, with_whom=with_whom, text=text), by)


@transaction.atomic
def call_back(*, petition: Petition, on: date, satisfied: bool, text: str, by, with_whom: str = "") -> None:
    PETITION.check("call_back", petition)
    check_not_before(on, petition.answered_on, _("It was answered on %(first)s."))
    PETITION.take("call_back", record=petition, by=by)
    entry = PetitionEntry(
        petition=petition, kind=EntryKind.CALL_BACK, on=on, with_whom=with_whom, text=text, satisfied=satisfied
    )
    _write_entry(entry, by)


@transaction.atomic
def take_up(*, petition: Petition, by) -> None:
    """The petitioner is not satisfied: the answer is due anew, within the days of the setting."""
    due_on = timezone.localdate() + timedelta(days=settings.PETITION_ANSWER_DAYS)
    PETITION.take("take_up", record=petition, by=by, answered_on=None, due_on=due_on)


@transaction.atomic
def archive(*, petition: Petition, by) -> None:
    PETITION.take("archive", record=petition, by=by, archived_on=timezone.localdate())


@transaction.atomic
def link_aid(*, petition: Petition, application: Application, by) -> PetitionAid:
    _not_archived(petition)
    aid = PetitionAid(petition=petition, application=application)
    aid.validate_unique()
    aid.save()
    _record_line(aid, petition, by)
    return aid


@transaction.atomic
def add_placement(*, placement: JobPlacement, by) -> JobPlacement:
    _not_archived(placement.petition)
    placement.save()
    _record_line(placement, placement.petition, by)
    return placement


def open_in(community) -> list[str]:
    """Closing hook of the register: petitions of people who are not on it would stay behind."""
    left = (
        Petition.objects.filter(community=community, person__isnull=True).exclude(state=PetitionState.ARCHIVED).count()
    )
    text = _("Still open there, close or end it first: %(what)s (%(n)s).")
    return [text % {"what": _("Petitions and requests for help"), "n": left}] if left else []
