"""What registry itself plugs in."""

from django.utils.translation import gettext_lazy as _

from registry import household_panel
from registry.datasets import DATASETS
from registry.imports.people import PEOPLE
from registry.permissions import Permission
from registry.plugs import (
    NavItem,
    Panel,
    SettingsItem,
    Worklist,
    add_dataset,
    add_leave_hook,
    add_nav_item,
    add_panel,
    add_settings_item,
    add_worklist,
)
from registry.services.closing import end_pairs_of
from registry.worklists import (
    WITHOUT_GUARDIAN,
    count_due_visits,
    count_ending_certificates,
    due_visits,
    ending_certificates,
)

add_nav_item(NavItem("today", _("Today"), "registry:today", "today", tuple(Permission), order=10))
add_nav_item(NavItem("people", _("People"), "registry:person-list", "people", (Permission.VIEW_PEOPLE,), order=20))
add_nav_item(
    NavItem(
        "settings",
        _("Settings"),
        "registry:settings",
        "settings",
        (Permission.MANAGE_STAFF, Permission.MANAGE_AREAS, Permission.VIEW_AUDIT, Permission.IMPORT_DATA),
        order=90,
    )
)

for dataset in (PEOPLE, *DATASETS):
    add_dataset(dataset)
add_worklist(
    Worklist(
        "certificates",
        _("Certificates that end within 90 days or have ended"),
        count_ending_certificates,
        ending_certificates,
        Permission.EDIT_PEOPLE,
        order=20,
    )
)

add_worklist(
    Worklist(
        "guardians",
        _("Minors without a guardian"),
        WITHOUT_GUARDIAN.count,
        WITHOUT_GUARDIAN.items,
        Permission.EDIT_PEOPLE,
        order=25,
    )
)
add_worklist(
    Worklist(
        "helper-visits",
        _("Visits of one-to-one helpers"),
        count_due_visits,
        due_visits,
        Permission.EDIT_PEOPLE,
        order=28,
    )
)
add_leave_hook(end_pairs_of)
add_panel(
    Panel("household", "registry/people/_household.html", household_panel.context, Permission.VIEW_PEOPLE, order=10)
)

add_settings_item(
    SettingsItem(
        "jobs", _("My jobs"), _("Imports and reports that run, and their results"), "registry:job-list", order=10
    )
)
add_settings_item(
    SettingsItem(
        "import",
        _("Import and export"),
        _("People and records from xlsx or csv files, and into them"),
        "registry:import-home",
        (Permission.IMPORT_DATA,),
        order=20,
    )
)
add_settings_item(
    SettingsItem(
        "staff",
        _("Accounts"),
        _("Who may sign in, in which area and with which roles"),
        "registry:staff-list",
        (Permission.MANAGE_STAFF,),
        order=30,
    )
)
add_settings_item(
    SettingsItem(
        "areas",
        _("Areas and population"),
        _("Streets, towns and communities, and how many people live there"),
        "registry:area-list",
        (Permission.MANAGE_AREAS,),
        order=40,
    )
)
add_settings_item(
    SettingsItem(
        "audit",
        _("Audit log"),
        _("Who did what, and whether the log is whole"),
        "registry:audit-log",
        (Permission.VIEW_AUDIT,),
        order=50,
    )
)
