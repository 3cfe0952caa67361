"""Entitlements: what is drawn, and everything that changes it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.permissions import Permission, requires
from registry.records.pages import done, person_form_page, way_back
from registry.records.sections import crumb
from relief.forms.entitlements import AmountForm, RecertifyForm, ResumeForm, StopForm, SuccessorForm, SuspendForm
from relief.models import Account, Entitlement
from relief.months import month_of
from relief.section import RELIEF, person_facts
from relief.services import entitlements as services

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _in_scope(request, pk: int) -> Entitlement:
    rows = Entitlement.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "household", "application"), pk=pk)


def _page_of(entitlement: Entitlement) -> str:
    return reverse("relief:entitlement-detail", args=[entitlement.pk])


@require_safe
@requires(Permission.VIEW_RELIEF)
def entitlement_detail(request, pk):
    entitlement = _in_scope(request, pk)
    today = timezone.localdate()
    amounts = list(entitlement.amounts.select_related("entered_by"))
    running = entitlement.until_month is None
    suspended = entitlement.suspensions.filter(until_month__isnull=True).first()
    orphaned = Entitlement.objects.visible_to(request.user).without_successor().filter(pk=entitlement.pk).exists()
    changed = Entitlement.objects.visible_to(request.user).with_changed_household(today).filter(pk=entitlement.pk)
    context = {
        "entitlement": entitlement,
        "crumbs": [RELIEF.crumb, crumb(_("Entitlements"), "relief:entitlement-list")],
        "about": person_facts(request, entitlement.person),
        "amounts": amounts,
        "row": entitlement.amount_on(max(month_of(today), entitlement.from_month)),
        "suspensions": entitlement.suspensions.all(),
        "suspended": suspended,
        "recertifications": entitlement.recertifications.select_related("reviewed_by"),
        "account": Account.objects.visible_to(request.user).present().filter(person=entitlement.person).first(),
        "is_due": running and entitlement.review_due_on and entitlement.review_due_on <= today,
        "household_changed": changed.exists(),
        "may_edit": request.user.can(Permission.EDIT_RELIEF) and running,
        "may_succeed": request.user.can(Permission.EDIT_RELIEF) and orphaned,
        "has_changed": len(amounts) > 1,
    }
    return render(request, "relief/entitlement_detail.html", context)


def _change(request, entitlement: Entitlement, form, service, *, heading, saved, **context):
    back = way_back(request, _page_of(entitlement))
    if form.submit(service, entitlement=entitlement, by=request.user):
        return done(request, saved, back)
    return person_form_page(
        request,
        RELIEF,
        form,
        entitlement.person,
        heading=f"{heading} · {entitlement.programme}",
        back=back,
        **context,
    )


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_change(request, pk):
    entitlement = _in_scope(request, pk)
    form = AmountForm(request.POST or None, entitlement=entitlement)
    heading, saved = _("Change the amount"), _("New amount saved.")
    return _change(request, entitlement, form, services.change_amount, heading=heading, saved=saved)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_suspend(request, pk):
    form = SuspendForm(request.POST or None)
    heading, saved = _("Suspend"), _("Suspended.")
    return _change(request, _in_scope(request, pk), form, services.suspend, heading=heading, saved=saved)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_resume(request, pk):
    form = ResumeForm(request.POST or None)
    heading, saved = _("Pay again"), _("It is paid again.")
    return _change(request, _in_scope(request, pk), form, services.resume, heading=heading, saved=saved)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_stop(request, pk):
    form = StopForm(request.POST or None)
    heading, saved = _("Stop"), _("Stopped.")
    return _change(
        request,
        _in_scope(request, pk),
        form,
        services.stop,
        heading=heading,
        saved=saved,
        submit_label=_("Stop it"),
        danger=True,
    )


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_recertify(request, pk):
    form = RecertifyForm(request.POST or None)
    heading, saved = _("Re-certify"), _("Re-certification saved.")
    return _change(request, _in_scope(request, pk), form, services.recertify, heading=heading, saved=saved)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def entitlement_succeed(request, pk):
    """Of a household whose payee died or moved away: another member draws on."""
    entitlement = _in_scope(request, pk)
    orphaned = Entitlement.objects.visible_to(request.user).without_successor()
    get_object_or_404(orphaned, pk=pk)
    form = SuccessorForm(request.POST or None, staff=request.user, household=entitlement.household)
    heading, saved = _("Another member draws on"), _("Saved. Enter the account of the new payee next.")
    return _change(request, entitlement, form, services.succeed, heading=heading, saved=saved)
