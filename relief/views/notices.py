"""The public notice: what everybody may read while it runs, and the sheet for the notice board."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.models import Area
from registry.pdf.letters import letter_response
from registry.permissions import Permission, requires
from registry.querysets import ADULT_AGE
from relief.models import Notice


def public_name(notice: Notice) -> str:
    """Of minors nothing is published."""
    person = notice.application.person
    return person.full_name if person.age_on(timezone.localdate()) >= ADULT_AGE else ""


@login_not_required
@never_cache
@require_safe
def public_notice(request, token):
    """Name, programme, amount and the days, nothing else; gone when it is over, and no search engine keeps it."""
    # Whoever has the address may read it: that is what a public notice is for.
    notice = Notice.objects.for_list().filter(token=token).first()
    if notice is None or not notice.is_shown_on(timezone.localdate()) or not public_name(notice):
        raise Http404
    response = render(request, "relief/public_notice.html", {"notice": notice, "name": public_name(notice)})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@login_not_required
@require_safe
def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
@requires(Permission.VIEW_RELIEF)
def notice_sheet(request, code):
    """All that hangs inside an area today, on paper; of minors nothing."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=code)
    today = timezone.localdate()
    shown = Notice.objects.visible_to(request.user).inside(area.code).shown_on(today).for_list()
    lines = [(notice, public_name(notice)) for notice in shown.order_by("application__programme", "pk")]
    context = {
        "title": _("Public notice"),
        "area": area,
        "lines": [{"notice": notice, "name": name} for notice, name in lines if name],
        "today": today,
    }
    return letter_response("relief/pdf/notice.html", context, _("Public notice %(area)s") % {"area": area.name})
