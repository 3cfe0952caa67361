from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme


class LanguageMiddleware:
    """The language chosen with the switch (a cookie), Simplified Chinese otherwise, whatever the browser prefers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLimitsMiddleware:
    """Ends a session after SESSION_IDLE_SECONDS without a request, and SESSION_LIFETIME_SECONDS after sign-in.

    A page that asks again by itself (a progress bar) sends X-Desk-Poll: nobody sits before it for that.
    """

    WRITE_EVERY_SECONDS = 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request):
        now = timezone.now().timestamp()
        started = request.session.setdefault("started_at", now)
        seen = request.session.get("seen_at", now)
        if now - started > settings.SESSION_LIFETIME_SECONDS:
            self._end(request, "lifetime")
        elif now - seen > settings.SESSION_IDLE_SECONDS:
            self._end(request, "idle")
        elif "seen_at" not in request.session or (now - seen >= self.WRITE_EVERY_SECONDS and not _is_poll(request)):
            # Not at each request: on SQLite every write waits for the one writer.
            request.session["seen_at"] = now

    @staticmethod
    def _end(request, why: str):
        logout(request)
        # The sign-in page tells why.
        request.session["ended"] = why


def _is_poll(request) -> bool:
    return "X-Desk-Poll" in request.headers


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page asks for an account; signing in leads back to the page, for a form sent too late to the one it stood on."""

    def handle_no_permission(self, request, view_func):
        return redirect_to_login(_page_of(request), resolve_url(self.get_login_url(view_func)))


def _page_of(request) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class FirstPasswordMiddleware:
    """Until the first password is changed, every page leads to changing it."""

    OPEN = {"registry:password-change", "registry:sign-out", "set_language", "registry:text-size"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        must_change = request.user.is_authenticated and request.user.must_change_password
        if must_change and request.resolver_match.view_name not in self.OPEN:
            return redirect(reverse("registry:password-change"))
        return None
