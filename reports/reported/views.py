"""Reported figures: asked for, filled in on one sheet an area and year, sent in, approved by somebody else."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records import lists
from registry.records.details import Action, Fact
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported import services
from reports.reported.choices import SheetState
from reports.reported.forms import AskForm, KindForm, LineForm, ReasonForm, SheetVersionForm, StepForm
from reports.reported.section import FIGURES
from reports.reported.tables import LISTS
from reports.reported.workflow import SHEET, SHEET_KINDS

ONWARD = ("send_in", "approve_sheet")


@require_safe
@requires(Permission.VIEW_BOARD)
def home(request):
    staff, today = request.user, timezone.localdate()
    sheets = FigureSheet.objects.visible_to(staff).filter(year=today.year)
    counts = dict(sheets.order_by().values_list("state").annotate(n=Count("pk")))
    values = ReportedFigure.objects.visible_to(staff).filter(sheet__year=today.year)
    context = {
        "title": FIGURES.label,
        "links": [{"label": _("Board"), "url": reverse("reports:board")}],
        "groups": [
            {
                "title": _("Sheets of %(year)s") % {"year": today.year},
                "figures": [
                    _figure(label, counts.get(state, 0), "figure-sheet", year=today.year, state=state)
                    for state, label in SheetState.choices
                ],
            },
            {
                "title": _("Figures"),
                "figures": [
                    _figure(_("Figures entered this year"), values.count(), "figure", year=today.year),
                    _figure(_("Kinds of reported figures"), FigureKind.objects.count(), "figure-kind"),
                ],
            },
        ],
        "may_edit": staff.can(Permission.APPROVE_FIGURES),
        "purposes": [{"label": _("Ask for the figures of a year"), "choose_url_name": "reports:figure-ask"}],
    }
    return render(request, "records/hub.html", context)


def _figure(label, value: int, list_name: str, **query) -> dict:
    url = reverse(f"reports:{list_name}-list") + (f"?{urlencode(query)}" if query else "")
    return {"label": label, "value": value, "unit": "", "url": url}


@require_safe
@requires(Permission.VIEW_BOARD)
def record_list(request, key):
    return lists.list_page(request, LISTS[key])


@require_safe
@requires(Permission.EXPORT_DATA)
@requires(Permission.VIEW_BOARD)
def export(request, key, file_format):
    if key not in LISTS:
        raise Http404
    return lists.export(request, LISTS[key], file_format)


def _crumbs(*sheets: FigureSheet) -> list[dict]:
    crumbs = [crumb(_("Sheets of reported figures"), "reports:figure-sheet-list")]
    return crumbs + [crumb(_title(sheet), "reports:figure-sheet", sheet.pk) for sheet in sheets]


def _title(sheet: FigureSheet) -> str:
    return _("Reported figures %(year)s, %(area)s") % {"year": sheet.year, "area": sheet.area.name}


@requires(Permission.APPROVE_FIGURES)
def ask(request):
    form, crumbs, asked = AskForm(request.POST or None, staff=request.user), _crumbs(), []

    def store(**values):
        asked.extend(services.ask(**values))

    if form.submit(store, by=request.user):
        text = ngettext("%(n)s sheet is asked for.", "%(n)s sheets are asked for.", len(asked)) % {"n": len(asked)}
        return done(request, text, crumbs[-1]["url"])
    heading = _("Ask for the figures of a year")
    return form_page(request, FIGURES, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


def _sheet(request, pk: int) -> FigureSheet:
    sheets = FigureSheet.objects.visible_to(request.user).select_related("area", "submitted_by", "approved_by")
    return get_object_or_404(sheets, pk=pk)


def _lines(sheet: FigureSheet, data=None) -> list[LineForm]:
    figures, (streets, _n) = services.figures_of(sheet), services.sums_of_streets(sheet)
    return [
        LineForm(data, kind=kind, figure=figures.get(kind.pk), streets=streets.get(kind.pk))
        for kind in services.kinds_of(sheet)
    ]


@require_safe
@requires(Permission.VIEW_BOARD)
def sheet_detail(request, pk):
    sheet = _sheet(request, pk)
    return _sheet_page(request, sheet, _lines(sheet), SheetVersionForm(sheet=sheet))


@requires(Permission.ENTER_FIGURES)
def sheet_fill_in(request, pk):
    """The sheet sent in. A GET shows the sheet itself."""
    sheet = _sheet(request, pk)
    if request.method != "POST":
        return _sheet_page(request, sheet, _lines(sheet), SheetVersionForm(sheet=sheet))
    lines, seen = _lines(sheet, request.POST), SheetVersionForm(request.POST, sheet=sheet)
    problems = []
    if all([seen.is_valid(), *(line.is_valid() for line in lines)]):
        try:
            services.fill_in(
                sheet=sheet,
                lines=[line.line() for line in lines],
                version=seen.cleaned_data["version"],
                by=request.user,
            )
        except ValidationError as error:
            problems, seen = error.messages, SheetVersionForm(sheet=_sheet(request, pk))
        else:
            return done(request, _("The figures are saved."), reverse("reports:figure-sheet", args=[sheet.pk]))
    return _sheet_page(request, sheet, lines, seen, problems)


def _sheet_page(request, sheet: FigureSheet, lines: list[LineForm], seen: SheetVersionForm, problems=()):
    problems = [*problems, *_line_problems(lines)]
    _sums, sheets_below = services.sums_of_streets(sheet)
    context = {
        "sheet": sheet,
        "heading": _title(sheet),
        "crumbs": [FIGURES.crumb, *_crumbs()],
        "facts": _facts(sheet),
        "actions": _actions(request.user, sheet),
        "topics": _by_topic(lines),
        "seen": seen,
        "problems": problems,
        "sheets_below": sheets_below,
        "may_enter": sheet.is_open and request.user.can(Permission.ENTER_FIGURES),
    }
    return render(request, "reports/reported/sheet.html", context, status=422 if problems else 200)


def _line_problems(lines: list[LineForm]) -> list[str]:
    return [f"{line.kind.name}: {error}" for line in lines for errors in line.errors.values() for error in errors]


def _by_topic(lines: list[LineForm]) -> list[dict]:
    """Each part stands right under its whole."""
    topics: dict[str, list[LineForm]] = {}
    for line in lines:
        topics.setdefault(line.kind.get_topic_display(), []).append(line)
    return [{"label": label, "lines": _nested(lines)} for label, lines in topics.items()]


def _nested(lines: list[LineForm]) -> list[LineForm]:
    here = {line.kind.pk for line in lines}
    tops = [line for line in lines if line.kind.whole_id not in here]
    return [one for top in tops for one in (top, *(part for part in lines if part.kind.whole_id == top.kind.pk)) if one]


def _facts(sheet: FigureSheet) -> list[Fact]:
    return [
        Fact(_("State"), sheet.get_state_display(), kind=SHEET_KINDS[sheet.state]),
        Fact(_("Due on"), sheet.due_on.isoformat()),
        Fact(_("Sent in by"), sheet.submitted_by.full_name if sheet.submitted_by else ""),
        Fact(_("Approved by"), sheet.approved_by.full_name if sheet.approved_by else ""),
    ]


def _actions(staff, sheet: FigureSheet) -> list[Action]:
    return [
        Action(step.label, reverse("reports:figure-sheet-step", args=[sheet.pk, step.name]), step.name in ONWARD)
        for step in reversed(SHEET.open_to(staff, sheet))
    ]


@requires(Permission.VIEW_BOARD)
def sheet_step(request, pk, step):
    """Only what the state and my roles allow."""
    if step not in services.STEPS:
        raise Http404
    if not request.user.can(SHEET[step].permission):
        raise PermissionDenied
    sheet = _sheet(request, pk)
    if SHEET[step] not in SHEET.open_to(request.user, sheet):
        raise PermissionDenied
    form = (ReasonForm if step in services.WITH_REASON else StepForm)(
        request.POST if request.method == "POST" else None
    )
    back = reverse("reports:figure-sheet", args=[sheet.pk])
    if form.submit(services.STEPS[step], sheet=sheet, by=request.user):
        return done(request, _("Saved."), back)
    heading = f"{_title(sheet)}: {SHEET[step].label}"
    return form_page(
        request, FIGURES, form, heading=heading, back=back, crumbs=_crumbs(sheet), submit_label=SHEET[step].label
    )


def _kind_page(request, form, heading):
    crumbs = [*_crumbs(), crumb(_("Kinds of reported figures"), "reports:figure-kind-list")]
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return form_page(request, FIGURES, form, heading=heading, back=back, crumbs=crumbs)


@requires(Permission.APPROVE_FIGURES)
def kind_add(request):
    return _kind_page(request, KindForm(request.POST or None), _("Add a figure"))


@requires(Permission.APPROVE_FIGURES)
def kind_edit(request, pk):
    kind = get_object_or_404(FigureKind, pk=pk)
    return _kind_page(request, KindForm(request.POST or None, instance=kind), _("Change the figure"))
