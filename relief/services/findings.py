"""How a finding ends: applied for, stopped, asked back, or explained and silent until a day."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from relief.finding_workflow import FINDING
from relief.matching_choices import FindingKind, FindingState
from relief.models import Application, Entitlement, MatchFinding, Recovery
from relief.services.entitlements import stop
from relief.services.matching import close_spell
from relief.services.recoveries import open_recovery


def _end(finding: MatchFinding, name: str, by, note: str = "", **values) -> None:
    """The step, and its spell with it. The note stands in the spell; the log holds none of what it may tell."""
    FINDING.take(name, record=finding, by=by, **values)
    close_spell(
        finding,
        finding.state,
        timezone.localdate(),
        note=note,
        decided_by=by,
        silent_until=finding.silent_until,
    )


@transaction.atomic
def end_as_applied(*, application: Application, by) -> None:
    """Called where an application is received: what was missed is missed no more."""
    missed = MatchFinding.objects.undecided().of_kind(FindingKind.MISSED)
    for finding in missed.filter(person=application.person_id, programme=application.programme_id):
        _end(finding, "apply", by, application=application)


@transaction.atomic
def settle_outside(*, finding: MatchFinding, by, note: str) -> None:
    """Of what another field gives: applied for there."""
    if finding.kind != FindingKind.MISSED:
        raise ValidationError(_("Only what somebody is without can be applied for."))
    _end(finding, "apply", by, note)


@transaction.atomic
def stop_drawn(*, finding: MatchFinding, entitlement: Entitlement, on: date, reason: str, by, note: str = "") -> None:
    """Stops the entitlement itself, one of the two that the finding names."""
    FINDING.check("stop_drawn", finding)
    if entitlement.pk not in (finding.entitlement_id, finding.other_entitlement_id):
        raise ValidationError(_("The finding is not about this entitlement."))
    stop(entitlement=entitlement, on=on, reason=reason, by=by, note=note)
    _end(finding, "stop_drawn", by, note)


@transaction.atomic
def recover(*, finding: MatchFinding, amount: Decimal, reason: str, by, note: str = "") -> Recovery:
    """What runs on is stopped first, else it would have to be asked back month after month."""
    FINDING.check("recover", finding)
    if Entitlement.objects.running().filter(pk=finding.entitlement_id).exists() and not _one_was_stopped(finding):
        raise ValidationError(_("Stop what is drawn first: it would be paid again."))
    recovery = open_recovery(
        recovery=Recovery(
            person_id=finding.person_id,
            community_id=finding.community_id,
            finding=finding,
            entitlement_id=finding.entitlement_id,
            amount=amount,
            reason=reason,
            note=note,
        ),
        by=by,
    )
    if finding.state == FindingState.OPEN:
        _end(finding, "recover", by, note)
    else:
        FINDING.take("recover", record=finding, by=by)
    return recovery


def _one_was_stopped(finding: MatchFinding) -> bool:
    """Of two that exclude each other, one may be drawn on."""
    both = [finding.entitlement_id, finding.other_entitlement_id]
    return Entitlement.objects.filter(pk__in=both, until_month__isnull=False).exists()


@transaction.atomic
def explain(*, finding: MatchFinding, silent_until: date, note: str, by) -> None:
    if silent_until <= timezone.localdate():
        raise ValidationError({"silent_until": _("This day must be still to come.")})
    _end(finding, "explain", by, note, silent_until=silent_until)
