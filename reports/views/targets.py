from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry import audit
from registry.areas import is_inside
from registry.permissions import Permission, requires
from reports.formatting import target_text
from reports.forms import TargetForm
from reports.indicators import INDICATORS
from reports.models import Target


@require_safe
@requires(Permission.VIEW_BOARD)
def target_list(request):
    years = sorted({timezone.localdate().year, *Target.objects.visible_to(request.user).values_list("year", flat=True)})
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else timezone.localdate().year
    found = Target.objects.visible_to(request.user).filter(year=year).select_related("area")
    may_edit = request.user.can(Permission.EDIT_TARGETS)
    lines = [
        {
            "target": t,
            "indicator": INDICATORS[t.indicator],
            "text": target_text(INDICATORS[t.indicator], t.value),
            "may_edit": may_edit and is_inside(t.area_id, request.user.area_id),
        }
        for t in found.order_by("indicator", "area", "position")
        if t.indicator in INDICATORS
    ]
    context = {
        "lines": lines,
        "year": year,
        "tabs": [{"label": str(y), "url": f"?year={y}", "active": y == year} for y in years],
        "may_edit": may_edit,
    }
    return render(request, "reports/targets/list.html", context)


@requires(Permission.EDIT_TARGETS)
def target_add(request):
    initial = {"indicator": request.GET.get("indicator", ""), "area": request.user.area_id}
    form = TargetForm(request.POST or None, staff=request.user, initial=initial)
    if form.is_valid() and form.save_change(by=request.user):
        messages.success(request, _("The target is set."))
        return redirect("reports:target-list")
    return _form_page(request, form, _("Set a target"))


def _own(request, pk) -> Target:
    """Mine to change are those of my own area and below; a higher area's binds me but is not mine."""
    mine = Target.objects.visible_to(request.user).filter(area__code__inside=request.user.area_id)
    return get_object_or_404(mine, pk=pk)


@requires(Permission.EDIT_TARGETS)
def target_edit(request, pk):
    target = _own(request, pk)
    form = TargetForm(request.POST or None, instance=target, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        messages.success(request, _("Saved."))
        return redirect("reports:target-list")
    return _form_page(request, form, _("Change the target"), target)


@require_POST
@requires(Permission.EDIT_TARGETS)
@transaction.atomic
def target_delete(request, pk):
    target = _own(request, pk)
    audit.record(by=request.user, action="delete", obj=target, changes=audit.first_values(target))
    target.delete()
    messages.success(request, _("The target is deleted."))
    return redirect("reports:target-list")


def _form_page(request, form, heading, target=None):
    context = {"form": form, "heading": heading, "target": target}
    return render(request, "reports/targets/form.html", context, status=422 if form.errors else 200)
