"""The words of each indicator in a sentence: the fact, its subjects when counted, and what is to be done for them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from reports.annual import amounts
from reports.engine import Figure
from reports.indicators.kinds import Indicator


@dataclass(frozen=True)
class Words:
    """`fact` has numerator, denominator and value; `subjects(n)` says "14 health stations"; `action` puts them to work."""

    fact: str
    subjects: Callable[[int], str]
    action: str


def _health_stations(n):
    return ngettext("%(n)s health station", "%(n)s health stations", n)


def _communities(n):
    return ngettext("%(n)s community", "%(n)s communities", n)


def _coordinators(n):
    return ngettext("%(n)s coordinator", "%(n)s coordinators", n)


def _disabled_persons(n):
    return ngettext("%(n)s disabled person", "%(n)s disabled persons", n)


def _persons(n):
    return ngettext("%(n)s person", "%(n)s persons", n)


def _answers(n):
    return ngettext("%(n)s answer", "%(n)s answers", n)


def _stations(n):
    return ngettext("%(n)s rehab station", "%(n)s rehab stations", n)


def _patients(n):
    return ngettext("%(n)s patient", "%(n)s patients", n)


def _findings(n):
    return ngettext("%(n)s person found locked up", "%(n)s persons found locked up", n)


def _children(n):
    return ngettext("%(n)s child", "%(n)s children", n)


WORDS = {
    "R01": Words(
        _("%(numerator)s of %(denominator)s health stations have a rehab room, a rate of %(value)s"),
        _health_stations,
        _("open a rehab room in %(subjects)s more"),
    ),
    "R02": Words(
        _("%(numerator)s of %(denominator)s communities have a coordinator in post, a rate of %(value)s"),
        _communities,
        _("put a coordinator in post in %(subjects)s more"),
    ),
    "R03": Words(
        _("%(numerator)s of %(denominator)s trained coordinators passed, a rate of %(value)s"),
        _coordinators,
        _("train %(subjects)s again until they pass"),
    ),
    "R04": Words(
        _("a need was found in %(numerator)s of %(denominator)s disabled persons, a rate of %(value)s"),
        _disabled_persons,
        _("find by screening the needs of %(subjects)s more"),
    ),
    "R05": Words(
        _("%(numerator)s of %(denominator)s persons with a need have an open rehab file, a rate of %(value)s"),
        _persons,
        _("open a rehab file for %(subjects)s more"),
    ),
    "R06": Words(
        _("%(numerator)s of %(denominator)s valid answers are satisfied or very satisfied, a rate of %(value)s"),
        _answers,
        _("improve the service so that %(subjects)s more are satisfied"),
    ),
    "R07": Words(
        _("%(numerator)s of %(denominator)s rehab stations have the standard floor area, a rate of %(value)s"),
        _stations,
        _("enlarge %(subjects)s to the standard floor area"),
    ),
    "R08": Words(
        _("%(numerator)s was received for a population of %(denominator)s, %(value)s a head"),
        _persons,
        _("raise the yearly funding by %(subjects)s"),
    ),
    "R09": Words(
        _("%(numerator)s of %(denominator)s persons with a need were served in the year, a rate of %(value)s"),
        _persons,
        _("give basic rehabilitation services to %(subjects)s more"),
    ),
    "R10": Words(
        _("%(numerator)s of %(denominator)s persons with a device need were fitted, a rate of %(value)s"),
        _persons,
        _("fit %(subjects)s more with an assistive device"),
    ),
    "R11": Words(
        _("%(numerator)s of %(denominator)s young children with a need were served in the year, a rate of %(value)s"),
        _children,
        _("give early intervention to %(subjects)s more"),
    ),
    "P01": Words(
        _("%(numerator)s patients were on file in a population of %(denominator)s, %(value)s"),
        _patients,
        _("find and put on file %(subjects)s more"),
    ),
    "P02": Words(
        _("%(numerator)s of %(denominator)s patients on file have a guardianship in force, a rate of %(value)s"),
        _patients,
        _("see that %(subjects)s more have a guardianship"),
    ),
    "P03": Words(
        _("%(numerator)s of %(denominator)s supervised patients are markedly improved, a rate of %(value)s"),
        _patients,
        _("treat and train %(subjects)s more until they are markedly improved"),
    ),
    "P04": Words(
        _(
            "%(numerator)s of %(denominator)s supervised patients take part in housework, work or study, a rate of %(value)s"
        ),
        _patients,
        _("help %(subjects)s more to take part in housework, work or study"),
    ),
    "P05": Words(
        _("%(numerator)s of %(denominator)s poor patients were aided in the year, a rate of %(value)s"),
        _patients,
        _("aid %(subjects)s more"),
    ),
    "P06": Words(
        _("%(numerator)s of %(denominator)s supervised patients had an incident in the year, a rate of %(value)s"),
        _patients,
        _("prevent incidents of %(subjects)s"),
    ),
    "P07": Words(
        _("%(numerator)s of %(denominator)s persons found locked up were released, a rate of %(value)s"),
        _findings,
        _("release %(subjects)s"),
    ),
    "P08": Words(
        _(
            "with %(numerator)s of %(denominator)s patients on file every due contact was made in time, a rate of %(value)s"
        ),
        _patients,
        _("make every due contact with %(subjects)s more"),
    ),
    "P09": Words(
        _("%(numerator)s of %(denominator)s patients on file take their medicine regularly, a rate of %(value)s"),
        _patients,
        _("see that %(subjects)s more take their medicine regularly"),
    ),
    "P10": Words(
        _("%(numerator)s of %(denominator)s patients followed up are stable, a rate of %(value)s"),
        _patients,
        _("treat %(subjects)s more until they are stable"),
    ),
}
# Indicators of a field that has no sentences of its own yet are still told, more stiffly.
OTHER = Words(
    _("of %(denominator)s (%(denominator_words)s), %(numerator)s are %(numerator_words)s: %(value)s"),
    _persons,
    _("bring %(subjects)s more to the target"),
)


def words_of(indicator: Indicator) -> Words:
    return WORDS.get(indicator.code, OTHER)


def fact(figure: Figure) -> str:
    indicator = figure.indicator
    numerator = amounts.number(figure.numerator) if indicator.counts_subjects else amounts.money(figure.numerator)
    return gettext(words_of(indicator).fact) % {
        "numerator": numerator,
        "denominator": amounts.number(figure.denominator),
        "value": amounts.value_of(indicator, figure.value),
        "numerator_words": indicator.numerator_words,
        "denominator_words": indicator.denominator_words,
    }


def subjects(indicator: Indicator, short: Decimal) -> str:
    if not indicator.counts_subjects:
        return amounts.money(short)
    return words_of(indicator).subjects(int(short)) % {"n": amounts.number(short)}


def action(indicator: Indicator, short: Decimal) -> str:
    return gettext(words_of(indicator).action) % {"subjects": subjects(indicator, short)}
