from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.plugs import Worklist, plugs, worklists_for

LINES_SHOWN = 5
PAGE_LINES = 50


@require_safe
def today(request):
    """What is due to me, by kind; kinds with nothing due are left out."""
    day = timezone.localdate()
    lists = [_summary(worklist, request.user, day) for worklist in worklists_for(request.user)]
    waiting = [one for one in lists if one["due"]]
    context = {
        "day": day,
        "lists": waiting,
        "has_worklists": bool(lists),
        "due": sum(one["due"] for one in waiting),
        "overdue": sum(one["overdue"] for one in waiting),
    }
    return render(request, "registry/today/today.html", context)


def _summary(worklist: Worklist, staff, day) -> dict:
    due, overdue = worklist.count(staff, day)
    items = worklist.items(staff, day, LINES_SHOWN) if due else []
    return {"worklist": worklist, "due": due, "overdue": overdue, "items": items, "more": due - len(items)}


@require_safe
def worklist(request, key):
    """One kind in full."""
    chosen = plugs.worklists.get(key)
    if chosen is None:
        raise Http404
    if not request.user.can(chosen.permission):
        raise PermissionDenied
    day = timezone.localdate()
    due, overdue = chosen.count(request.user, day)
    page = Paginator(range(due), PAGE_LINES).get_page(request.GET.get("page"))
    items = chosen.items(request.user, day, page.end_index())[max(page.start_index() - 1, 0) :]
    context = {"day": day, "worklist": chosen, "items": items, "due": due, "overdue": overdue, "page": page}
    return render(request, "registry/today/worklist.html", context)
