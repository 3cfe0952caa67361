"""What the matching knows of an applicant's household, shown where the matching of an application is entered."""

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.models import HouseholdMember, Person
from registry.records.details import Cell, Table
from relief.matching.rules import rule_label
from relief.models import Application, ListRow, MatchFinding


def household_of(staff, application: Application):
    """The applicant and who lives in the household now, of those in scope."""
    members = HouseholdMember.objects.visible_to(staff).present().filter(household=application.bundle.household_id)
    people = Person.objects.visible_to(staff)
    return people.filter(pk__in=members.order_by().values("person")) | people.filter(pk=application.person_id)


def known_lines(staff, application: Application) -> list[tuple[ListRow, str]]:
    """Lines of the lists in force about them, with the name on the register."""
    people = household_of(staff, application)
    names = dict(people.order_by().values_list("id_digest", "full_name"))
    rows = ListRow.objects.visible_to(staff).holding().filter(id_digest__in=names).for_list()
    return [(row, names[row.id_digest]) for row in rows.order_by("outside_list__kind", "pk")]


def known_table(staff, application: Application) -> Table:
    lines = [_line(row, name) for row, name in known_lines(staff, application)]
    people = household_of(staff, application).order_by()
    # What goes into the sheet is read by everybody who sees applications.
    told = MatchFinding.objects.visible_to(staff).undecided().filter(needs_permission="")
    found = told.filter(person__in=people.values("pk")).for_list()
    lines += [_finding(row) for row in found]
    headings = [_("Name"), _("What"), _("Detail"), _("Day"), _("Yuan")]
    empty = _("No list in force and no open finding tells anything of the applicant or the household.")
    return Table(_("What the matching found"), headings, lines, empty)


def _line(row: ListRow, name: str) -> list:
    return [
        name,
        f"{row.outside_list.get_kind_display()} · {row.outside_list.department}",
        row.detail,
        (row.on or row.outside_list.as_of).isoformat(),
        Cell("" if row.amount is None else f"{row.amount:,}", is_number=True),
    ]


def _finding(row: MatchFinding) -> list:
    url = reverse("relief:finding-detail", args=[row.pk])
    programme = row.programme.name if row.programme else ""
    amount = Cell("" if row.amount is None else f"{row.amount:,}", is_number=True)
    return [row.person.full_name, Cell(rule_label(row.rule), url), programme, row.since.isoformat(), amount]


def suggestion(table: Table) -> dict:
    """What the sheet of the matching begins with."""
    if not table.rows:
        return {}
    texts = [" ".join(str(getattr(cell, "text", cell)) for cell in line[:3] if cell) for line in table.rows]
    return {"result": "leads", "note": "；".join(texts)[:500]}
