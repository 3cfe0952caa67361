"""The device catalogue, applications for devices, and devices lent by the stations."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.details import Action, Fact, detail_page
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, person_form_page, person_in_scope, person_page, way_back
from registry.records.sections import crumb
from rehab.forms.devices import (
    STEP_FORMS,
    DeviceApplicationForm,
    DeviceKindForm,
    LoanForm,
    NoteForm,
    StockItemForm,
)
from rehab.models import DeviceApplication, DeviceKind, DeviceLoan, StockItem
from rehab.section import REHAB, person_facts
from rehab.services.devices import DEVICE, STEPS, open_steps, return_loan
from rehab.services.places import close_place
from rehab.states import DEVICE_KINDS

# Of the steps of an application, those that lead away from it.
ASIDE = ("refuse", "withdraw")


@requires(Permission.EDIT_REHAB)
def application_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = DeviceApplicationForm(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The application for %(name)s is entered.") % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=_("Apply for a device"), back=back)


def _application(request, pk: int) -> DeviceApplication:
    return get_object_or_404(DeviceApplication.objects.visible_to(request.user).for_list(), pk=pk)


@require_safe
@requires(Permission.VIEW_REHAB)
def application_detail(request, pk):
    application = _application(request, pk)
    actions = [
        Action(step.label, reverse("rehab:device-step", args=[application.pk, step.name]), step.name not in ASIDE)
        for step in reversed(open_steps(request.user, application))
    ]
    return detail_page(
        request,
        REHAB,
        heading=f"{application.person}: {application.kind}",
        facts=_facts(application),
        crumbs=[crumb(_("Applications for devices"), "rehab:device-list")],
        actions=actions,
        about=person_facts(request, application.person),
    )


def _facts(application: DeviceApplication) -> list[Fact]:
    days = {
        _("Applied on"): application.applied_on,
        _("Last step on"): application.step_on,
        _("Decided on"): application.decided_on,
        _("Fitted on"): application.fitted_on,
        _("Return visit on"): application.visited_on,
        _("Service life ends on"): application.lasts_until,
    }
    sums = {
        _("Price (yuan)"): application.price,
        _("Subsidy (yuan)"): application.subsidy,
        _("Self-paid (yuan)"): application.self_paid,
    }
    asks = application.kind.needs_assessment
    return [
        Fact(_("State"), application.get_state_display(), kind=DEVICE_KINDS[application.state]),
        Fact(_("Assessment"), _("asked for by the catalogue") if asks else _("not asked for")),
        *(Fact(label, day.isoformat()) for label, day in days.items() if day),
        *(Fact(label, f"{amount:,.2f}") for label, amount in sums.items() if amount is not None),
        Fact(_("Note"), application.step_note),
    ]


@requires(Permission.VIEW_REHAB)
def application_step(request, pk, step):
    """Who may take it is told by the table of transitions."""
    if step not in STEPS:
        raise Http404
    if not request.user.can(DEVICE[step].permission):
        raise PermissionDenied
    application = _application(request, pk)
    if DEVICE[step] not in open_steps(request.user, application):
        raise PermissionDenied
    form = STEP_FORMS.get(step, NoteForm)(request.POST or None)
    back = way_back(request, reverse("rehab:device-detail", args=[application.pk]))
    if form.submit(STEPS[step], application=application, by=request.user):
        return done(request, _("Saved."), back)
    heading = f"{application.kind}: {DEVICE[step].label}"
    return person_form_page(request, REHAB, form, application.person, heading=heading, back=back)


def _kind_form(request, form, heading):
    crumbs = [crumb(_("Device catalogue"), "rehab:device-kind-list")]
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    return form_page(request, REHAB, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


@requires(Permission.EDIT_TARGETS)
def kind_add(request):
    return _kind_form(
        request, DeviceKindForm(request.POST or None, staff=request.user), _("Add a device to the catalogue")
    )


@requires(Permission.EDIT_TARGETS)
def kind_close(request, pk):
    kinds = DeviceKind.objects.visible_to(request.user).inside(request.user.area_id)
    kind = get_object_or_404(kinds, pk=pk)
    form = EndForm(request.POST or None, on_label=_("In the catalogue until"), on_hint=_("The first day without it."))
    crumbs = [crumb(_("Device catalogue"), "rehab:device-kind-list")]
    if form.submit(close_place, place=kind, by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    heading = _("Take %(name)s out of the catalogue") % {"name": kind.name}
    return form_page(request, REHAB, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


def _stock_crumbs():
    return [crumb(_("Devices to lend"), "rehab:stock-list")]


@requires(Permission.EDIT_REHAB)
def stock_add(request):
    form = StockItemForm(request.POST or None, staff=request.user)
    crumbs = _stock_crumbs()
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    heading = _("Take a device into stock")
    return form_page(request, REHAB, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def stock_close(request, pk):
    item = get_object_or_404(StockItem.objects.visible_to(request.user).with_loan(), pk=pk)
    if item.is_lent:
        raise PermissionDenied
    form = EndForm(request.POST or None, on_label=_("In stock until"), on_hint=_("The first day without it."))
    crumbs = _stock_crumbs()
    if form.submit(close_place, place=item, by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    heading = _("Take %(name)s out of stock") % {"name": item}
    return form_page(request, REHAB, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def loan_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = LoanForm(request.POST or None, person=person, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The device is lent to %(name)s.") % {"name": person.full_name}, back)
    return person_form_page(request, REHAB, form, person, heading=_("Lend a device"), back=back)


@requires(Permission.EDIT_REHAB)
def loan_return(request, pk):
    loan = get_object_or_404(DeviceLoan.objects.visible_to(request.user).for_list(), pk=pk)
    if loan.returned_on:
        raise PermissionDenied
    back = way_back(request, reverse("rehab:loan-list"))
    form = EndForm(request.POST or None, on_label=_("Returned on"))
    if form.submit(return_loan, loan=loan, by=request.user):
        return done(request, _("%(device)s is back.") % {"device": loan.item}, back)
    heading = _("%(device)s comes back") % {"device": loan.item}
    return person_form_page(request, REHAB, form, loan.person, heading=heading, back=back)
