"""Recoveries: the plan, what came in, what is outstanding."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, person_form_page, person_in_scope, way_back
from registry.records.sections import crumb
from relief.forms.findings import PlanForm, RecoveryForm, RepaymentForm
from relief.models import Instalment, Recovery, Repayment
from relief.section import RELIEF, person_facts
from relief.services import recoveries as services

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
ASK_BACK = Purpose(gettext_lazy("Ask money back"), "relief:recovery-add", "relief:choose-for-recovery")


def _in_scope(request, pk: int) -> Recovery:
    rows = Recovery.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "finding"), pk=pk)


def _page_of(recovery: Recovery) -> str:
    return reverse("relief:recovery-detail", args=[recovery.pk])


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def choose_person(request):
    return choose_page(request, RELIEF, ASK_BACK)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def recovery_add(request, pk):
    person = person_in_scope(request, pk)
    form = RecoveryForm(request.POST or None, person=person, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The recovery is open."), _page_of(form.instance))
    back = way_back(request, reverse("relief:recovery-list"))
    return person_form_page(request, RELIEF, form, person, heading=_("Ask money back"), back=back)


@require_safe
@requires(Permission.VIEW_RELIEF)
def recovery_detail(request, pk):
    recovery = _in_scope(request, pk)
    actions = []
    if request.user.can(Permission.EDIT_RELIEF) and recovery.settled_on is None:
        actions = [
            Action(_("Enter a repayment"), reverse("relief:repayment-add", args=[recovery.pk]), is_main=True),
            Action(_("Plan instalments"), reverse("relief:recovery-plan", args=[recovery.pk])),
        ]
    return detail_page(
        request,
        RELIEF,
        heading=_("Recovery · %(name)s") % {"name": recovery.person},
        facts=_facts(request.user, recovery),
        crumbs=[crumb(_("Recoveries"), "relief:recovery-list")],
        actions=actions,
        tables=[_plan(request.user, recovery), _repayments(request.user, recovery)],
        about=person_facts(request, recovery.person),
    )


def _facts(staff, recovery: Recovery) -> list[Fact]:
    late = recovery.next_due_on and recovery.next_due_on < timezone.localdate()
    facts = [
        Fact(_("Why it is asked back"), recovery.get_reason_display()),
        Fact(_("Decided on"), recovery.decided_on.isoformat()),
        Fact(_("Amount"), f"{recovery.amount:,}"),
        Fact(_("Come in"), f"{recovery.paid_sum:,.2f}"),
        Fact(_("Outstanding"), f"{recovery.amount - recovery.paid_sum:,.2f}"),
    ]
    if recovery.settled_on:
        facts.append(Fact(_("State"), _("Settled on %(day)s") % {"day": recovery.settled_on}, kind="met"))
    else:
        facts.append(Fact(_("Next due on"), recovery.next_due_on.isoformat(), kind="overdue" if late else "info"))
    if recovery.entitlement_id:
        url = reverse("relief:entitlement-detail", args=[recovery.entitlement_id])
        facts.append(Fact(_("Entitlement"), recovery.entitlement, url=url))
    if recovery.finding and (not recovery.finding.needs_permission or staff.can(recovery.finding.needs_permission)):
        url = reverse("relief:finding-detail", args=[recovery.finding_id])
        facts.append(Fact(_("Finding"), recovery.finding.found_on.isoformat(), url=url))
    return [*facts, Fact(_("Note"), recovery.note)]


def _plan(staff, recovery: Recovery) -> Table:
    rows = Instalment.objects.visible_to(staff).filter(recovery=recovery).planned()
    lines = [[row.due_on.isoformat(), Cell(f"{row.amount:,}", is_number=True)] for row in rows]
    return Table(_("Instalments"), [_("Due on"), _("Amount")], lines, _("No plan: all of it is due at once."))


def _repayments(staff, recovery: Recovery) -> Table:
    rows = Repayment.objects.visible_to(staff).filter(recovery=recovery)
    lines = [
        [row.paid_on.isoformat(), row.get_kind_display(), Cell(f"{row.amount:,}", is_number=True), row.note]
        for row in rows
    ]
    return Table(_("Repayments"), [_("Day"), _("How"), _("Amount"), _("Note")], lines, _("Nothing has come in yet."))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def recovery_plan(request, pk):
    recovery = _in_scope(request, pk)
    form = PlanForm(request.POST or None)
    if form.submit(services.plan, recovery=recovery, by=request.user):
        return done(request, _("The plan is saved."), _page_of(recovery))
    heading = _("Plan instalments")
    return person_form_page(request, RELIEF, form, recovery.person, heading=heading, back=_page_of(recovery))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def repayment_add(request, pk):
    recovery = _in_scope(request, pk)
    form = RepaymentForm(request.POST or None, instance=Repayment(recovery=recovery))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Repayment saved."), _page_of(recovery))
    heading = _("Enter a repayment")
    return person_form_page(request, RELIEF, form, recovery.person, heading=heading, back=_page_of(recovery))
