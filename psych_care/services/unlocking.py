from datetime import date

from django.utils.translation import gettext as _

from psych_care.models import LockUp
from psych_care.workflows import UNLOCKING, UNLOCKING_DAYS
from registry.services.days import check_not_before


def take_step(*, lock_up: LockUp, step: str, on: date, by) -> None:
    """Raises ValidationError out of turn, and for a day before the step before."""
    UNLOCKING.check(step, lock_up)
    day, before = UNLOCKING_DAYS[step]
    check_not_before(on, getattr(lock_up, before), _("The step before was on %(first)s; this cannot be earlier."))
    UNLOCKING.take(step, record=lock_up, by=by, **{day: on})
