"""What a sheet must satisfy before it goes on: nothing left out silently, wholes equal to their parts and to the streets."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.models import FigureKind


@dataclass(frozen=True)
class Entry:
    """A figure as entered; `streets` is the sum of the approved sheets below, None where there is none to compare."""

    kind: FigureKind
    value: Decimal | None
    remark: str = ""
    streets: Decimal | None = None


def contradictions(entries: Iterable[Entry]) -> list[str]:
    entries = list(entries)
    values = {entry.kind.pk: entry.value for entry in entries}
    return [
        *(_left_out(entry) for entry in entries if entry.value is None and not entry.remark),
        *(_too_precise(entry) for entry in entries if _decimals(entry.value) > entry.kind.decimals),
        *_sums(entries, values),
        *(_unlike_streets(entry) for entry in entries if _differs(entry) and not entry.remark),
    ]


def _left_out(entry: Entry) -> str:
    return _("%(figure)s: enter a number, or say in the remark why there is none.") % {"figure": entry.kind.name}


def _decimals(value: Decimal | None) -> int:
    return 0 if value is None else max(0, -value.normalize().as_tuple().exponent)


def _too_precise(entry: Entry) -> str:
    return _("%(figure)s: the number has too many decimals.") % {"figure": entry.kind.name}


def _sums(entries: list[Entry], values: dict) -> Iterable[str]:
    """A whole is compared when it and all its parts are known."""
    for entry in entries:
        parts = [other for other in entries if other.kind.whole_id == entry.kind.pk]
        known = [values[part.kind.pk] for part in parts]
        if not parts or entry.value is None or None in known or sum(known) == entry.value:
            continue
        yield _("%(figure)s is %(value)s, and its parts %(parts)s add up to %(sum)s.") % {
            "figure": entry.kind.name,
            "value": shown(entry.value),
            "parts": " + ".join(shown(value) for value in known),
            "sum": shown(sum(known)),
        }


def _differs(entry: Entry) -> bool:
    return entry.streets is not None and entry.value is not None and entry.value != entry.streets


def _unlike_streets(entry: Entry) -> str:
    return _("%(figure)s is %(value)s, and the streets add up to %(sum)s: say in the remark why.") % {
        "figure": entry.kind.name,
        "value": shown(entry.value),
        "sum": shown(entry.streets),
    }


def shown(value: Decimal) -> str:
    """1,333 or 7,599,600.5: the decimals it needs."""
    return f"{value.normalize():,f}"
