"""Health stations with their rehab rooms, rehab stations with their floor areas."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb
from rehab.forms.places import FloorAreaForm, HealthStationForm, RoomForm, StationForm
from rehab.models import FloorArea, HealthStation, RehabRoom, RehabStation, Standard, StandardCode
from rehab.section import REHAB
from rehab.services.places import close_place


def _in_scope(request, model, pk: int):
    return get_object_or_404(model.objects.visible_to(request.user).select_related("community"), pk=pk)


def _health_crumbs(*stations):
    crumbs = [crumb(_("Health stations"), "rehab:health-station-list")]
    return crumbs + [crumb(station.name, "rehab:health-station-detail", station.pk) for station in stations]


def _station_crumbs(*stations):
    crumbs = [crumb(_("Rehab stations"), "rehab:station-list")]
    return crumbs + [crumb(station.name, "rehab:station-detail", station.pk) for station in stations]


def _save(request, form, *, heading, saved, url_name, crumbs):
    """Add or edit; afterwards the record's own page, or the list one came from."""
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and (obj := form.save_change(by=request.user)):
        return done(request, saved, way_back(request, reverse(url_name, args=[obj.pk])))
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs)


def _close(request, place, *, heading, saved, crumbs):
    back = way_back(request, crumbs[-1]["url"])
    form = EndForm(request.POST or None, on_label=_("Closed on"), on_hint=_("The first day on which it is closed."))
    if form.submit(close_place, place=place, by=request.user):
        return done(request, saved, back)
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs, submit_label=_("Close"))


@requires(Permission.EDIT_REHAB)
def health_station_add(request):
    return _save(
        request,
        HealthStationForm(request.POST or None, staff=request.user),
        heading=_("Add a health station"),
        saved=_("Health station saved."),
        url_name="rehab:health-station-detail",
        crumbs=_health_crumbs(),
    )


@require_safe
@requires(Permission.VIEW_REHAB)
def health_station_detail(request, pk):
    station = _in_scope(request, HealthStation, pk)
    rooms = list(RehabRoom.objects.visible_to(request.user).filter(health_station=station))
    may_edit = request.user.can(Permission.EDIT_REHAB)
    open_room = next((room for room in rooms if room.closed_on is None), None)
    context = {
        "station": station,
        "rooms": rooms,
        "open_room": open_room,
        "may_edit": may_edit,
        "may_open": may_edit and not open_room and station.closed_on is None,
        "may_close": may_edit and station.closed_on is None,
    }
    return render(request, "rehab/health_station_detail.html", context)


@requires(Permission.EDIT_REHAB)
def health_station_edit(request, pk):
    station = _in_scope(request, HealthStation, pk)
    return _save(
        request,
        HealthStationForm(request.POST or None, instance=station, staff=request.user),
        heading=_("Edit the health station"),
        saved=_("Health station saved."),
        url_name="rehab:health-station-detail",
        crumbs=_health_crumbs(station),
    )


@requires(Permission.EDIT_REHAB)
def health_station_close(request, pk):
    station = _in_scope(request, HealthStation, pk)
    return _close(
        request,
        station,
        heading=_("Close the health station and its rehab room"),
        saved=_("Health station closed."),
        crumbs=_health_crumbs(station),
    )


@requires(Permission.EDIT_REHAB)
def room_open(request, pk):
    """`pk` is the health station's."""
    station = _in_scope(request, HealthStation, pk)
    crumbs = _health_crumbs(station)
    form = RoomForm(request.POST or None, health_station=station, initial={"opened_on": timezone.localdate()})
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Rehab room of %(name)s opened.") % {"name": station.name}, back)
    heading = _("Open a rehab room")
    return form_page(
        request, REHAB, form, heading=heading, lede=station.name, back=back, crumbs=crumbs, submit_label=heading
    )


def _room_in_scope(request, pk: int) -> RehabRoom:
    return get_object_or_404(RehabRoom.objects.visible_to(request.user).select_related("health_station"), pk=pk)


@requires(Permission.EDIT_REHAB)
def room_edit(request, pk):
    room = _room_in_scope(request, pk)
    crumbs = _health_crumbs(room.health_station)
    form = RoomForm(request.POST or None, instance=room, health_station=room.health_station)
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Rehab room saved."), back)
    heading = _("Edit the rehab room")
    return form_page(request, REHAB, form, heading=heading, lede=room.health_station.name, back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def room_close(request, pk):
    room = _room_in_scope(request, pk)
    return _close(
        request,
        room,
        heading=_("Close the rehab room"),
        saved=_("Rehab room closed."),
        crumbs=_health_crumbs(room.health_station),
    )


@requires(Permission.EDIT_REHAB)
def station_add(request):
    return _save(
        request,
        StationForm(request.POST or None, staff=request.user),
        heading=_("Add a rehab station"),
        saved=_("Rehab station saved."),
        url_name="rehab:station-detail",
        crumbs=_station_crumbs(),
    )


@require_safe
@requires(Permission.VIEW_REHAB)
def station_detail(request, pk):
    station = _in_scope(request, RehabStation, pk)
    today = timezone.localdate()
    areas = FloorArea.objects.visible_to(request.user).filter(rehab_station=station)
    present = areas.holding_on(today)
    may_edit = request.user.can(Permission.EDIT_REHAB)
    context = {
        "station": station,
        "floor_areas": list(areas),
        "floor_area": present.first(),
        "is_large": present.reaching_standard(today).exists(),
        "standard": Standard.objects.holding_on(StandardCode.STATION_FLOOR_AREA, today).first(),
        "may_edit": may_edit,
        "may_close": may_edit and station.closed_on is None,
    }
    return render(request, "rehab/station_detail.html", context)


@requires(Permission.EDIT_REHAB)
def station_edit(request, pk):
    station = _in_scope(request, RehabStation, pk)
    return _save(
        request,
        StationForm(request.POST or None, instance=station, staff=request.user),
        heading=_("Edit the rehab station"),
        saved=_("Rehab station saved."),
        url_name="rehab:station-detail",
        crumbs=_station_crumbs(station),
    )


@requires(Permission.EDIT_REHAB)
def station_close(request, pk):
    station = _in_scope(request, RehabStation, pk)
    return _close(
        request,
        station,
        heading=_("Close the rehab station"),
        saved=_("Rehab station closed."),
        crumbs=_station_crumbs(station),
    )


@requires(Permission.EDIT_REHAB)
def floor_area_add(request, pk):
    """`pk` is the rehab station's."""
    station = _in_scope(request, RehabStation, pk)
    crumbs = _station_crumbs(station)
    back = way_back(request, crumbs[-1]["url"])
    form = FloorAreaForm(request.POST or None, station=station, initial={"effective_from": timezone.localdate()})
    if form.is_valid():
        form.store(by=request.user)
        return done(request, _("Floor area of %(name)s saved.") % {"name": station.name}, back)
    heading = _("Enter the floor area")
    return form_page(request, REHAB, form, heading=heading, lede=station.name, back=back, crumbs=crumbs)
