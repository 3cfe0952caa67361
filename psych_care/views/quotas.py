"""Quotas of drug-relief cards and the designated hospitals: no page about a person."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from psych_care.forms.cards import HospitalForm, PlacesForm, QuotaForm, QuotaMoneyForm, ReallocationForm
from psych_care.models import CardQuota, DesignatedHospital
from psych_care.section import PSYCH
from psych_care.services import quotas
from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.forms import EndForm
from registry.records.pages import done, form_page
from registry.records.sections import crumb


def _quota(request, pk) -> CardQuota:
    return get_object_or_404(CardQuota.objects.visible_to(request.user).for_list(), pk=pk)


def _quota_page(quota: CardQuota) -> str:
    return reverse("psych_care:card-quota-detail", args=[quota.pk])


def _quota_crumb() -> dict:
    return crumb(_("Quotas of drug-relief cards"), "psych_care:card-quota-list")


@require_safe
@requires(Permission.VIEW_PSYCH)
def quota_detail(request, pk):
    """The places of this area, and how they are shared out below it."""
    quota = _quota(request, pk)
    links = {
        _("Move places"): "psych_care:card-quota-move",
        _("Change the places"): "psych_care:card-quota-places",
        _("Change the money"): "psych_care:card-quota-edit",
    }
    may_edit = request.user.can(Permission.EDIT_PSYCH)
    return detail_page(
        request,
        PSYCH,
        heading=_("Quota %(year)s: %(area)s") % {"year": quota.year, "area": quota.area},
        facts=_facts(quota),
        crumbs=[_quota_crumb()],
        actions=[Action(label, reverse(name, args=[quota.pk])) for label, name in links.items()] if may_edit else [],
        tables=[_shares(request.user, quota)],
    )


def _facts(quota: CardQuota) -> list[Fact]:
    a_place = quotas.yuan_a_place(quota)
    return [
        Fact(_("Places"), f"{quota.places:,}"),
        Fact(_("Shared out"), f"{quota.shared_out:,}"),
        Fact(_("Used by cards"), f"{quota.used:,}"),
        Fact(_("Left"), f"{quota.left_over:,}", kind="info" if quota.left_over else "short"),
        Fact(_("From the city (yuan)"), f"{quota.city_money:,.2f}"),
        Fact(_("Matched (yuan)"), f"{quota.matched_money:,.2f}"),
        Fact(_("Yuan a place"), f"{a_place:,.2f}" if a_place is not None else "—"),
    ]


def _shares(staff, quota: CardQuota) -> Table:
    below = CardQuota.objects.visible_to(staff).of_year(quota.year).inside(quota.area_id).exclude(pk=quota.pk)
    rows = list(below.for_list().order_by("area"))
    shortest = min((len(row.area_id) for row in rows), default=0)
    return Table(
        _("Shared out to"),
        [_("Area"), _("Places"), _("Shared out"), _("Used by cards"), _("Left")],
        [
            [
                Cell(row.area.name, _quota_page(row)),
                *(Cell(f"{n:,}", is_number=True) for n in (row.places, row.shared_out, row.used, row.left_over)),
            ]
            for row in rows
            if len(row.area_id) == shortest
        ],
        _("Nothing is shared out yet."),
    )


def _saved(request, form, heading, quota: CardQuota | None = None, **context):
    """The page of a form that saves itself."""
    back = _quota_page(quota) if quota else _quota_crumb()["url"]
    if form.is_valid() and (saved := form.save_change(by=request.user)):
        return done(request, _("Saved."), _quota_page(saved))
    return form_page(request, PSYCH, form, heading=heading, back=back, crumbs=[_quota_crumb()], **context)


@requires(Permission.EDIT_PSYCH)
def quota_add(request):
    return _saved(request, QuotaForm(request.POST or None, staff=request.user), _("Enter a quota"))


@requires(Permission.EDIT_PSYCH)
def quota_edit(request, pk):
    quota = _quota(request, pk)
    form = QuotaMoneyForm(request.POST or None, instance=quota)
    return _saved(request, form, _("Change the money"), quota, lede=str(quota))


def _of_own_area(quota: CardQuota, staff) -> None:
    """What comes from the area above is changed there."""
    if quota.area_id == staff.area_id and quotas.comes_from_above(quota.area_id, quota.year):
        raise ValidationError(_("The places of your own area are shared out by the area above."))


@requires(Permission.EDIT_PSYCH)
def quota_places(request, pk):
    quota = _quota(request, pk)
    form = PlacesForm(request.POST or None, initial={"places": quota.places})

    def change(**values):
        _of_own_area(quota, request.user)
        quotas.change_places(quota=quota, by=request.user, **values)

    if form.submit(change):
        return done(request, _("Saved."), _quota_page(quota))
    return _service_page(request, form, _("Change the places"), quota)


@requires(Permission.EDIT_PSYCH)
def quota_move(request, pk):
    quota = _quota(request, pk)
    form = ReallocationForm(request.POST or None, quota=quota, staff=request.user)
    if form.submit(quotas.reallocate, quota=quota, by=request.user):
        return done(request, _("The places are moved."), _quota_page(quota))
    return _service_page(request, form, _("Move places"), quota)


def _service_page(request, form, heading, quota: CardQuota):
    lede = _("%(quota)s: %(left)s places left") % {"quota": quota, "left": quota.left_over}
    back = _quota_page(quota)
    return form_page(request, PSYCH, form, heading=heading, back=back, crumbs=[_quota_crumb()], lede=lede)


def _hospital_crumb() -> dict:
    return crumb(_("Designated hospitals"), "psych_care:designated-hospital-list")


@requires(Permission.EDIT_PSYCH)
def hospital_add(request):
    form, back = HospitalForm(request.POST or None, staff=request.user), _hospital_crumb()
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back["url"])
    heading = _("Designate a hospital")
    return form_page(request, PSYCH, form, heading=heading, back=back["url"], crumbs=[back])


@requires(Permission.EDIT_PSYCH)
def hospital_close(request, pk):
    hospital = get_object_or_404(DesignatedHospital.objects.visible_to(request.user), pk=pk)
    form, back = EndForm(request.POST or None, on_label=_("Designated until")), _hospital_crumb()
    if form.submit(quotas.close_hospital, hospital=hospital, by=request.user):
        return done(request, _("Saved."), back["url"])
    heading = _("End the designation of %(name)s") % {"name": hospital}
    return form_page(request, PSYCH, form, heading=heading, back=back["url"], crumbs=[back])
