"""The timeline of a patient: risk at each visit, and the days covered by medicine, as positions for an SVG."""

from datetime import date, timedelta

from psych_care.models import Prescription, Visit

WIDTH, HEIGHT, LEFT, TOP, STEP = 720, 170, 36, 12, 20
DAYS_BACK = 365
SUPPLY_Y = TOP + 5 * STEP + 26


def drawn(visits: list[Visit], prescriptions: list[Prescription], today: date) -> dict:
    """The year up to today; {} when there is nothing to show. Attributes only: the CSP forbids inline styles."""
    first = today - timedelta(days=DAYS_BACK)
    shown = sorted((v for v in visits if v.visited_on >= first), key=lambda v: v.visited_on)
    spans = [span for one in prescriptions for span in _supplies(one, first, today)]
    if not shown and not spans:
        return {}

    def x(day: date) -> int:
        return across(day, first)

    points = [{"x": x(v.visited_on), "y": _risk_y(v.risk), "visit": v} for v in shown]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - 8,
        "grid": [{"risk": risk, "y": _risk_y(risk)} for risk in range(6)],
        "points": points,
        "line": " ".join(f"{p['x']},{p['y']}" for p in points),
        "supply_y": SUPPLY_Y,
        "spans": [{"x": x(begin), "width": max(x(end) - x(begin), 2)} for begin, end in spans],
        "months": quarter_labels(first, today),
        "label_y": HEIGHT - 6,
    }


def across(day: date, first: date) -> int:
    """Where a day stands on the line of the year that begins on `first`."""
    return round(LEFT + (day - first).days * (WIDTH - LEFT - 8) / DAYS_BACK)


def quarter_labels(first: date, today: date) -> list[dict]:
    return [{"x": across(day, first), "label": f"{day:%Y-%m}"} for day in _quarters(first, today)]


def _risk_y(risk: int) -> int:
    return TOP + (5 - risk) * STEP


def _supplies(prescription: Prescription, first: date, today: date):
    for one in prescription.dispensings.all():
        begin, end = max(one.dispensed_on, first), min(one.runs_out_on, today)
        if begin < end:
            yield begin, end


def _quarters(first: date, today: date):
    day = date(first.year, first.month, 1)
    while day <= today:
        if day >= first and day.month % 3 == 1:
            yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
