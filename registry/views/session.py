from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from registry.context_processors import TEXT_SIZE_COOKIE
from registry.forms.session import PasswordChangeForm, SignInForm
from registry.services import sessions

A_YEAR = 365 * 24 * 60 * 60
READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _next(request) -> str:
    """What `next` holds, when that is a page of this desk; "" otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _to_next(request):
    return redirect(_next(request) or settings.LOGIN_REDIRECT_URL)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@READ_OR_SEND
def sign_in(request):
    if request.user.is_authenticated:
        return _to_next(request)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            sessions.sign_in(request=request, staff=form.get_user())
            return _to_next(request)
        is_locked = getattr(request, "axes_locked_out", False)
        sessions.sign_in_failed(username=request.POST.get("username", ""), is_locked=is_locked)
    # A partial that meets the sign-in page loads it whole afterwards; the reason must still be there then.
    ended = "" if request.htmx else request.session.pop("ended", "")
    context = {"form": form, "next": _next(request), "ended": ended}
    return render(request, "registry/session/sign_in.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request):
    sessions.sign_out(request=request)
    messages.success(request, _("You are signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@never_cache
@sensitive_post_parameters()
@READ_OR_SEND
def password_change(request):
    form = PasswordChangeForm(request.POST or None, staff=request.user)
    if request.method == "POST" and form.is_valid():
        sessions.change_own_password(request=request, new_password=form.cleaned_data["new_password"])
        messages.success(request, _("Your password is changed."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    page = "first_password" if request.user.must_change_password else "password_change"
    return render(request, f"registry/session/{page}.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def text_size(request):
    response = _to_next(request)
    size = "large" if request.POST.get("text_size") == "large" else "usual"
    response.set_cookie(TEXT_SIZE_COOKIE, size, max_age=A_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response
