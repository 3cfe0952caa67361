"""Accounts: who may sign in, where and as what. Scope of the account that is changed is the caller's `visible_to`."""

import secrets

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.models import Staff, StaffRole
from registry.permissions import Role
from registry.versioned_forms import StaleVersionError

# Without the letters and digits that are taken for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def temporary_password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _m in range(3))


@transaction.atomic
def write_roles(*, by, staff: Staff, roles: set[str]) -> None:
    """Raises StaleVersionError when the account was saved since it was read."""
    before = staff.role_codes
    if before == roles:
        return
    if by is not None and staff.pk == by.pk:
        raise ValidationError(_("Nobody changes their own roles."))
    _lock_administrators()
    _take_version(staff)
    staff.roles.exclude(role__in=roles).delete()
    StaffRole.objects.bulk_create(StaffRole(staff=staff, role=role) for role in sorted(roles - before))
    _check_an_administrator_remains(staff)
    audit.record(
        by=by, action="change", obj=staff, changes={"roles": [",".join(sorted(before)), ",".join(sorted(roles))]}
    )


@transaction.atomic
def add_staff(*, by, form) -> str:
    """The temporary password, which is shown once and kept nowhere."""
    password = temporary_password()
    form.instance.set_password(password)
    form.save_change(by=by)
    return password


@transaction.atomic
def deactivate(*, by, staff: Staff) -> None:
    """The account may not sign in any more; where it is signed in, the next page asks for another one."""
    if staff.pk == by.pk:
        raise ValidationError(_("Nobody closes their own account."))
    _lock_administrators()
    if Staff.objects.filter(pk=staff.pk, is_active=True).update(is_active=False, version=F("version") + 1):
        _check_an_administrator_remains(staff)
        audit.record(by=by, action="deactivate", obj=staff)


@transaction.atomic
def reactivate(*, by, staff: Staff) -> None:
    if Staff.objects.filter(pk=staff.pk, is_active=False).update(is_active=True, version=F("version") + 1):
        audit.record(by=by, action="reactivate", obj=staff)


@transaction.atomic
def reset_password(*, by, staff: Staff) -> str:
    """A new temporary password; whoever is signed in with the old one is signed out, a lock-out ends."""
    password = temporary_password()
    staff.set_password(password)
    staff.must_change_password = True
    staff.save(update_fields=["password", "must_change_password"])
    reset(username=staff.username)
    audit.record(by=by, action="reset-password", obj=staff)
    return password


def _take_version(staff: Staff) -> None:
    taken = Staff.objects.filter(pk=staff.pk, version=staff.version).update(version=F("version") + 1)
    if not taken:
        raise StaleVersionError
    staff.version += 1


def _lock_administrators() -> None:
    """Of two administrators who remove each other at the same moment, the second one waits, and then sees the first."""
    list(_administrators().order_by("pk").select_for_update())


def _check_an_administrator_remains(staff: Staff) -> None:
    if not any(staff.area_id.startswith(one.area_id) for one in _administrators().filter(is_active=True)):
        raise ValidationError(_("This is the last administrator of the area; give somebody else the role first."))


def _administrators():
    return Staff.objects.filter(pk__in=StaffRole.objects.filter(role=Role.ADMINISTRATOR).values("staff"))
