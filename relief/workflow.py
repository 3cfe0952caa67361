"""The one table of an application's way (DOMAIN: 申请 → 受理 → 比对 → 入户 → 初审 → 公示 → 审核 → 审批)."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.workflows import Transition, Workflow
from relief.choices import ApplicationState as S

EDIT, REVIEW, APPROVE = Permission.EDIT_RELIEF, Permission.REVIEW_RELIEF, Permission.APPROVE_RELIEF
AT_THE_DESK = (S.SUBMITTED, S.CORRECTION, S.ACCEPTED, S.MATCHED, S.VISITED)
# An objection upheld refuses as a survey does.
UNDECIDED = tuple(state for state in S if state not in (S.APPROVED, S.REFUSED, S.WITHDRAWN))

APPLICATION = Workflow(
    "application",
    S,
    (
        Transition("ask_correction", (S.SUBMITTED,), S.CORRECTION, _("Ask to complete it"), EDIT),
        Transition("complete", (S.CORRECTION,), S.SUBMITTED, _("The papers are complete"), EDIT),
        Transition("accept", (S.SUBMITTED,), S.ACCEPTED, _("Accept"), EDIT),
        Transition("match", (S.ACCEPTED,), S.MATCHED, _("Enter the matching"), EDIT),
        Transition("visit", (S.MATCHED,), S.VISITED, _("Enter the home visit"), EDIT),
        Transition("first_review", (S.VISITED,), S.FIRST_REVIEWED, _("Pass the first review"), EDIT),
        Transition("post", (S.FIRST_REVIEWED,), S.ON_NOTICE, _("Post the public notice"), EDIT),
        Transition("object", (S.ON_NOTICE,), S.OBJECTED, _("Enter an objection"), EDIT),
        Transition("resurvey", (S.OBJECTED,), S.MATCHED, _("Answer it, and survey anew"), EDIT),
        # Where a programme publishes nothing, the first review leads straight to it.
        Transition("review", (S.FIRST_REVIEWED, S.ON_NOTICE), S.REVIEWED, _("Pass the review"), REVIEW),
        Transition("approve", (S.REVIEWED,), S.APPROVED, _("Approve"), APPROVE),
        Transition("send_back", (S.FIRST_REVIEWED, S.ON_NOTICE), S.MATCHED, _("Send back to the visit"), REVIEW),
        Transition("return_to_visit", (S.REVIEWED,), S.MATCHED, _("Send back to the visit"), APPROVE),
        Transition("refuse", (*AT_THE_DESK, S.OBJECTED), S.REFUSED, _("Refuse"), EDIT),
        Transition("refuse_review", (S.FIRST_REVIEWED, S.ON_NOTICE), S.REFUSED, _("Refuse"), REVIEW),
        Transition("refuse_approval", (S.REVIEWED,), S.REFUSED, _("Refuse"), APPROVE),
        Transition("withdraw", UNDECIDED, S.WITHDRAWN, _("The applicant withdraws it"), EDIT),
    ),
)

# Three different people, whatever their roles.
JUDGEMENTS = ("first_review", "review", "approve")
REASON_NEEDED = {"ask_correction", "send_back", "return_to_visit", "refuse", "refuse_review", "refuse_approval"}
REFUSALS = ("refuse", "refuse_review", "refuse_approval")
DECIDING = {*REFUSALS, "approve", "withdraw"}
