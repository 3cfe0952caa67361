import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry import audit, jobs
from registry.imports.dataset import Dataset
from registry.imports.exporting import export_table, note_export
from registry.imports.forms import ExportForm, UploadForm
from registry.imports.jobs import CHECK, IMPORT, same_file_before
from registry.imports.workbooks import template
from registry.models import Job
from registry.models.jobs import JobState
from registry.permissions import Permission, requires
from registry.plugs import datasets_for, plugs

RECENT = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _imports_of(staff):
    return Job.objects.visible_to(staff).filter(kind__in=[CHECK, IMPORT])


@require_safe
@requires(Permission.IMPORT_DATA)
def import_home(request):
    return _show_home(request, UploadForm(staff=request.user))


def _show_home(request, form, status=200):
    may_export = request.user.can(Permission.EXPORT_DATA)
    datasets = datasets_for(request.user)
    context = {
        "form": form,
        "datasets": datasets,
        "may_export": may_export,
        "recent": _imports_of(request.user)[:RECENT],
    }
    return render(request, "registry/imports/home.html", context, status=status)


def _dataset(request, key: str) -> Dataset:
    if key not in plugs.datasets:
        raise Http404
    if not request.user.can(plugs.datasets[key].permission):
        raise PermissionDenied
    return plugs.datasets[key]


@require_safe
@requires(Permission.IMPORT_DATA)
def import_template(request, key):
    dataset = _dataset(request, key)
    response = HttpResponse(template(dataset), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{key}-template.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.IMPORT_DATA)
@requires(Permission.EXPORT_DATA)
def data_export(request, key):
    dataset = _dataset(request, key)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        file_format, reason = form.cleaned_data["file_format"], form.cleaned_data["reason"]
        try:
            note_export(dataset, by=request.user, file_format=file_format, reason=reason)
        except ValidationError as error:
            form.add_error("file_format", error)
        else:
            return export_table(dataset, request.user).response(file_format)
    context = {"form": form, "dataset": dataset}
    return render(request, "registry/imports/export.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.IMPORT_DATA)
def import_upload(request):
    form = UploadForm(request.POST, request.FILES, staff=request.user)
    if not form.is_valid():
        return _show_home(request, form, status=422)
    file, dataset = form.cleaned_data["file"], plugs.datasets[form.cleaned_data["dataset"]]
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    params = {
        "dataset": dataset.key,
        "file_name": file.name[-100:],
        "sha256": digest.hexdigest(),
        "language": get_language(),
    }
    title = _("Check %(file)s") % {"file": params["file_name"]}
    job = jobs.start(kind=CHECK, title=title, by=request.user, params=params, input_file=file)
    return redirect("registry:import-detail", job.pk)


@never_cache
@require_safe
@requires(Permission.IMPORT_DATA)
def import_detail(request, pk):
    job = get_object_or_404(_imports_of(request.user), pk=pk)
    context = {
        "job": job,
        "is_check": job.kind == CHECK,
        "totals": job.result.get("totals"),
        "rejected": job.result.get("rejected", []),
        "kept": job.result.get("kept", []),
        "ignored": "、".join(job.result.get("ignored", [])),
        "before": same_file_before(job) if job.kind == CHECK else None,
        "may_confirm": _may_confirm(job),
        "dataset": plugs.datasets[job.params["dataset"]],
    }
    return render(request, "registry/imports/_job.html" if request.htmx else "registry/imports/detail.html", context)


def _may_confirm(job: Job) -> bool:
    totals = job.result.get("totals", {})
    writes = totals.get("added", 0) + totals.get("changed", 0)
    return job.kind == CHECK and job.state == JobState.DONE and writes > 0 and "confirmed_as" not in job.params


@require_POST
@requires(Permission.IMPORT_DATA)
@transaction.atomic
def import_confirm(request, pk):
    check = get_object_or_404(_imports_of(request.user), pk=pk, kind=CHECK)
    params = {**check.params, "check": check.pk}
    # The first click creates the import; a second one finds `confirmed_as` and goes there.
    claimed = _imports_of(request.user).filter(~Q(params__has_key="confirmed_as"), pk=pk, state=JobState.DONE)
    if not _may_confirm(check) or not claimed.update(params={**check.params, "confirmed_as": True}):
        written = _imports_of(request.user).filter(kind=IMPORT, params__check=pk).first()
        return redirect("registry:import-detail", written.pk if written else pk)
    title = _("Import %(file)s") % {"file": check.params["file_name"]}
    with check.input_file.open("rb") as file:
        job = jobs.start(kind=IMPORT, title=title, by=request.user, params=params, input_file=file)
    audit.record(by=request.user, action="confirm", obj=job, changes={"file": params["file_name"]})
    return redirect("registry:import-detail", job.pk)
