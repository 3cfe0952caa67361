"""The hub of relief."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from relief.models import Application, Entitlement


@require_safe
@requires(Permission.VIEW_RELIEF)
def home(request):
    return render(request, "relief/home.html", {"figures": _figures(request.user)})


def _figures(staff) -> list[dict]:
    today = timezone.localdate()
    return [
        {
            "label": _("Applications being worked on"),
            "value": Application.objects.visible_to(staff).undecided().count(),
        },
        {"label": _("Entitlements this month"), "value": Entitlement.objects.visible_to(staff).drawn_on(today).count()},
    ]
