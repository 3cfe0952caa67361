from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registry.models import Job
from registry.permissions import Permission, requires
from reports.annual.forms import ReportForm
from reports.annual.jobs import KIND, start_report

PAGE_SIZE = 20


def _my_reports(staff):
    """Mine, of areas that are still mine."""
    return Job.objects.visible_to(staff).filter(kind=KIND, area__code__inside=staff.area_id).select_related("area")


def _page(request, form, status=200):
    page = Paginator(_my_reports(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    is_unfinished = any(not job.is_finished for job in page)
    context = {"form": form, "page": page, "is_unfinished": is_unfinished, "query": request.GET}
    template = "reports/annual/_reports.html" if request.htmx else "reports/annual/list.html"
    return render(request, template, context, status=status)


@never_cache
@require_safe
@requires(Permission.MAKE_REPORT)
def report_list(request):
    return _page(request, ReportForm(staff=request.user))


@require_POST
@requires(Permission.MAKE_REPORT)
def report_make(request):
    form = ReportForm(request.POST, staff=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    start_report(by=request.user, **form.cleaned_data)
    return redirect("reports:report-list")
