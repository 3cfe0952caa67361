from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from registry.models import Person
from registry.models.people import LeftReason
from relief.choices import StopReason
from relief.models import Application, Entitlement
from relief.services.applications import move_on
from relief.services.entitlements import stop

STOP_REASON = {LeftReason.MOVED: StopReason.MOVED, LeftReason.DIED: StopReason.DIED}


@transaction.atomic
def end_for_leaver(*, person: Person, on: date, reason: str, by) -> None:
    """Leave hook of the register: what the person draws is stopped, and nothing they applied for goes on."""
    for entitlement in Entitlement.objects.running().filter(person=person):
        stop(entitlement=entitlement, on=on, reason=STOP_REASON.get(reason, StopReason.LEFT), by=by)
    for application in Application.objects.undecided().filter(person=person).select_related("bundle"):
        move_on(application=application, name="withdraw", by=by, reason=_("The applicant left the register."))
