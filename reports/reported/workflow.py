"""The one table of a sheet's way: filled in, sent in, approved upward by somebody else."""

from django.utils.translation import pgettext_lazy

from registry.permissions import Permission
from registry.workflows import Transition, Workflow
from reports.reported.choices import SheetState as S

ENTER, APPROVE = Permission.ENTER_FIGURES, Permission.APPROVE_FIGURES
SHEET = Workflow(
    "figure_sheet",
    S,
    (
        Transition("send_in", (S.ASKED, S.RETURNED), S.SUBMITTED, pgettext_lazy("sheet", "Send in"), ENTER),
        Transition("approve_sheet", (S.SUBMITTED,), S.APPROVED, pgettext_lazy("sheet", "Approve"), APPROVE),
        Transition("return_sheet", (S.SUBMITTED,), S.RETURNED, pgettext_lazy("sheet", "Send back"), APPROVE),
        Transition("reopen_sheet", (S.APPROVED,), S.RETURNED, pgettext_lazy("sheet", "Open for correction"), APPROVE),
    ),
)
SHEET_KINDS = {S.ASKED: "none", S.SUBMITTED: "info", S.RETURNED: "short", S.APPROVED: "met"}
