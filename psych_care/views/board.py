from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from psych_care import board as figures
from psych_care.section import PSYCH
from registry.permissions import Permission, requires


@require_safe
@requires(Permission.VIEW_PSYCH)
def board(request):
    """How psychiatric care stands in each street; it names nobody, the lists behind it do."""
    lines, whole = figures.rows(request.user, timezone.localdate())
    context = {
        "crumbs": [PSYCH.crumb],
        "title": _("Psychiatric care by street"),
        "figures": figures.FIGURES,
        "lines": lines,
        "whole": whole,
    }
    return render(request, "psych_care/board.html", context)
