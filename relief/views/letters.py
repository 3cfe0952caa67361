"""Letters to applicants as PDF."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.pdf.letters import letter_response
from registry.permissions import Permission, requires
from relief.choices import LetterKind
from relief.models import Entitlement
from relief.views.applications import application_in_scope, letters_of
from relief.workflow import REFUSALS


def _letter(kind: LetterKind, number: str, person, **context):
    page = {"title": kind.label, "kind": kind.value, "number": number, "person": person, "today": timezone.localdate()}
    return letter_response("relief/pdf/letter.html", page | context, f"{kind.label} {number}")


@require_safe
@requires(Permission.VIEW_RELIEF)
def application_letter(request, pk, kind):
    """Accepted from the acceptance on; refused and approved once it is so."""
    application = application_in_scope(request, pk)
    if kind not in letters_of(application):
        raise Http404
    refusal = application.steps.of_action(*REFUSALS).last()
    return _letter(
        LetterKind(kind),
        application.number,
        application.person,
        programme=application.programme,
        application=application,
        accepted=application.steps.of_action("accept").last(),
        reason=refusal.reason if refusal else "",
        entitlement=getattr(application, "entitlement", None),
        row=_first_row(application),
    )


def _first_row(application):
    entitlement = getattr(application, "entitlement", None)
    return entitlement.amounts.first() if entitlement else None


@require_safe
@requires(Permission.VIEW_RELIEF)
def entitlement_letter(request, pk, kind):
    rows = Entitlement.objects.visible_to(request.user).for_list()
    entitlement = get_object_or_404(rows, pk=pk)
    amounts = list(entitlement.amounts.all())
    possible = {LetterKind.CHANGED: len(amounts) > 1, LetterKind.STOPPED: entitlement.until_month is not None}
    if not possible.get(kind):
        raise Http404
    return _letter(
        LetterKind(kind),
        _("E%(number)s") % {"number": f"{entitlement.pk:06d}"},
        entitlement.person,
        programme=entitlement.programme,
        entitlement=entitlement,
        row=amounts[-1],
        before=amounts[-2] if len(amounts) > 1 else None,
    )
