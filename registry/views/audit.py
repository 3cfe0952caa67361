from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry import audit, audit_words
from registry.audit_filters import AuditFilter
from registry.models import AuditEntry, Staff
from registry.paging import KeysetPage
from registry.permissions import Permission, requires

# A request must not take minutes; manage.py verify_audit checks all of it.
CHECKED_HERE = 100_000


@require_safe
@requires(Permission.VIEW_AUDIT)
def audit_log(request):
    entries = AuditEntry.objects.visible_to(request.user).select_related("staff")
    chosen = AuditFilter(request.GET, entries, staff=request.user)
    page = KeysetPage(chosen.qs if chosen.form.is_valid() else entries.none(), request)
    context = {
        "filter": chosen,
        "page": page,
        "rows": _rows(page.object_list, request.user),
        "may_see_people": request.user.can(Permission.VIEW_HISTORY),
    }
    return render(request, "registry/audit/log.html", context)


def _rows(entries: list[AuditEntry], staff) -> list[dict]:
    """An account is told by its name, any other record by its number."""
    about_accounts = [entry.object_id for entry in entries if entry.object_type == Staff._meta.label_lower]
    names = {str(pk): name for pk, name in Staff.objects.filter(pk__in=about_accounts).values_list("pk", "full_name")}
    return [{"line": line, "account": _account(line.entry, names)} for line in audit_words.lines(entries, staff)]


def _account(entry: AuditEntry, names: dict[str, str]) -> str:
    return names.get(entry.object_id, "") if entry.object_type == Staff._meta.label_lower else ""


@require_POST
@requires(Permission.VIEW_AUDIT)
def audit_verify(request):
    broken = audit.first_broken(newest=CHECKED_HERE)
    if broken is None:
        checked = min(AuditEntry.objects.count(), CHECKED_HERE)
        text = _("The chain is whole: none of the %(n)s newest entries was altered or removed.")
        messages.success(request, text % {"n": f"{checked:,}"})
    else:
        text = _("The chain is broken at entry %(n)s. Tell whoever runs the server, and change nothing.")
        messages.error(request, text % {"n": broken.pk})
    audit.record(by=request.user, action="verify-audit", changes={"broken": [None, broken.pk if broken else None]})
    return redirect("registry:audit-log")
