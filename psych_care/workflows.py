"""The steps of the register, of doubted visits and of unlocking; docs/psychiatric-care.md draws them from here."""

from django.utils.translation import gettext_lazy as _

from psych_care.care_choices import DoubtState
from psych_care.choices import LockState, State
from registry.permissions import Permission
from registry.workflows import Transition, Workflow

EDIT = Permission.EDIT_PSYCH
NOT_ENDED = tuple(state for state in State.values if state != State.ENDED)

REGISTER = Workflow(
    "psychiatric_register",
    State,
    (
        Transition("diagnose", (State.CLUE,), State.DIAGNOSED, _("Enter the diagnosis"), EDIT),
        Transition("put_on_file", (State.DIAGNOSED,), State.ON_FILE, _("Put on file, with consent"), EDIT),
        Transition("take_under_care", (State.ON_FILE,), State.UNDER_CARE, _("Take under care"), EDIT),
        Transition("lose", (State.ON_FILE, State.UNDER_CARE), State.LOST, _("Report as lost"), EDIT),
        Transition("find", (State.LOST,), State.UNDER_CARE, _("Found again"), EDIT),
        Transition("end_file", NOT_ENDED, State.ENDED, _("End the file"), EDIT),
    ),
)

DOUBT = Workflow(
    "doubted_visit",
    DoubtState,
    (
        Transition("confirm", (DoubtState.FOUND,), DoubtState.CONFIRMED, _("Confirm with a reason"), EDIT),
        Transition("correct", (DoubtState.FOUND,), DoubtState.CORRECTED, _("Correct the visit"), EDIT),
        Transition(
            "call_back",
            (DoubtState.FOUND, DoubtState.CONFIRMED),
            DoubtState.CALLED_BACK,
            _("Enter the call-back"),
            Permission.OVERSEE_PSYCH,
        ),
    ),
)

UNLOCKING = Workflow(
    "unlocking",
    LockState,
    (
        Transition("assess", (LockState.FOUND,), LockState.ASSESSED, _("Enter the assessment"), EDIT),
        Transition("release", (LockState.ASSESSED,), LockState.RELEASED, _("Enter the release"), EDIT),
        Transition("treat", (LockState.RELEASED,), LockState.TREATED, _("Enter the treatment"), EDIT),
        Transition("follow_up", (LockState.TREATED,), LockState.FOLLOWED, _("Close after follow-up"), EDIT),
    ),
)
# The field of the day on which a step of unlocking was taken, and the one of the step before.
UNLOCKING_DAYS = {
    "assess": ("assessed_on", "found_on"),
    "release": ("released_on", "assessed_on"),
    "treat": ("treated_on", "released_on"),
    "follow_up": ("followed_on", "treated_on"),
}
