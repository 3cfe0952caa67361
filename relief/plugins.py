"""What relief plugs into registry: its place in the rail, its panel on a person's page, its worklists, its leave hook."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.plugs import (
    NavItem,
    Panel,
    Worklist,
    add_closing_hook,
    add_leave_hook,
    add_nav_item,
    add_panel,
    add_worklist,
)
from relief import finding_worklists, matching_jobs, panel, run_worklists, worklists
from relief.services.leaving import end_for_leaver
from relief.services.petitions import open_in

add_nav_item(NavItem("relief", _("Relief"), "relief:home", "relief", (Permission.VIEW_RELIEF,), order=50))
add_panel(Panel("relief", "relief/_panel.html", panel.context, Permission.VIEW_RELIEF, order=50))
add_leave_hook(end_for_leaver)
add_closing_hook(open_in)

# Importing it registers the job.
MATCHING = matching_jobs.KIND

WORKLISTS = (
    ("relief-desk", _("Relief applications that wait for the desk"), worklists.DESK, Permission.EDIT_RELIEF),
    ("relief-review", _("Relief applications to review"), worklists.TO_REVIEW, Permission.REVIEW_RELIEF),
    ("relief-approve", _("Relief applications to approve"), worklists.TO_APPROVE, Permission.APPROVE_RELIEF),
    ("relief-recertify", _("Entitlements to re-certify within 30 days"), worklists.REVIEWS, Permission.EDIT_RELIEF),
    ("relief-changed", _("Households that changed: new amounts"), worklists.CHANGED, Permission.EDIT_RELIEF),
    ("relief-successor", _("Households whose payee left"), worklists.SUCCESSORS, Permission.EDIT_RELIEF),
    ("runs-check", _("Payment runs to confirm"), run_worklists.TO_CHECK, Permission.EDIT_RELIEF),
    ("runs-review", _("Payment runs to review"), run_worklists.TO_REVIEW, Permission.REVIEW_RELIEF),
    ("runs-approve", _("Payment runs to approve"), run_worklists.TO_APPROVE, Permission.APPROVE_RELIEF),
    ("runs-release", _("Payment runs to release to the bank"), run_worklists.TO_RELEASE, Permission.RELEASE_RELIEF),
    ("runs-settle", _("Payment runs that wait for the bank"), run_worklists.TO_SETTLE, Permission.RELEASE_RELIEF),
    ("payments-returned", _("Returned payments to correct"), run_worklists.TO_CORRECT, Permission.EDIT_RELIEF),
    ("payments-by-hand", _("Payments to hand over"), run_worklists.TO_HAND_OVER, Permission.EDIT_RELIEF),
    ("relief-findings", _("Findings of the matching to settle"), finding_worklists.FINDINGS, Permission.EDIT_RELIEF),
    ("relief-recoveries", _("Recoveries overdue"), finding_worklists.RECOVERIES, Permission.EDIT_RELIEF),
    ("relief-petitions", _("Petitions to assign or answer"), finding_worklists.PETITIONS, Permission.EDIT_RELIEF),
    ("relief-call-back", _("Petitioners to call back"), finding_worklists.CALL_BACKS, Permission.EDIT_RELIEF),
)
for order, (key, label, lines, permission) in enumerate(WORKLISTS, start=50):
    add_worklist(Worklist(key, label, lines.count, lines.items, permission, order=order))
