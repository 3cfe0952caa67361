"""Lists of other departments: taking one in, and what came of it."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.imports.views import XLSX
from registry.imports.workbooks import template
from registry.models import Person
from registry.permissions import Permission, requires
from registry.records.details import Cell, Fact, Table, detail_page
from registry.records.pages import done, form_page
from registry.records.sections import crumb
from relief.forms.findings import ListForm
from relief.list_files import LIST
from relief.matching.rules import rule_label
from relief.models import ListRow, MatchFinding, OutsideList
from relief.section import RELIEF

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 50


def _crumbs() -> list[dict]:
    return [crumb(_("Lists of other departments"), "relief:outside-list-list")]


@READ_OR_SEND
@requires(Permission.IMPORT_DATA)
@requires(Permission.EDIT_RELIEF)
def list_add(request):
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.save_change(by=request.user):
        taken = form.instance
        message = _("%(n)s rows taken in, %(refused)s refused; the matching follows.") % {
            "n": taken.row_count,
            "refused": taken.rejected_count,
        }
        return done(request, message, reverse("relief:list-detail", args=[taken.pk]))
    lede = _("The list is matched against the people of %(area)s, now and every night.") % {"area": request.user.area}
    back = reverse("relief:outside-list-list")
    page = {"heading": _("Take in a list"), "back": back, "crumbs": _crumbs(), "lede": lede}
    return form_page(request, RELIEF, form, **page, template="relief/list_form.html")


@require_safe
@requires(Permission.IMPORT_DATA)
@requires(Permission.EDIT_RELIEF)
def list_template(request):
    response = HttpResponse(template(LIST), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="list-template.xlsx"'
    return response


@require_safe
@requires(Permission.VIEW_RELIEF)
def list_detail(request, pk):
    row = get_object_or_404(OutsideList.objects.visible_to(request.user).for_list(), pk=pk)
    lines = ListRow.objects.visible_to(request.user).filter(outside_list=row)
    known = lines.filter(id_digest__in=Person.objects.visible_to(request.user).order_by().values("id_digest"))
    facts = [
        Fact(_("Area"), row.area.name),
        Fact(_("As of"), row.as_of.isoformat()),
        Fact(_("Rows taken in"), row.row_count),
        Fact(_("Rows refused"), row.rejected_count),
        Fact(_("of them on the register"), known.count()),
        Fact(_("File"), row.file_name),
        Fact(_("Taken in by"), row.entered_by and row.entered_by.full_name),
    ]
    tables = [_findings(request.user, row), _lines(known)]
    heading = f"{row.get_kind_display()} · {row.department}"
    return detail_page(request, RELIEF, heading=heading, facts=facts, crumbs=_crumbs(), tables=tables)


def _findings(staff, row: OutsideList) -> Table:
    found = MatchFinding.objects.visible_to(staff).filter(row__outside_list=row).order_by()
    counts = found.values("rule").annotate(n=Count("pk")).order_by("rule")
    url = reverse("relief:finding-list")
    lines = [
        [Cell(rule_label(one["rule"]), f"{url}?rule={one['rule']}"), Cell(one["n"], is_number=True)] for one in counts
    ]
    return Table(_("Findings that rest on it"), [_("Matching rule"), _("Findings")], lines, _("None yet."))


def _lines(known) -> Table:
    """Those of people on the register, the first of them."""
    lines = [
        [one.full_name, one.masked_id_number, one.on and one.on.isoformat(), _money(one), one.detail]
        for one in known.order_by("pk")[:SHOWN]
    ]
    headings = [_("Name"), _("ID number"), _("Day"), _("Amount"), _("Detail")]
    return Table(_("Lines about people on the register"), headings, lines, _("Nobody on the register is in it."))


def _money(row: ListRow) -> Cell:
    return Cell("" if row.amount is None else f"{row.amount:,}", is_number=True)
