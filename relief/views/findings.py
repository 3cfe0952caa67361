"""Findings of the information matching: what they rest on, and how each ends."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registry import audit
from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, person_form_page
from registry.records.sections import crumb
from relief.finding_tables import FINDING_KINDS
from relief.finding_workflow import BY_HAND, FINDING
from relief.forms.findings import ExplainForm, RecoverForm, SettledOutsideForm, StopDrawnForm
from relief.matching.rules import rule_label
from relief.matching_choices import FindingKind
from relief.models import Entitlement, FindingSpell, MatchFinding, Recovery
from relief.section import RELIEF, person_facts
from relief.services import findings as services

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
PAGES = {
    "apply": "relief:finding-apply",
    "stop_drawn": "relief:finding-stop",
    "recover": "relief:finding-recover",
    "explain": "relief:finding-explain",
}


def _in_scope(request, pk: int) -> MatchFinding:
    rows = MatchFinding.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("person__community", "row__outside_list", "other_person"), pk=pk)


def _page_of(finding: MatchFinding) -> str:
    return reverse("relief:finding-detail", args=[finding.pk])


@never_cache
@require_safe
@requires(Permission.VIEW_RELIEF)
def finding_detail(request, pk):
    finding = _in_scope(request, pk)
    # Of every finding: else the log would tell which are confidential.
    audit.record(by=request.user, action="read", obj=finding)
    return detail_page(
        request,
        RELIEF,
        heading=f"{rule_label(finding.rule)} · {finding.person.full_name}",
        facts=_facts(finding),
        crumbs=[crumb(_("Findings of the matching"), "relief:finding-list")],
        actions=_actions(request.user, finding),
        tables=[_evidence(request.user, finding), *_recoveries(request.user, finding), _spells(request.user, finding)],
        about=person_facts(request, finding.person),
    )


def _facts(finding: MatchFinding) -> list[Fact]:
    facts = [
        Fact(_("Kind of finding"), finding.get_kind_display()),
        Fact(_("Programme"), finding.programme and finding.programme.name),
        Fact(_("Since"), finding.since.isoformat()),
        Fact(_("Yuan at stake"), finding.amount),
        Fact(_("Found on"), finding.found_on.isoformat()),
        Fact(_("State"), finding.get_state_display(), kind=FINDING_KINDS.get(finding.state, "met")),
    ]
    if finding.silent_until:
        facts.append(Fact(_("Silent until"), finding.silent_until.isoformat()))
    if finding.application_id:
        url = reverse("relief:application-detail", args=[finding.application_id])
        facts.append(Fact(_("Application"), finding.application, url=url))
    return facts


def _actions(staff, finding: MatchFinding) -> list[Action]:
    """Of those by hand, what the finding can end with; first what it usually does."""
    open_steps = [
        step for step in FINDING.open_to(staff, finding) if step.name in BY_HAND and _fits(step.name, finding)
    ]
    actions = [Action(step.label, reverse(PAGES[step.name], args=[finding.pk])) for step in open_steps]
    if open_steps and finding.kind == FindingKind.MISSED and finding.programme_id:
        receive = reverse("relief:application-receive", args=[finding.person_id])
        actions.insert(0, Action(_("Receive an application"), receive))
    return [Action(one.label, one.url, is_main=place == 0) for place, one in enumerate(actions)]


def _fits(name: str, finding: MatchFinding) -> bool:
    if name == "apply":
        return finding.kind == FindingKind.MISSED
    if name == "stop_drawn":
        return finding.entitlement_id is not None
    return name != "recover" or finding.kind != FindingKind.MISSED


def _evidence(staff, finding: MatchFinding) -> Table:
    """The two rows that do not go together. What lies out of scope is named without a way to it."""
    both = (finding.entitlement_id, finding.other_entitlement_id)
    mine = Entitlement.objects.visible_to(staff).filter(pk__in=both)
    in_scope = {one.pk for one in mine}
    rows = [
        _entitlement_line(one, in_scope) for one in (finding.entitlement, finding.other_entitlement) if one is not None
    ]
    if finding.row:
        rows.append(_list_line(finding.row))
    if finding.other_person and not finding.other_entitlement_id:
        rows.append([_("The other person"), finding.other_person.full_name, "", ""])
    return Table(
        _("What it rests on"),
        [_("What"), _("Detail"), _("Day"), _("Yuan")],
        rows,
        _("Nothing is drawn: that is what was found."),
    )


def _entitlement_line(one: Entitlement, in_scope: set[int]) -> list:
    url = reverse("relief:entitlement-detail", args=[one.pk]) if one.pk in in_scope else ""
    last = one.amounts.last()
    amount = Cell(f"{last.amount:,}" if last else "", is_number=True)
    state = _("stopped") if one.until_month else _("drawn")
    return [_("Entitlement"), Cell(f"{one.programme} · {one.person} · {state}", url), f"{one.from_month:%Y-%m}", amount]


def _list_line(row) -> list:
    told = " · ".join(part for part in (str(row.outside_list), row.full_name, row.detail) if part)
    amount = Cell("" if row.amount is None else f"{row.amount:,}", is_number=True)
    return [_("Line of a list"), told, row.on and row.on.isoformat(), amount]


def _recoveries(staff, finding: MatchFinding) -> list[Table]:
    rows = list(Recovery.objects.visible_to(staff).filter(finding=finding).with_paid())
    if not rows:
        return []
    lines = [
        [
            Cell(row.decided_on.isoformat(), reverse("relief:recovery-detail", args=[row.pk])),
            Cell(f"{row.amount:,}", is_number=True),
            Cell(f"{row.paid_sum:,.2f}", is_number=True),
        ]
        for row in rows
    ]
    return [Table(_("Recoveries"), [_("Decided on"), _("Amount"), _("Come in")], lines)]


def _spells(staff, finding: MatchFinding) -> Table:
    spells = FindingSpell.objects.visible_to(staff).filter(finding=finding).select_related("decided_by")
    return Table(
        _("Found and ended"),
        [_("Found on"), _("Ended on"), _("How it ended"), _("By"), _("Note")],
        [
            [
                spell.opened_on.isoformat(),
                spell.closed_on and spell.closed_on.isoformat(),
                spell.get_outcome_display(),
                spell.decided_by and spell.decided_by.full_name,
                spell.note,
            ]
            for spell in spells
        ],
    )


def _ending(request, finding: MatchFinding, form, service, step: str, *, saved, **context):
    label = FINDING[step].label
    if not _fits(step, finding):
        raise Http404
    if form.submit(service, finding=finding, by=request.user):
        return done(request, saved, _page_of(finding))
    return person_form_page(
        request,
        RELIEF,
        form,
        finding.person,
        heading=f"{label} · {rule_label(finding.rule)}",
        back=_page_of(finding),
        submit_label=label,
        **context,
    )


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def finding_stop(request, pk):
    finding = _in_scope(request, pk)
    both = (finding.entitlement_id, finding.other_entitlement_id)
    drawn = list(Entitlement.objects.visible_to(request.user).for_list().running().filter(pk__in=both))
    if not drawn and request.method != "POST":
        raise Http404
    form = StopDrawnForm(request.POST or None, finding=finding, drawn=drawn)
    saved = _("Stopped, and the finding with it.")
    return _ending(request, finding, form, services.stop_drawn, "stop_drawn", saved=saved, danger=True)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def finding_recover(request, pk):
    finding = _in_scope(request, pk)
    form = RecoverForm(request.POST or None, finding=finding)
    return _ending(request, finding, form, services.recover, "recover", saved=_("The recovery is open."))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def finding_explain(request, pk):
    finding = _in_scope(request, pk)
    form = ExplainForm(request.POST or None)
    return _ending(request, finding, form, services.explain, "explain", saved=_("Explained; it is silent until then."))


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def finding_apply(request, pk):
    finding = _in_scope(request, pk)
    form = SettledOutsideForm(request.POST or None)
    return _ending(request, finding, form, services.settle_outside, "apply", saved=_("Noted: it is applied for."))
