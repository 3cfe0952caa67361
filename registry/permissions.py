"""Who may do what: permissions in code, roles as sets of them. Scope (which people) is apart: `visible_to(staff)`."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CLERK = "clerk", _("Clerk")
    MANAGER = "manager", _("District manager")
    PSYCHIATRIC_WORKER = "psychiatric_worker", _("Psychiatric worker")
    REVIEWER = "reviewer", _("Reviewer")
    APPROVER = "approver", _("Approver")
    FINANCE = "finance", _("Finance officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(models.TextChoices):
    VIEW_PEOPLE = "view_people", _("See people of my area")
    EDIT_PEOPLE = "edit_people", _("Enter and change people")
    REVEAL = "reveal", _("Show a masked value, with a reason")
    VIEW_HISTORY = "view_history", _("See who changed a record")
    VIEW_REHAB = "view_rehab", _("See rehabilitation records")
    EDIT_REHAB = "edit_rehab", _("Enter rehabilitation records")
    VIEW_PSYCH = "view_psych", _("See psychiatric records, each reading logged")
    EDIT_PSYCH = "edit_psych", _("Enter psychiatric records")
    OVERSEE_PSYCH = "oversee_psych", _("Set the rules of psychiatric care, call back about doubted visits")
    APPROVE_REHAB = "approve_rehab", _("Decide on applications of rehabilitation")
    VIEW_RELIEF = "view_relief", _("See relief applications and entitlements")
    EDIT_RELIEF = "edit_relief", _("Enter relief applications and visits")
    REVIEW_RELIEF = "review_relief", _("Review relief applications and payments")
    APPROVE_RELIEF = "approve_relief", _("Approve relief applications and payments")
    RELEASE_RELIEF = "release_relief", _("Release payments to the bank")
    EDIT_PROGRAMMES = "edit_programmes", _("Set relief programmes, standards and exclusions")
    IMPORT_DATA = "import_data", _("Import data")
    EXPORT_DATA = "export_data", _("Export tables and data")
    VIEW_BOARD = "view_board", _("See the target-rate board")
    EDIT_TARGETS = "edit_targets", _("Set targets")
    ENTER_FIGURES = "enter_figures", _("Fill in reported figures")
    APPROVE_FIGURES = "approve_figures", _("Ask for and approve reported figures")
    MAKE_REPORT = "make_report", _("Make the annual report")
    VIEW_AUDIT = "view_audit", _("See the audit log")
    MANAGE_STAFF = "manage_staff", _("Manage accounts")
    MANAGE_AREAS = "manage_areas", _("Manage areas and population")


P = Permission
_SEE = {P.VIEW_PEOPLE, P.VIEW_REHAB}
_SEE_RELIEF = _SEE | {P.VIEW_RELIEF}
_WORK = _SEE_RELIEF | {P.EDIT_PEOPLE, P.EDIT_REHAB, P.EDIT_RELIEF, P.REVEAL}
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.CLERK: frozenset(_WORK | {P.IMPORT_DATA, P.EXPORT_DATA, P.VIEW_BOARD, P.ENTER_FIGURES}),
    Role.MANAGER: frozenset(
        _WORK
        | {
            P.APPROVE_REHAB,
            P.OVERSEE_PSYCH,
            P.EDIT_PROGRAMMES,
            P.IMPORT_DATA,
            P.EXPORT_DATA,
            P.VIEW_BOARD,
            P.EDIT_TARGETS,
            P.ENTER_FIGURES,
            P.APPROVE_FIGURES,
            P.MAKE_REPORT,
            P.VIEW_HISTORY,
        }
    ),
    Role.PSYCHIATRIC_WORKER: frozenset(_SEE | {P.VIEW_PSYCH, P.EDIT_PSYCH, P.VIEW_BOARD, P.IMPORT_DATA, P.EXPORT_DATA}),
    Role.REVIEWER: frozenset(_SEE_RELIEF | {P.VIEW_BOARD, P.REVIEW_RELIEF}),
    Role.APPROVER: frozenset(_SEE_RELIEF | {P.APPROVE_REHAB, P.VIEW_BOARD, P.APPROVE_RELIEF, P.APPROVE_FIGURES}),
    Role.FINANCE: frozenset({P.VIEW_BOARD, P.VIEW_RELIEF, P.RELEASE_RELIEF}),
    Role.AUDITOR: frozenset(_SEE_RELIEF | {P.VIEW_BOARD, P.VIEW_AUDIT, P.VIEW_HISTORY}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_STAFF, P.MANAGE_AREAS}),
}


def requires(permission: Permission):
    """View decorator: 403 for signed-in staff without the permission. Scope is the view's own (404)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate
