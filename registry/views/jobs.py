import re

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registry import jobs
from registry.models import Job

PAGE_JOBS = 20
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@never_cache
@require_safe
def job_list(request):
    page = Paginator(Job.objects.visible_to(request.user), PAGE_JOBS).get_page(request.GET.get("page"))
    context = {"page": page, "polls": any(not job.is_finished for job in page)}
    return render(request, "registry/jobs/_jobs.html" if request.htmx else "registry/jobs/list.html", context)


@never_cache
@require_safe
def job_detail(request, pk):
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    context = {"job": job, "totals": job.result.get("totals", {})}
    return render(request, "registry/jobs/_job.html" if request.htmx else "registry/jobs/detail.html", context)


@require_POST
def job_cancel(request, pk):
    jobs.request_cancel(get_object_or_404(Job.objects.visible_to(request.user), pk=pk))
    return redirect("registry:job-detail", pk)


@require_safe
def job_download(request, pk):
    job = get_object_or_404(Job.objects.visible_to(request.user).exclude(output_file=""), pk=pk)
    try:
        file = job.output_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=NOT_IN_FILE_NAMES.sub("_", job.output_name))
    response["Cache-Control"] = "no-store"
    return response
