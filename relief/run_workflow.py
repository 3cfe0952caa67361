"""The one table of a payment run's way (DOMAIN §6: 发放清单 → 核对 → 审核 → 审批 → 拨付 → 报盘 → 回盘)."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.workflows import Transition, Workflow
from relief.payment_choices import RunState as S

EDIT, REVIEW = Permission.EDIT_RELIEF, Permission.REVIEW_RELIEF
APPROVE, RELEASE = Permission.APPROVE_RELIEF, Permission.RELEASE_RELIEF

RUN = Workflow(
    "run",
    S,
    (
        # By the job that prepares it.
        Transition("finish", (S.PREPARING,), S.PREPARED, _("Prepared"), EDIT),
        Transition("check", (S.PREPARED,), S.CHECKED, _("Confirm the identity"), EDIT),
        Transition("review", (S.CHECKED,), S.REVIEWED, _("Pass the review"), REVIEW),
        Transition("approve_once", (S.REVIEWED,), S.APPROVED_ONCE, _("Approve as the first of two"), APPROVE),
        Transition("approve", (S.REVIEWED, S.APPROVED_ONCE), S.APPROVED, _("Approve"), APPROVE),
        Transition("release", (S.APPROVED,), S.RELEASED, _("Release to the bank"), RELEASE),
        Transition("file", (S.RELEASED,), S.FILED, _("Make the bank file"), RELEASE),
        Transition("take_return", (S.FILED, S.RETURNED), S.RETURNED, _("Take in a return file"), RELEASE),
        Transition("close", (S.RELEASED, S.RETURNED), S.CLOSED, _("Close the run"), RELEASE),
        Transition("cancel", (S.PREPARING, S.PREPARED, S.CHECKED), S.CANCELLED, _("Cancel the run"), EDIT),
        Transition("cancel_review", (S.CHECKED,), S.CANCELLED, _("Cancel the run"), REVIEW),
        Transition("cancel_approval", (S.REVIEWED, S.APPROVED_ONCE), S.CANCELLED, _("Cancel the run"), APPROVE),
        Transition("cancel_release", (S.APPROVED,), S.CANCELLED, _("Cancel the run"), RELEASE),
    ),
)

CANCELLING = {"cancel", "cancel_review", "cancel_approval", "cancel_release"}
# Different people, whatever their roles; and none of them prepared the run.
JUDGEMENTS = ("review", "approve_once", "approve", "release")
