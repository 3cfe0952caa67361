"""What psychiatric care plugs into registry; all of it for those with the permission only."""

from django.utils.translation import gettext_lazy as _

from psych_care import panel, worklists
from psych_care.services.register import end_for_leaver
from registry.permissions import Permission
from registry.plugs import (
    NavItem,
    Panel,
    Worklist,
    add_confidential,
    add_leave_hook,
    add_nav_item,
    add_panel,
    add_worklist,
)

add_nav_item(
    NavItem("psych", _("Psychiatric care"), "psych_care:home", "psych_care", (Permission.VIEW_PSYCH,), order=40)
)
add_panel(Panel("psych", "psych_care/_panel.html", panel.context, Permission.VIEW_PSYCH, order=40))
add_leave_hook(end_for_leaver)
add_confidential("psych_care", Permission.VIEW_PSYCH)

WORKLISTS = (
    ("psych-alone", _("Patients of high risk not seen for two weeks"), worklists.LEFT_ALONE),
    ("psych-locked-up", _("Persons locked up, until the end"), worklists.LOCKED_UP),
    ("psych-contact", _("Patients whose next contact is due"), worklists.CONTACT_DUE),
    ("psych-discharged", _("Discharged from hospital, not yet visited"), worklists.DISCHARGED),
    ("psych-medicine", _("Medicine that runs out"), worklists.RUNNING_OUT),
    ("psych-guardian", _("Patients without a guardianship"), worklists.WITHOUT_GUARDIAN),
    ("psych-letter", _("Responsibility letters missing or ending"), worklists.LETTER_ENDING),
)
for order, (key, label, waiting) in enumerate(WORKLISTS, start=40):
    add_worklist(Worklist(key, label, waiting.count, waiting.items, Permission.EDIT_PSYCH, order=order))
