"""Areas and their population: entered one by one on a page, or loaded from a file of codes and names."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit
from registry.areas import ancestor_codes, is_area_code, parent_code
from registry.models import Area, Population


class AreaFileError(Exception):
    """`problems` are sentences, each with its line; nothing was written."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Loaded:
    added: int
    renamed: int
    unchanged: int


@transaction.atomic
def add_area(*, by, area: Area) -> None:
    area.save(force_insert=True)
    audit.record(by=by, action="add", obj=area, changes=audit.first_values(area))


@transaction.atomic
def rename_area(*, by, area: Area, name: str) -> None:
    before = audit.snapshot(area)
    area.name = name
    if changes := audit.differences(before, area):
        area.save(update_fields=["name"])
        audit.record(by=by, action="change", obj=area, changes=changes)


def check_population_counted_once(population: Population) -> None:
    """A figure sums what is entered inside an area, so of a branch only one level may be entered for a year."""
    others = Population.objects.filter(year=population.year).exclude(pk=population.pk).exclude(area=population.area_id)
    above = others.filter(area__in=ancestor_codes(population.area_id)).select_related("area").first()
    if above:
        text = _("The population of %(year)s is entered for %(area)s as a whole; delete that figure first.")
        raise ValidationError(text % {"year": population.year, "area": above.area.name})
    if others.filter(area__code__inside=population.area_id).exists():
        text = _("The population of %(year)s is entered for the areas below; their sum is the figure of this area.")
        raise ValidationError(text % {"year": population.year})


@transaction.atomic
def save_population(*, by, population: Population, before: dict) -> None:
    """`before` is the snapshot of what was stored, empty for a new figure."""
    population.save()
    changes = audit.differences(before, population) if before else audit.first_values(population)
    audit.record(by=by, action="change" if before else "add", obj=population, changes=changes)


@transaction.atomic
def delete_population(*, by, population: Population) -> None:
    values = {name: [new, None] for name, (_old, new) in audit.first_values(population).items()}
    audit.record(by=by, action="delete", obj=population, changes=values)
    population.delete()


@transaction.atomic
def load_areas(*, by, content: bytes) -> Loaded:
    """Areas from a csv file of `code,name` in UTF-8 or GB18030: new ones added, others renamed, none deleted.

    Raises AreaFileError with every problem of the file at once.
    """
    names = _read(content)
    known = dict(Area.objects.values_list("code", "name"))
    added = [Area(code=code, name=name) for code, name in names.items() if code not in known]
    renamed = [Area(code=code, name=name) for code, name in names.items() if known.get(code, name) != name]
    Area.objects.bulk_create(added, batch_size=1000)
    Area.objects.bulk_update(renamed, ["name"], batch_size=500)
    if added or renamed:
        audit.record(by=by, action="load-areas", changes={"added": len(added), "renamed": len(renamed)})
    return Loaded(len(added), len(renamed), len(names) - len(added) - len(renamed))


def _read(content: bytes) -> dict[str, str]:
    """Names by code, parents first."""
    rows = list(csv.reader(io.StringIO(_decode(content))))
    if not rows or [cell.strip().lower() for cell in rows[0][:2]] != ["code", "name"]:
        raise AreaFileError([_("Line 1: the columns must be called code,name.")])
    names, problems = {}, []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        code, name = (cell.strip() for cell in [*row, "", ""][:2])
        if problem := _problem(code, name, names):
            problems.append(_("Line %(n)s: %(problem)s") % {"n": number, "problem": problem})
        names.setdefault(code, name)
    problems += _orphans(names, rows)
    if problems:
        raise AreaFileError(problems)
    return dict(sorted(names.items()))


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AreaFileError([_("The file is neither UTF-8 nor GB18030 text: save it as CSV UTF-8.")])


def _problem(code: str, name: str, names: dict[str, str]) -> str:
    if not is_area_code(code):
        return _("%(code)s is no area code; it has 2, 4, 6, 9 or 12 digits.") % {"code": code or "—"}
    if not name:
        return _("%(code)s has no name.") % {"code": code}
    if len(name) > Area._meta.get_field("name").max_length:
        return _("the name of %(code)s is too long.") % {"code": code}
    if names.get(code, name) != name:
        return _("%(code)s is there twice with different names.") % {"code": code}
    return ""


def _orphans(names: dict[str, str], rows: list) -> list[str]:
    parents = {parent_code(code): code for code in names if is_area_code(code) and parent_code(code)}
    missing = set(parents) - set(names)
    missing -= set(Area.objects.filter(code__in=missing).values_list("code", flat=True))
    lines = {row[0].strip(): number for number, row in reversed(list(enumerate(rows, start=1))) if row}
    text = _("Line %(n)s: %(code)s lies in %(parent)s, which is neither in the file nor in the desk.")
    return [text % {"n": lines[parents[code]], "code": parents[code], "parent": code} for code in sorted(missing)]
