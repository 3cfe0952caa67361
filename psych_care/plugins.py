"""What psychiatric care plugs into registry; all of it for those with the permission only."""

from django.utils.translation import gettext_lazy as _

from psych_care import card_worklists, care_worklists, panel, worklists
from psych_care.datasets import DATASETS
from psych_care.omissions import poor_without_medicine
from psych_care.services import incentives
from psych_care.services.doubts import find_for_leaver
from psych_care.services.register import end_for_leaver
from registry.permissions import Permission
from registry.plugs import (
    NavItem,
    Omission,
    Panel,
    SettingsItem,
    Worklist,
    add_confidential,
    add_dataset,
    add_leave_hook,
    add_nav_item,
    add_omission,
    add_panel,
    add_payment_proposals,
    add_settings_item,
    add_worklist,
)

add_nav_item(
    NavItem("psych", _("Psychiatric care"), "psych_care:home", "psych_care", (Permission.VIEW_PSYCH,), order=40)
)
add_panel(Panel("psych", "psych_care/_panel.html", panel.context, Permission.VIEW_PSYCH, order=40))
add_leave_hook(end_for_leaver)
add_leave_hook(find_for_leaver)
add_payment_proposals(incentives.PROGRAMME, incentives.proposals)
add_settings_item(
    SettingsItem(
        "psych-rules",
        _("Rules of psychiatric care"),
        _("Days, the guardians' incentive, and which visits are doubted"),
        "psych_care:rule-list",
        (Permission.OVERSEE_PSYCH,),
        order=45,
    )
)
add_confidential("psych_care", Permission.VIEW_PSYCH)
add_omission(
    Omission(
        "no_drug_relief",
        _("Poor, with a severe mental disorder, without free medicine"),
        poor_without_medicine,
        Permission.VIEW_PSYCH,
    )
)

WORKLISTS = (
    ("psych-alone", _("Patients of high risk not seen for two weeks"), worklists.LEFT_ALONE),
    ("psych-locked-up", _("Persons locked up, until the end"), worklists.LOCKED_UP),
    ("psych-contact", _("Patients whose next contact is due"), worklists.CONTACT_DUE),
    ("psych-discharged", _("Discharged from hospital, not yet visited"), worklists.DISCHARGED),
    ("psych-medicine", _("Medicine that runs out"), worklists.RUNNING_OUT),
    ("psych-guardian", _("Patients without a guardianship"), worklists.WITHOUT_GUARDIAN),
    ("psych-letter", _("Responsibility letters missing or ending"), worklists.LETTER_ENDING),
    ("psych-single-guardian", _("Patients with a single guardian"), care_worklists.SINGLE_GUARDIAN),
    ("psych-home-bed", _("Home beds to be visited"), care_worklists.BED_VISIT),
    ("psych-lost", _("Lost patients to be searched for"), care_worklists.LOST),
    ("psych-doubt", _("Visits to be looked at again"), care_worklists.TO_ANSWER),
    ("psych-again", _("Visits that were not made"), care_worklists.TO_VISIT_AGAIN),
    ("psych-check", _("Guardians to be checked for the quarter"), care_worklists.TO_CHECK),
    ("psych-review", _("Guardians to be reviewed for the year"), care_worklists.TO_REVIEW),
    *card_worklists.WORKLISTS,
)
MANAGERS_WORKLISTS = (
    ("psych-high-risk", _("Patients of risk 3 to 5"), care_worklists.HIGH_RISK),
    ("psych-call-back", _("Doubted visits to be called back"), care_worklists.TO_CALL),
)
for order, (key, label, waiting) in enumerate(WORKLISTS, start=40):
    add_worklist(Worklist(key, label, waiting.count, waiting.items, Permission.EDIT_PSYCH, order=order))
for order, (key, label, waiting) in enumerate(MANAGERS_WORKLISTS, start=60):
    add_worklist(Worklist(key, label, waiting.count, waiting.items, Permission.OVERSEE_PSYCH, order=order))
for dataset in DATASETS:
    add_dataset(dataset)
