from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.shortcuts import render

from registry.models import Staff


class StaffBackend(BaseBackend):
    """User name and password of an active account; Django's permission tables are not used (registry.permissions)."""

    def authenticate(self, request, username=None, password=None):
        if not username or not password:
            return None
        staff = Staff.objects.filter(username=username).first()
        if staff is None:
            make_password(password)  # so that an unknown name takes as long as a wrong password
            return None
        return staff if staff.check_password(password) and staff.is_active else None

    def get_user(self, user_id):
        return Staff.objects.filter(pk=user_id, is_active=True).select_related("area").prefetch_related("roles").first()


def client_address(request) -> str:
    """The visitor's address as the outermost of PROXY_COUNT trusted proxies saw it."""
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return seen[-settings.PROXY_COUNT] if 0 < settings.PROXY_COUNT <= len(seen) else request.META.get("REMOTE_ADDR", "")


def locked_out(request, credentials, *args, **kwargs):
    return render(request, "registry/locked_out.html", status=429)
