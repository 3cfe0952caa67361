"""Part one, what was done: the counts of the year, then the figures against their targets and area by area."""

from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from registry.codes import DisabilityType, Grade
from rehab.choices import FundingSource, ServiceCategory
from reports.annual import amounts
from reports.annual.activity import Activity
from reports.annual.amounts import number
from reports.annual.blocks import TEXT, Block, Column, Paragraph, Row, Table
from reports.annual.comparison import count_change
from reports.annual.figures import YearFigures
from reports.annual.wording import WORDS

people = WORDS["R05"].subjects


def persons(n: int) -> str:
    return people(n) % {"n": number(n)}


def times(n: int) -> str:
    return _("%(n)s times") % {"n": number(n)}


def opening(figures: YearFigures) -> list[Block]:
    words = {"area": figures.area.name, "year": figures.year, "day": amounts.day(figures.period.end)}
    if figures.is_interim:
        text = _(
            "This is what was done for disabled persons in %(area)s in %(year)s so far. The year has not ended: "
            "all figures are counted from the records up to %(day)s, and last year's up to the same day."
        )
    else:
        text = _(
            "This is what was done for disabled persons in %(area)s in %(year)s. "
            "All figures are counted from the records up to %(day)s."
        )
    return [Paragraph(text % words)]


def register(figures: YearFigures, this: Activity, last: Activity) -> list[Block]:
    held = this.register
    words = {
        "day": amounts.day(figures.period.end),
        "people": persons(held.people),
        "new": persons(held.newly_registered),
    }
    if not held.people:
        return [Paragraph(_("Nobody was on the register on %(day)s.") % words)]
    words["change"] = count_change(held.people, last.register.people, persons)
    text = _("On %(day)s %(people)s were on the register, %(change)s; %(new)s were new in the year.") % words
    return [Paragraph(text), *_certificates(this, last)]


def _certificates(this: Activity, last: Activity) -> list[Block]:
    held = this.register
    if not held.holders:
        return [Paragraph(_("Nobody held a valid disability certificate."))]
    severe = held.of_grade(Grade.ONE) + held.of_grade(Grade.TWO)
    text = _(
        "A valid disability certificate was held by %(holders)s, %(change)s. "
        "Grades 1 and 2 (severe) were held by %(severe)s, %(share)s of them."
    ) % {
        "holders": persons(held.holders),
        "change": count_change(held.holders, last.register.holders, persons),
        "severe": persons(severe),
        "share": number(Decimal(100 * severe) / held.holders, 1) + "%",
    }
    return [Paragraph(text), _certificate_table(this, last)]


def _certificate_table(this: Activity, last: Activity) -> Table:
    held, before = this.register, last.register
    rows = [
        Row(
            [
                str(kind.label),
                *(number(held.certificates[kind, grade]) for grade in Grade),
                number(held.of_type(kind)),
                _or_nothing(before.of_type(kind), before.holders),
            ]
        )
        for kind in DisabilityType
    ]
    totals = [_("Total"), *(number(held.of_grade(grade)) for grade in Grade), number(held.holders)]
    rows.append(Row([*totals, _or_nothing(before.holders, before.holders)], is_total=True))
    grades = [Column(str(grade.label)) for grade in Grade]
    columns = [Column(_("Disability type"), TEXT), *grades, Column(_("Total")), Column(_("Last year"))]
    return Table(_("Persons with a valid disability certificate, by type and grade"), columns, rows)


def _or_nothing(n: int, recorded: int) -> str:
    """A dash where the year has no record at all, so that a missing year doesn't read as a zero."""
    return number(n) if recorded else amounts.NOTHING


def screening(figures: YearFigures, this: Activity, last: Activity) -> list[Block]:
    blocks = []
    if this.screenings:
        text = _("Needs were screened %(times)s in the year with %(persons)s, %(change)s.") % {
            "times": times(this.screenings),
            "persons": persons(this.persons_screened),
            "change": count_change(this.persons_screened, last.persons_screened, persons),
        }
        blocks.append(Paragraph(amounts.sentences([text, _needs(this)])))
    else:
        blocks.append(Paragraph(_("No need screening was recorded in the year.")))
    return [*blocks, Paragraph(_files(this))]


def _needs(this: Activity) -> str:
    if not this.needs:
        return _("No rehabilitation need was found.")
    found = [
        _("%(need)s %(n)s") % {"need": category.label, "n": number(this.needs[category])}
        for category in ServiceCategory
        if this.needs.get(category)
    ]
    total = number(sum(this.needs.values()))
    return _("They found %(total)s rehabilitation needs: %(list)s.") % {"total": total, "list": amounts.joined(found)}


def _files(this: Activity) -> str:
    files = this.files
    if not any((files.opening, files.opened, files.closing)):
        return _("No rehab file is on record.")
    return _(
        "At the beginning of the year %(opening)s rehab files were open; %(opened)s were opened and %(closed)s closed "
        "in the year, so that %(closing)s were open at its end."
    ) % {
        "opening": number(files.opening),
        "opened": number(files.opened),
        "closed": number(files.closed),
        "closing": number(files.closing),
    }


def services(figures: YearFigures, this: Activity, last: Activity) -> list[Block]:
    if not this.services.times:
        return [Paragraph(_("No rehabilitation service was recorded in the year."))]
    text = _(
        "Rehabilitation services were given %(times)s in the year to %(persons)s, %(change)s. "
        "Of these, %(fittings)s were fittings of assistive devices."
    ) % {
        "times": times(this.services.times),
        "persons": persons(this.services.persons),
        "change": count_change(this.services.persons, last.services.persons, persons),
        "fittings": times(this.services.times_by_category.get(ServiceCategory.DEVICE, 0)),
    }
    return [Paragraph(text), _service_table(this, last)]


def _service_table(this: Activity, last: Activity) -> Table:
    now, before = this.services, last.services
    rows = [
        Row(
            [
                str(category.label),
                number(now.times_by_category.get(category, 0)),
                number(now.persons_by_category.get(category, 0)),
                _or_nothing(before.times_by_category.get(category, 0), before.times),
                _or_nothing(before.persons_by_category.get(category, 0), before.times),
            ]
        )
        for category in ServiceCategory
    ]
    last_year = [_or_nothing(before.times, before.times), _or_nothing(before.persons, before.times)]
    rows.append(Row([_("Total"), number(now.times), number(now.persons), *last_year], is_total=True))
    columns = [
        Column(_("Service"), TEXT),
        Column(_("Times")),
        Column(_("Persons")),
        Column(_("Times last year")),
        Column(_("Persons last year")),
    ]
    note = _("A person who had services of several categories is counted in each, and once in the total.")
    return Table(_("Rehabilitation services by category"), columns, rows, [note])


def places(figures: YearFigures, this: Activity, last: Activity) -> list[Block]:
    found = this.places
    text = _(
        "At the end of the period there were %(health_stations)s community health stations, %(rooms)s of them with a rehab "
        "room, and %(rehab_stations)s community rehab stations; %(coordinators)s were in post as rehab coordinators, "
        "%(full_time)s full-time."
    ) % {
        "health_stations": number(found.health_stations),
        "rooms": number(found.rooms),
        "rehab_stations": number(found.rehab_stations),
        "coordinators": persons(found.coordinators),
        "full_time": persons(found.full_time),
    }
    return [Paragraph(text), Paragraph(_trainings(this, last)), *_events(this, last)]


def _trainings(this: Activity, last: Activity) -> str:
    held = this.trainings
    if not held.trainings:
        return _("No training of coordinators was recorded in the year.")
    return _(
        "%(trainings)s trainings were held for coordinators and attended %(attendances)s, %(change)s; "
        "the test was passed %(passed)s."
    ) % {
        "trainings": number(held.trainings),
        "attendances": times(held.attendances),
        "change": count_change(held.attendances, last.trainings.attendances, times),
        "passed": times(held.passed),
    }


def _events(this: Activity, last: Activity) -> list[Block]:
    if not this.events.held:
        return []
    text = _(
        "%(held)s lectures, publicity events and trainings of relatives reached people %(reached)s, %(change)s; "
        "%(copies)s copies were handed out."
    ) % {
        "held": number(this.events.held),
        "reached": times(this.events.reached),
        "change": count_change(this.events.reached, last.events.reached, times),
        "copies": number(this.events.copies),
    }
    return [Paragraph(text)]


def funding(figures: YearFigures, this: Activity, last: Activity) -> list[Block]:
    if not this.funding:
        return [Paragraph(_("No rehabilitation funding was recorded in the year."))]
    text = _("Rehabilitation funding of %(total)s was received in the year, %(change)s.") % {
        "total": amounts.money(this.funding_total),
        "change": count_change(
            this.funding_total, last.funding_total, partial(amounts.money, beside=this.funding_total)
        ),
    }
    return [Paragraph(text), _funding_table(this, last)]


def _funding_table(this: Activity, last: Activity) -> Table:
    def row(label: str, amount: Decimal, before: Decimal, is_total=False) -> Row:
        share = number(100 * amount / this.funding_total, 1)
        shown = number(before, 2) if last.funding else amounts.NOTHING
        return Row([label, number(amount, 2), share, shown], is_total)

    rows = [
        row(str(source.label), this.funding.get(source, Decimal(0)), last.funding.get(source, Decimal(0)))
        for source in FundingSource
        if source in this.funding or source in last.funding
    ]
    rows.append(row(_("Total"), this.funding_total, last.funding_total, is_total=True))
    columns = [Column(_("Source"), TEXT), Column(_("Yuan")), Column(_("Share (%)")), Column(_("Yuan last year"))]
    return Table(_("Rehabilitation funding by source"), columns, rows)
