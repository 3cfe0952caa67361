from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.forms.staff import StaffAddForm, StaffForm
from registry.models import Staff
from registry.paging import page_of
from registry.permissions import Permission, requires
from registry.services import staff as services
from registry.staff_filters import StaffFilter

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _account(request, pk) -> Staff:
    return get_object_or_404(Staff.objects.visible_to(request.user).select_related("area"), pk=pk)


@require_safe
@requires(Permission.MANAGE_STAFF)
def staff_list(request):
    accounts = Staff.objects.visible_to(request.user).select_related("area").prefetch_related("roles")
    chosen = StaffFilter(request.GET, accounts)
    page = page_of(chosen.qs, request)
    return render(request, "registry/staff/list.html", {"filter": chosen, "page": page})


@never_cache
@READ_OR_SEND
@requires(Permission.MANAGE_STAFF)
def staff_add(request):
    form = StaffAddForm(request.POST or None, staff=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            password = services.add_staff(by=request.user, form=form)
        except IntegrityError:
            form.add_error("username", _("This user name is taken."))
        else:
            return _show_password(request, form.instance, password)
    return render(request, "registry/staff/form.html", {"form": form}, status=422 if form.is_bound else 200)


@READ_OR_SEND
@requires(Permission.MANAGE_STAFF)
def staff_edit(request, pk):
    account = _account(request, pk)
    form = StaffForm(request.POST or None, instance=account, staff=request.user)
    if request.method == "POST" and form.is_valid() and form.save_change(by=request.user):
        messages.success(request, _("Saved."))
        return redirect("registry:staff-list")
    context = {"form": form, "account": account, "is_me": account == request.user}
    return render(request, "registry/staff/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.MANAGE_STAFF)
def staff_deactivate(request, pk):
    try:
        services.deactivate(by=request.user, staff=_account(request, pk))
        messages.success(request, _("The account is closed."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("registry:staff-edit", pk)


@require_POST
@requires(Permission.MANAGE_STAFF)
def staff_reactivate(request, pk):
    services.reactivate(by=request.user, staff=_account(request, pk))
    messages.success(request, _("The account may sign in again."))
    return redirect("registry:staff-edit", pk)


@never_cache
@require_POST
@requires(Permission.MANAGE_STAFF)
def staff_reset_password(request, pk):
    account = _account(request, pk)
    if account == request.user:
        return redirect("registry:password-change")
    return _show_password(request, account, services.reset_password(by=request.user, staff=account))


def _show_password(request, account: Staff, password: str):
    """Once, in the answer itself: it is kept nowhere, the session included."""
    return render(request, "registry/staff/password.html", {"account": account, "password": password})
