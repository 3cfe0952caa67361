"""The one table of a petition's way: registered, assigned, answered, called back, archived."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.workflows import Transition, Workflow
from relief.case_choices import PetitionState as S

EDIT = Permission.EDIT_RELIEF

PETITION = Workflow(
    "petition",
    S,
    (
        Transition("assign", (S.REGISTERED, S.ASSIGNED), S.ASSIGNED, _("Assign"), EDIT),
        Transition("answer_petition", (S.ASSIGNED,), S.ANSWERED, _("Enter the answer"), EDIT),
        Transition("call_back", (S.ANSWERED,), S.CALLED_BACK, _("Enter the call back"), EDIT),
        Transition("take_up", (S.CALLED_BACK,), S.ASSIGNED, _("Take it up again"), EDIT),
        Transition("archive", (S.CALLED_BACK,), S.ARCHIVED, _("Archive"), EDIT),
    ),
)
