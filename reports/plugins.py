"""What reports plugs into registry: the board and the reports in the rail."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.plugs import NavItem, add_nav_item, add_worklist
from reports.annual import jobs  # noqa: F401  (registers the handler of its jobs)
from reports.reported.worklists import WORKLISTS

add_nav_item(NavItem("board", _("Board"), "reports:board", "board", (Permission.VIEW_BOARD,), order=60))
add_nav_item(NavItem("reports", _("Reports"), "reports:report-list", "reports", (Permission.MAKE_REPORT,), order=70))
for worklist in WORKLISTS:
    add_worklist(worklist)
