"""What relief plugs into registry: its place in the rail, its panel on a person's page, its worklists, its leave hook."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.plugs import NavItem, Panel, Worklist, add_leave_hook, add_nav_item, add_panel, add_worklist
from relief import panel, worklists
from relief.services.leaving import end_for_leaver

add_nav_item(NavItem("relief", _("Relief"), "relief:home", "relief", (Permission.VIEW_RELIEF,), order=50))
add_panel(Panel("relief", "relief/_panel.html", panel.context, Permission.VIEW_RELIEF, order=50))
add_leave_hook(end_for_leaver)

WORKLISTS = (
    ("relief-desk", _("Relief applications that wait for the desk"), worklists.DESK, Permission.EDIT_RELIEF),
    ("relief-review", _("Relief applications to review"), worklists.TO_REVIEW, Permission.REVIEW_RELIEF),
    ("relief-approve", _("Relief applications to approve"), worklists.TO_APPROVE, Permission.APPROVE_RELIEF),
    ("relief-recertify", _("Entitlements to re-certify within 30 days"), worklists.REVIEWS, Permission.EDIT_RELIEF),
    ("relief-changed", _("Households that changed: new amounts"), worklists.CHANGED, Permission.EDIT_RELIEF),
    ("relief-successor", _("Households whose payee left"), worklists.SUCCESSORS, Permission.EDIT_RELIEF),
)
for order, (key, label, lines, permission) in enumerate(WORKLISTS, start=50):
    add_worklist(Worklist(key, label, lines.count, lines.items, permission, order=order))
