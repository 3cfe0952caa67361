"""The one table of a finding's way: open until somebody says how it ends, and open again if it recurs."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.workflows import Transition, Workflow
from relief.matching_choices import FindingState as S

EDIT = Permission.EDIT_RELIEF
ENDED = (S.APPLIED, S.STOPPED, S.RECOVERED, S.EXPLAINED, S.GONE)

FINDING = Workflow(
    "finding",
    S,
    (
        Transition("apply", (S.OPEN,), S.APPLIED, _("It is applied for"), EDIT),
        Transition("stop_drawn", (S.OPEN,), S.STOPPED, _("Stop what is drawn"), EDIT),
        Transition("recover", (S.OPEN, S.STOPPED), S.RECOVERED, _("Ask the money back"), EDIT),
        Transition("explain", (S.OPEN,), S.EXPLAINED, _("Explain it"), EDIT),
        # By the matching of a night alone: the rule does not find it any more, or finds it once more.
        Transition("vanish", (S.OPEN,), S.GONE, _("Not found any more"), EDIT),
        Transition("recur", ENDED, S.OPEN, _("Found again"), EDIT),
    ),
)
BY_HAND = ("apply", "stop_drawn", "recover", "explain")
