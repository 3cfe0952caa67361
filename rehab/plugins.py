"""What rehab plugs into registry: its place in the rail, its panel on a person's page, its worklists, its leave hook."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.plugs import (
    NavItem,
    Omission,
    Panel,
    Worklist,
    add_closing_hook,
    add_dataset,
    add_leave_hook,
    add_nav_item,
    add_omission,
    add_panel,
    add_worklist,
)
from rehab import device_worklists, panel
from rehab.datasets import DATASETS
from rehab.omissions import children_without_aid
from rehab.services.children import end_aids_of
from rehab.services.devices import withdraw_devices_of
from rehab.services.files import end_for_leaver
from rehab.services.places import open_in
from rehab.services.referrals import withdraw_for_leaver
from rehab.worklists import (
    CHILDREN,
    NOT_ASKED,
    REVIEWS,
    TO_DECIDE,
    TO_EVALUATE,
    TO_SCREEN_EARLY,
    UNANSWERED,
    WITHOUT_FILE,
    WITHOUT_PLAN,
    WITHOUT_SERVICE,
)

add_nav_item(NavItem("rehab", _("Rehabilitation"), "rehab:home", "rehab", (Permission.VIEW_REHAB,), order=30))
add_panel(Panel("rehab", "rehab/_panel.html", panel.context, Permission.VIEW_REHAB, order=30))
add_leave_hook(end_for_leaver)
add_leave_hook(withdraw_for_leaver)
add_leave_hook(end_aids_of)
add_leave_hook(withdraw_devices_of)
add_closing_hook(open_in)
add_omission(Omission("no_child_aid", _("A child with a need, without child rehab aid"), children_without_aid))

WORKLISTS = (
    ("rehab-children", _("Young children with a need, not yet served"), CHILDREN),
    ("rehab-file", _("People with a need and no open rehab file"), WITHOUT_FILE),
    ("rehab-service", _("Open rehab files without a service for 90 days"), WITHOUT_SERVICE),
    ("rehab-plan", _("Open rehab files without a plan"), WITHOUT_PLAN),
    ("rehab-review", _("Reviews of rehab plans"), REVIEWS),
    ("rehab-referral", _("Referrals without an answer"), UNANSWERED),
    ("child-screening", _("Early screenings of reported children"), TO_SCREEN_EARLY),
    ("child-evaluation", _("Yearly evaluations of child rehab aid"), TO_EVALUATE),
    ("device-step", _("Applications for devices to move on"), device_worklists.UNDECIDED),
    ("device-fit", _("Devices to fit"), device_worklists.TO_FIT),
    ("device-visit", _("Return visits after fitting"), device_worklists.TO_VISIT),
    ("device-replace", _("Devices whose service life ends"), device_worklists.TO_REPLACE),
    ("device-loan", _("Devices due back"), device_worklists.DUE_BACK),
    ("rehab-satisfaction", _("Satisfaction calls after closing"), NOT_ASKED),
)
for order, (key, label, waiting) in enumerate(WORKLISTS, start=30):
    add_worklist(Worklist(key, label, waiting.count, waiting.items, Permission.EDIT_REHAB, order=order))
add_worklist(
    Worklist(
        "child-aid",
        _("Applications for child rehab aid to decide"),
        TO_DECIDE.count,
        TO_DECIDE.items,
        Permission.APPROVE_REHAB,
        order=29,
    )
)
for dataset in DATASETS:
    add_dataset(dataset)
