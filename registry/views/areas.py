from collections import Counter

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry import audit
from registry.areas import ancestor_codes
from registry.forms.areas import AreaAddForm, AreaNameForm, CloseCommunityForm, PopulationForm
from registry.models import Area, Population
from registry.permissions import Permission, requires
from registry.services import areas as services
from registry.services.closing import close_community

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
YEARS_SHOWN = 3


def _area(request, code) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user), pk=code)


def _crumbs(request, area: Area, *, with_itself: bool = False) -> list[Area]:
    """From my own area down to the one above `area`."""
    codes = [code for code in ancestor_codes(area.code) if with_itself or code != area.code]
    return list(Area.objects.visible_to(request.user).filter(code__in=codes).order_by("code"))


@require_safe
@requires(Permission.MANAGE_AREAS)
def area_list(request):
    return redirect("registry:area-detail", request.user.area_id)


@require_safe
@requires(Permission.MANAGE_AREAS)
def area_detail(request, code):
    area = _area(request, code)
    years = [timezone.localdate().year - back for back in range(YEARS_SHOWN)]
    inside = Area.objects.inside(area.code).values_list("code", flat=True)
    children = Area.objects.directly_below(area.code)
    digits = len(children[0].code) if children else 0
    below = Counter(one[:digits] for one in inside if len(one) > digits)
    sums = _population_sums(area, years, digits)

    def residents(one):
        return [{"year": year, "residents": sums.get((one.code, year))} for year in years]

    context = {
        "area": area,
        "crumbs": _crumbs(request, area),
        "years": years,
        "rows": [{"area": child, "below": below[child.code], "residents": residents(child)} for child in children],
        "total": residents(area),
        "entered": area.populations.all(),
        "may_have_children": not area.is_community,
        "may_close": area.is_community and area.closed_on is None,
    }
    return render(request, "registry/areas/detail.html", context)


def _population_sums(area: Area, years: list[int], digits: int) -> dict:
    """{(code, year): residents} of the area and of its children, whose codes have `digits` digits; none where none is."""
    entered = Population.objects.filter(area__code__inside=area.code, year__in=years)
    sums = Counter()
    for code, year, residents in entered.values_list("area", "year").annotate(residents=Sum("residents")):
        sums[area.code, year] += residents
        if digits and len(code) >= digits:
            sums[code[:digits], year] += residents
    return sums


@READ_OR_SEND
@requires(Permission.MANAGE_AREAS)
def area_add(request, code):
    parent = _area(request, code)
    if parent.is_community:
        raise Http404
    form = AreaAddForm(request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        services.add_area(by=request.user, area=form.instance)
        messages.success(request, _("%(name)s is added.") % {"name": form.instance.name})
        return redirect("registry:area-detail", parent.code)
    heading = _("Add an area to %(name)s") % {"name": parent.name}
    return _form_page(request, parent, form, heading)


@READ_OR_SEND
@requires(Permission.MANAGE_AREAS)
def area_rename(request, code):
    area = _area(request, code)
    form = AreaNameForm(request.POST or None, instance=Area(code=area.code, name=area.name))
    if request.method == "POST" and form.is_valid():
        services.rename_area(by=request.user, area=area, name=form.cleaned_data["name"])
        return redirect("registry:area-detail", area.code)
    return _form_page(request, area, form, _("Rename %(name)s") % {"name": area.name})


@READ_OR_SEND
@requires(Permission.MANAGE_AREAS)
def population_add(request, code):
    area = _area(request, code)
    return _population_form(request, area, Population(area=area), _("Population of %(name)s") % {"name": area.name})


@READ_OR_SEND
@requires(Permission.MANAGE_AREAS)
def population_edit(request, pk):
    population = _population(request, pk)
    heading = _("Population of %(name)s") % {"name": population.area.name}
    return _population_form(request, population.area, population, heading)


@require_POST
@requires(Permission.MANAGE_AREAS)
def population_delete(request, pk):
    population = _population(request, pk)
    services.delete_population(by=request.user, population=population)
    messages.success(request, _("The figure is deleted."))
    return redirect("registry:area-detail", population.area_id)


def _population(request, pk) -> Population:
    mine = Population.objects.filter(area__in=Area.objects.visible_to(request.user))
    return get_object_or_404(mine.select_related("area"), pk=pk)


def _population_form(request, area, population, heading):
    before = audit.snapshot(population) if population.pk else {}
    form = PopulationForm(request.POST or None, instance=population, area=area)
    if request.method == "POST" and form.is_valid():
        services.save_population(by=request.user, population=form.instance, before=before)
        return redirect("registry:area-detail", area.code)
    return _form_page(request, area, form, heading)


@READ_OR_SEND
@requires(Permission.MANAGE_AREAS)
def area_close(request, code):
    area = _area(request, code)
    if not area.is_community or area.closed_on:
        raise Http404
    form = CloseCommunityForm(request.POST or None, community=area)
    if form.submit(close_community, by=request.user, community=area):
        messages.success(request, _("%(name)s is closed; its people have moved.") % {"name": area.name})
        return redirect("registry:area-detail", area.code)
    return _form_page(request, area, form, _("Close or merge %(name)s") % {"name": area.name})


def _form_page(request, area, form, heading):
    context = {"form": form, "area": area, "heading": heading, "crumbs": _crumbs(request, area, with_itself=True)}
    return render(request, "registry/areas/form.html", context, status=422 if form.is_bound else 200)
