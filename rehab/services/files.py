from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.models.people import LeftReason
from registry.services.days import shown
from rehab.choices import CloseReason, NeedEnd, PlanEnd
from rehab.models import Plan, RehabFile
from rehab.services.planning import end_plan
from rehab.services.screenings import end_open_needs

# How the needs end when they end together with the file.
NEED_END = {
    CloseReason.GOALS_REACHED: NeedEnd.MET,
    CloseReason.DECLINED: NeedEnd.DECLINED,
    CloseReason.TRANSFERRED: NeedEnd.TRANSFERRED,
}
CLOSE_REASON = {LeftReason.MOVED: CloseReason.MOVED, LeftReason.DIED: CloseReason.DIED}


@transaction.atomic
def close_file(*, file: RehabFile, on: date, reason: str, by, with_needs: bool = False) -> None:
    """Raises ValidationError if the file is closed already, or would close before it was opened."""
    if on < file.opened_on:
        raise ValidationError(
            _("The file was opened on %(opened)s; it cannot close before that."),
            params={"opened": shown(file.opened_on)},
        )
    closed = RehabFile.objects.filter(pk=file.pk, closed_on__isnull=True).update(
        closed_on=on, close_reason=reason, version=F("version") + 1
    )
    if not closed:
        raise ValidationError(_("This rehab file is already closed."))
    audit.record(
        by=by, action="close", obj=file, changes={"closed_on": [None, str(on)], "close_reason": ["", str(reason)]}
    )
    for plan in Plan.objects.filter(file=file, closed_on__isnull=True):
        end_plan(plan=plan, on=max(on, plan.made_on), reason=PlanEnd.FILE_CLOSED, by=by)
    if with_needs:
        end_open_needs(person=file.person, on=on, reason=NEED_END[reason], by=by)


@transaction.atomic
def end_for_leaver(*, person, on: date, reason: str, by) -> None:
    """Leave hook of the register: a file opened later than the day of leaving closes on its first day, and never held."""
    for file in RehabFile.objects.filter(person=person, closed_on__isnull=True):
        close_reason = CLOSE_REASON.get(reason, CloseReason.LEFT)
        close_file(file=file, on=max(on, file.opened_on), reason=close_reason, by=by)
    end_open_needs(person=person, on=on, reason=NeedEnd.LEFT, by=by)
