"""Signing in and out, and one's own password: each leaves its row in the audit log."""

from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.utils import timezone

from registry import audit
from registry.models import Staff


@transaction.atomic
def sign_in(*, request, staff) -> None:
    login(request, staff)
    # Signing in again without having signed out keeps the session: its ten hours begin anew.
    now = timezone.now().timestamp()
    request.session.update({"started_at": now, "seen_at": now})
    audit.record(by=staff, action="sign-in")


def sign_in_failed(*, username: str, is_locked: bool) -> None:
    """An unknown name is left out: people type their password into the wrong field."""
    staff = Staff.objects.filter(username=username).first()
    action = "sign-in-locked" if is_locked else "sign-in-failed"
    audit.record(by=None, action=action, obj=staff, area_code=staff.area_id if staff else "")


@transaction.atomic
def sign_out(*, request) -> None:
    audit.record(by=request.user, action="sign-out")
    logout(request)


@transaction.atomic
def change_own_password(*, request, new_password: str) -> None:
    staff = request.user
    staff.set_password(new_password)
    staff.must_change_password = False
    staff.save(update_fields=["password", "must_change_password"])
    update_session_auth_hash(request, staff)
    audit.record(by=staff, action="change-password", obj=staff)
