from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.plugs import settings_items_for


@require_safe
def settings_home(request):
    return render(request, "registry/settings/home.html", {"items": settings_items_for(request.user)})
