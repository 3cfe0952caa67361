"""Training, money, meetings, and the rules of care."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from psych_care.forms import running as forms
from psych_care.models import CareIncome, CareMeeting, CareRule, CareSpending, CareTraining
from psych_care.section import PSYCH
from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb


@dataclass(frozen=True)
class AreaKind:
    """A record of an area: its form, its list, its words."""

    key: str
    model: type
    form: type
    list: Any
    add: Any
    edit: Any


AREA_KINDS = {
    kind.key: kind
    for kind in (
        AreaKind(
            "training",
            CareTraining,
            forms.CareTrainingForm,
            gettext_lazy("Training"),
            gettext_lazy("Enter a training"),
            gettext_lazy("Correct the training"),
        ),
        AreaKind(
            "income",
            CareIncome,
            forms.CareIncomeForm,
            gettext_lazy("Income and donations"),
            gettext_lazy("Enter income"),
            gettext_lazy("Correct the income"),
        ),
        AreaKind(
            "meeting",
            CareMeeting,
            forms.CareMeetingForm,
            gettext_lazy("Meetings of the leading group"),
            gettext_lazy("Enter a meeting"),
            gettext_lazy("Correct the meeting"),
        ),
    )
}


def _save(request, form, heading, crumbs):
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return form_page(request, PSYCH, form, heading=heading, back=back, crumbs=crumbs)


def adder(key: str):
    kind = AREA_KINDS[key]

    @requires(Permission.EDIT_PSYCH)
    def add(request):
        form = kind.form(request.POST or None, staff=request.user)
        return _save(request, form, kind.add, [crumb(kind.list, f"psych_care:{key}-list")])

    return add


def editor(key: str):
    kind = AREA_KINDS[key]

    @requires(Permission.EDIT_PSYCH)
    def edit(request, pk):
        record = get_object_or_404(kind.model.objects.visible_to(request.user), pk=pk)
        form = kind.form(request.POST or None, instance=record, staff=request.user)
        return _save(request, form, kind.edit, [crumb(kind.list, f"psych_care:{key}-list")])

    return edit


def _income(request, pk) -> CareIncome:
    return get_object_or_404(CareIncome.objects.visible_to(request.user).for_list().with_spent(), pk=pk)


@require_safe
@requires(Permission.VIEW_PSYCH)
def income_detail(request, pk):
    """What came in, and what was spent of it."""
    income, may_edit = _income(request, pk), request.user.can(Permission.EDIT_PSYCH)

    def link(name, record):
        return reverse(f"psych_care:{name}", args=[record.pk]) if may_edit else ""

    rows = [
        [
            Cell(one.spent_on.isoformat(), link("spending-edit", one)),
            one.used_for,
            Cell(f"{one.amount:,}", is_number=True),
        ]
        for one in income.spendings.all()
    ]
    table = Table(
        title=_("Spent"),
        headings=(_("Day"), _("Spent on"), _("Yuan")),
        rows=rows,
        empty=_("Nothing is spent of it yet."),
        actions=[Action(_("Enter a spending"), link("spending-add", income), True)] if may_edit else (),
    )
    return detail_page(
        request,
        PSYCH,
        heading=income.source,
        crumbs=[crumb(AREA_KINDS["income"].list, "psych_care:income-list")],
        actions=[Action(_("Edit"), link("income-edit", income))] if may_edit else (),
        facts=[
            Fact(_("Received on"), income.received_on.isoformat()),
            Fact(_("Area"), income.area.name),
            Fact(_("Kind"), income.get_kind_display()),
            Fact(_("For what"), income.purpose),
            Fact(_("Amount (yuan)"), f"{income.amount:,}"),
            Fact(_("Left (yuan)"), f"{income.amount - income.spent:,.2f}"),
        ],
        tables=[table],
    )


def _save_spending(request, form, income, heading):
    crumbs = [
        crumb(AREA_KINDS["income"].list, "psych_care:income-list"),
        crumb(income.source, "psych_care:income-detail", income.pk),
    ]
    return _save(request, form, heading, crumbs)


@requires(Permission.EDIT_PSYCH)
def spending_add(request, pk):
    income = _income(request, pk)
    form = forms.CareSpendingForm(request.POST or None, income=income)
    return _save_spending(request, form, income, _("Enter a spending"))


@requires(Permission.EDIT_PSYCH)
def spending_edit(request, pk):
    spending = get_object_or_404(CareSpending.objects.visible_to(request.user).for_list(), pk=pk)
    form = forms.CareSpendingForm(request.POST or None, instance=spending, income=spending.income)
    return _save_spending(request, form, spending.income, _("Correct the spending"))


RULES_SHOWN = 4
RULE_FIELDS = [name for name in forms.CareRuleForm.Meta.fields if name != "effective_from"]


@require_safe
@requires(Permission.OVERSEE_PSYCH)
def rule_list(request):
    """The newest rules side by side; without any the defaults hold."""
    rules = list(CareRule.objects.order_by("-effective_from")[:RULES_SHOWN])
    labels = ((capfirst(CareRule._meta.get_field(name).verbose_name), name) for name in RULE_FIELDS)
    table = Table(
        title=_("Rules by the day they begin"),
        headings=(_("Rule"), *(_("from %(day)s") % {"day": one.effective_from.isoformat()} for one in rules)),
        rows=[[label, *(getattr(one, name) for one in rules)] for label, name in labels] if rules else (),
        empty=_("None is set; the values that come with the program hold."),
        actions=[Action(_("Add a rule"), reverse("psych_care:rule-add"), True)],
    )
    return detail_page(request, PSYCH, heading=_("Rules of psychiatric care"), facts=[], tables=[table])


@requires(Permission.OVERSEE_PSYCH)
def rule_add(request):
    crumbs = [crumb(_("Rules of psychiatric care"), "psych_care:rule-list")]
    form = forms.CareRuleForm(request.POST or None)
    if form.is_valid():
        form.store(by=request.user)
        return done(request, _("Saved."), crumbs[-1]["url"])
    return form_page(request, PSYCH, form, heading=_("Add a rule"), back=crumbs[-1]["url"], crumbs=crumbs)
