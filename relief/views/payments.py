"""Single payments, what becomes of those that came back, and the rules that payments follow."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from registry.permissions import Permission, requires
from registry.records.pages import done, form_page, person_form_page, person_in_scope, way_back
from registry.records.sections import crumb
from relief.forms.runs import ApprovalBandForm, CashForm, ExplainForm, HandOverForm, PaymentRuleForm
from relief.models import Absence, CashPayee, PaymentLine
from relief.payment_tables import LINE_KINDS
from relief.section import RELIEF, person_facts
from relief.services import bank
from relief.services.runs import explain

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
PERSON_LINES = 120


def _line(request, pk: int) -> PaymentLine:
    rows = PaymentLine.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "repays__run", "run__area"), pk=pk)


def page_of(line: PaymentLine) -> str:
    return reverse("relief:payment-detail", args=[line.pk])


@require_safe
@requires(Permission.VIEW_RELIEF)
def payment_detail(request, pk):
    line = _line(request, pk)
    rows = PaymentLine.objects.visible_to(request.user).filter(pk=pk)
    may_edit = request.user.can(Permission.EDIT_RELIEF)
    context = {
        "line": line,
        "crumbs": [RELIEF.crumb, crumb(_("Payments"), "relief:payment-list")],
        "about": person_facts(request, line.person),
        "state_kind": LINE_KINDS.get(line.state, "info"),
        "may_see_run": line.run.area_id.startswith(request.user.area_id),
        "repayments": line.repayments.live().select_related("run"),
        "may_correct": may_edit and rows.to_correct().exists(),
        "waits_for_run": rows.to_repay().exists(),
        "may_hand_over": may_edit and rows.by_hand_without_proof().exists(),
        "may_explain": may_edit and line.run.state == "prepared" and rows.unexplained().exists(),
        "back": page_of(line),
    }
    return render(request, "relief/payment_detail.html", context)


@require_POST
@requires(Permission.EDIT_RELIEF)
def payment_clear(request, pk):
    line = _line(request, pk)
    try:
        bank.clear_for_repayment(line=line, by=request.user)
        messages.success(request, _("The account is confirmed: the next run pays it again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(page_of(line))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def payment_hand_over(request, pk):
    line = _line(request, pk)
    form = HandOverForm(request.POST or None)
    if form.submit(bank.hand_over, line=line, by=request.user):
        return done(request, _("Saved."), page_of(line))
    return person_form_page(request, RELIEF, form, line.person, heading=_("Handed over"), back=page_of(line))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def payment_explain(request, pk):
    return _explain(request, _line(request, pk))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def absence_explain(request, pk):
    return _explain(request, get_object_or_404(Absence.objects.visible_to(request.user).for_list(), pk=pk))


def _explain(request, row):
    back = way_back(request, reverse("relief:run-list"))
    form = ExplainForm(request.POST or None)
    if form.submit(explain, row=row, by=request.user):
        return done(request, _("Saved."), back)
    return person_form_page(request, RELIEF, form, row.person, heading=_("Explain it"), back=back)


@require_safe
@requires(Permission.VIEW_RELIEF)
def person_payments(request, pk):
    person = person_in_scope(request, pk)
    lines = PaymentLine.objects.visible_to(request.user).for_list().live().filter(person=person)
    context = {
        "person": person,
        "crumbs": [RELIEF.crumb, crumb(_("Payments"), "relief:payment-list")],
        "about": person_facts(request, person),
        "lines": [_shown(line) for line in lines[:PERSON_LINES]],
        "paid": lines.paid().totals(),
        "cash": CashPayee.objects.visible_to(request.user).present().filter(person=person).first(),
        "may_edit": request.user.can(Permission.EDIT_RELIEF),
    }
    return render(request, "relief/person_payments.html", context)


def _shown(line: PaymentLine) -> dict:
    return {"line": line, "kind": LINE_KINDS.get(line.state, "info")}


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def cash_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, reverse("relief:person-payments", args=[pk]))
    form = CashForm(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Paid in cash from the next run on."), back)
    return person_form_page(request, RELIEF, form, person, heading=_("Pay in cash"), back=back)


@require_POST
@requires(Permission.EDIT_RELIEF)
def cash_end(request, pk):
    rows = CashPayee.objects.visible_to(request.user).select_related("person")
    cash = get_object_or_404(rows, pk=pk)
    try:
        bank.end_cash(cash=cash, by=request.user)
        messages.success(request, _("Paid to the account again from the next run on."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("relief:person-payments", cash.person_id)


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def payment_rule_add(request):
    return _rule_page(request, PaymentRuleForm, _("Add a payment rule"), "relief:payment-rule-list")


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def approval_band_add(request):
    return _rule_page(request, ApprovalBandForm, _("Add an approval band"), "relief:approval-band-list")


def _rule_page(request, form_class, heading: str, url_name: str):
    form, back = form_class(request.POST or None), reverse(url_name)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return form_page(request, RELIEF, form, heading=heading, back=back)
