"""The board's figures in SQL written by hand: the fastest of several formulations on both databases.

Slower for a day and the day a year before: correlated EXISTS, every table aggregated and joined, all facts in a union
grouped by person, needs asked once a flag, both days in one pass. `%(first)s` is 1 January, `%(day)s` the day,
`%(young)s` the birth date that is too old.
"""

from decimal import Decimal

from django.db import connection

from reports.periods import Period

_FILE_OPEN = "opened_on <= %(day)s AND (closed_on IS NULL OR closed_on > %(day)s)"
_INSIDE = "community_id >= %(low)s AND community_id < %(high)s"
_ENDS_LATER = "(closed_on IS NULL OR closed_on > %(day)s)"

# Bits: 1 disabled, 2 found in need; 4 in need, 8 file, 16 served, 32 young; 64 device need, 128 fitted.
PEOPLE = f"""
WITH needs AS (
  SELECT person_id, MAX(CASE WHEN {_ENDS_LATER} THEN 1 ELSE 0 END) AS is_open,
    MAX(CASE WHEN category = 'device' AND {_ENDS_LATER} THEN 1 ELSE 0 END) AS is_device
  FROM rehab_need WHERE found_on <= %(day)s GROUP BY person_id
), rows AS {{materialized}} (
  SELECT r.community_id AS area,
    CASE WHEN r.person_id IN (
      SELECT person_id FROM registry_certificate
      WHERE issued_on <= %(day)s AND (cancelled_on IS NULL OR cancelled_on > %(day)s) AND expires_on >= %(day)s
    ) THEN 1 + CASE WHEN needs.person_id IS NULL THEN 0 ELSE 2 END ELSE 0 END
    + CASE WHEN needs.is_open = 1 THEN 4
      + CASE WHEN r.person_id IN (SELECT person_id FROM rehab_rehabfile WHERE {_FILE_OPEN}) THEN 8 ELSE 0 END
      + CASE WHEN r.person_id IN (
          SELECT person_id FROM rehab_servicerecord WHERE served_on BETWEEN %(first)s AND %(day)s
        ) THEN 16 ELSE 0 END
      + CASE WHEN r.person_id IN (SELECT id FROM registry_person WHERE birth_on > %(young)s) THEN 32 ELSE 0 END
      + CASE WHEN needs.is_device = 1 THEN 64
        + CASE WHEN r.person_id IN (
            SELECT n.person_id FROM rehab_need n WHERE found_on <= %(day)s AND {_ENDS_LATER} AND category = 'device'
            AND EXISTS (
              SELECT 1 FROM rehab_servicerecord s WHERE s.person_id = n.person_id AND s.category = 'device'
              AND s.served_on >= n.found_on AND s.served_on <= %(day)s)
          ) THEN 128 ELSE 0 END
        ELSE 0 END
      ELSE 0 END AS mask
  FROM registry_residence r LEFT JOIN needs ON needs.person_id = r.person_id
  WHERE r.from_on <= %(day)s AND (r.until_on IS NULL OR r.until_on > %(day)s) AND {_INSIDE}
) SELECT area, {{sums}} FROM (SELECT area, mask, COUNT(*) AS n FROM rows GROUP BY area, mask) AS counted GROUP BY area
"""  # noqa: S608
# SQLite would work out the mask twice a row; PostgreSQL is faster without a copy of the rows.
MATERIALIZED = {"sqlite": "MATERIALIZED", "postgresql": ""}
# Indicator: bits of the population, bits of the numerator.
PEOPLE_BITS = {"R04": (1, 3), "R05": (4, 12), "R09": (4, 20), "R10": (64, 192), "R11": (36, 52)}
PEOPLE_SUMS = ", ".join(
    f"SUM(CASE WHEN mask & {bits} = {bits} THEN n ELSE 0 END)" for pair in PEOPLE_BITS.values() for bits in pair
)

HEALTH_STATIONS = f"""
SELECT community_id, COUNT(*), SUM(CASE WHEN id IN (
  SELECT health_station_id FROM rehab_rehabroom WHERE {_FILE_OPEN}) THEN 1 ELSE 0 END)
FROM rehab_healthstation WHERE {_FILE_OPEN} AND {_INSIDE} GROUP BY community_id
"""  # noqa: S608
COMMUNITIES = """
SELECT code, 1, CASE WHEN code IN (
  SELECT community_id FROM rehab_coordinator
  WHERE started_on <= %(day)s AND (ended_on IS NULL OR ended_on > %(day)s)) THEN 1 ELSE 0 END
FROM registry_area WHERE LENGTH(code) = 12 AND code >= %(low)s AND code < %(high)s
"""
COORDINATORS = f"""
SELECT area, COUNT(*), SUM(passed) FROM (
  SELECT c.community_id AS area, MAX(CASE WHEN a.mark >= t.pass_mark THEN 1 ELSE 0 END) AS passed
  FROM rehab_coordinator c JOIN rehab_attendance a ON a.coordinator_id = c.id
  JOIN rehab_training t ON t.id = a.training_id
  WHERE a.attended AND t.held_on BETWEEN %(first)s AND %(day)s AND {_INSIDE} GROUP BY c.id, c.community_id
) AS rows GROUP BY area
"""  # noqa: S608
ANSWERS = f"""
SELECT community_id, COUNT(*), SUM(CASE WHEN score >= 4 THEN 1 ELSE 0 END) FROM rehab_satisfactionanswer
WHERE answered_on BETWEEN %(first)s AND %(day)s AND score > 0 AND {_INSIDE} GROUP BY community_id
"""  # noqa: S608
STATIONS = f"""
SELECT community_id, COUNT(*), SUM(CASE WHEN (
  SELECT floor_area_m2 FROM rehab_floorarea f WHERE f.rehab_station_id = s.id AND f.effective_from <= %(day)s
  ORDER BY f.effective_from DESC LIMIT 1
) >= (
  SELECT value FROM rehab_standard WHERE code = 'station_floor_area' AND effective_from <= %(day)s
  ORDER BY effective_from DESC LIMIT 1
) THEN 1 ELSE 0 END)
FROM rehab_rehabstation s WHERE {_FILE_OPEN} AND {_INSIDE} GROUP BY community_id
"""  # noqa: S608
COUNTED = {"R01": HEALTH_STATIONS, "R02": COMMUNITIES, "R03": COORDINATORS, "R06": ANSWERS, "R07": STATIONS}
FUNDING = """
SELECT area_id, SUM(amount) FROM rehab_funding
WHERE received_on BETWEEN %(first)s AND %(day)s AND area_id >= %(low)s AND area_id < %(high)s GROUP BY area_id
"""
POPULATION = """
SELECT area_id, residents FROM registry_population WHERE year = %(year)s AND area_id >= %(low)s AND area_id < %(high)s
"""


class _Sums(dict):
    """{(indicator, area, period): [numerator, denominator]} of the areas whose code has one of the lengths."""

    def __init__(self, lengths: tuple[int, ...]):
        self.lengths = lengths

    def add(self, indicator: str, code: str, period: Period, numerator, denominator) -> None:
        for length in self.lengths:
            if length <= len(code):
                pair = self.setdefault((indicator, code[:length], period), [0, 0])
                pair[0] += numerator
                pair[1] += denominator


def figures(area: str, periods: list[Period], lengths: tuple[int, ...]) -> dict:
    sums = _Sums(lengths)
    with connection.cursor() as cursor:
        for period in periods:
            _add_period(cursor, sums, period, _values(area, period))
    return {key: tuple(pair) for key, pair in sums.items()}


def _add_period(cursor, sums: _Sums, period: Period, values: dict) -> None:
    people = PEOPLE.format(materialized=MATERIALIZED[connection.vendor], sums=PEOPLE_SUMS)
    for code, *pairs in _rows(cursor, people, values):
        for place, indicator in enumerate(PEOPLE_BITS):
            sums.add(indicator, code, period, pairs[2 * place + 1], pairs[2 * place])
    for indicator, sql in COUNTED.items():
        for code, total, met in _rows(cursor, sql, values):
            sums.add(indicator, code, period, met, total)
    for code, amount in _rows(cursor, FUNDING, values):
        sums.add("R08", code, period, Decimal(str(amount)).quantize(Decimal("0.01")), 0)
    # The demo has a row of population for each community and none above.
    for code, residents in _rows(cursor, POPULATION, values):
        sums.add("R08", code, period, 0, residents)


def _rows(cursor, sql: str, values: dict) -> list:
    cursor.execute(sql, values)
    return cursor.fetchall()


def _values(area: str, period: Period) -> dict:
    day = period.end
    young = day.replace(year=day.year - 7, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else None
    return {
        "day": day.isoformat(),
        "first": period.start.isoformat(),
        "young": (young or day.replace(year=day.year - 7)).isoformat(),
        "low": area,
        "high": area[:-1] + chr(ord(area[-1]) + 1),
        "year": period.year,
    }
