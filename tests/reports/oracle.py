"""R01–R11 and P01–P10 once more, in plain Python from the tables' rows: written from the definitions, not from the engine."""

from datetime import date
from decimal import Decimal

from django.db import connection

TABLES = {
    "people": "registry_person",
    "residences": "registry_residence",
    "certificates": "registry_certificate",
    "needs": "rehab_need",
    "files": "rehab_rehabfile",
    "services": "rehab_servicerecord",
    "answers": "rehab_satisfactionanswer",
    "health_stations": "rehab_healthstation",
    "rooms": "rehab_rehabroom",
    "stations": "rehab_rehabstation",
    "floor_areas": "rehab_floorarea",
    "standards": "rehab_standard",
    "coordinators": "rehab_coordinator",
    "attendances": "rehab_attendance",
    "trainings": "rehab_training",
    "funding": "rehab_funding",
    "areas": "registry_area",
    "population": "registry_population",
    "patients": "psych_care_patient",
    "visits": "psych_care_visit",
    "guardianships": "psych_care_guardianship",
    "aid": "psych_care_aid",
    "incidents": "psych_care_incident",
    "lock_ups": "psych_care_lockup",
}


def dump() -> dict[str, list[dict]]:
    """Every row of the tables, dates and decimals as Python has them on both databases."""
    tables = {}
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            cursor.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description]
            tables[name] = [{c: _plain(c, v) for c, v in zip(columns, row, strict=True)} for row in cursor.fetchall()]
    return tables


def _plain(column: str, value):
    if value is not None and column.endswith(("_on", "_from", "_since")) and isinstance(value, str):
        return date.fromisoformat(value)
    return (
        Decimal(str(value))
        if column in ("amount", "mark", "pass_mark", "floor_area_m2", "value") and value is not None
        else value
    )


class Oracle:
    def __init__(self, tables: dict[str, list[dict]], day: date, area: str):
        self.t, self.day, self.area = tables, day, area
        self.new_year = date(day.year, 1, 1)

    def here(self, code: str) -> bool:
        return code[: len(self.area)] == self.area

    def holds(self, row: dict, start: str, end: str) -> bool:
        if row[start] > self.day:
            return False
        return row[end] is None or row[end] > self.day

    def this_year(self, day: date) -> bool:
        return self.new_year <= day <= self.day

    def living(self) -> set[int]:
        return {
            r["person_id"]
            for r in self.t["residences"]
            if self.holds(r, "from_on", "until_on") and self.here(r["community_id"])
        }

    def disabled(self) -> set[int]:
        valid = [c for c in self.t["certificates"] if self.holds(c, "issued_on", "cancelled_on")]
        return {c["person_id"] for c in valid if c["expires_on"] >= self.day} & self.living()

    def open_needs(self, category: str | None = None) -> list[dict]:
        needs = [n for n in self.t["needs"] if self.holds(n, "found_on", "closed_on")]
        return [n for n in needs if category in (None, n["category"])]

    def in_need(self) -> set[int]:
        return {n["person_id"] for n in self.open_needs()} & self.living()

    def served(self) -> set[int]:
        return {s["person_id"] for s in self.t["services"] if self.this_year(s["served_on"])}

    def r01(self):
        stations = {
            s["id"]
            for s in self.t["health_stations"]
            if self.holds(s, "opened_on", "closed_on") and self.here(s["community_id"])
        }
        rooms = {r["health_station_id"] for r in self.t["rooms"] if self.holds(r, "opened_on", "closed_on")}
        return stations & rooms, stations

    def r02(self):
        communities = {
            a["code"]
            for a in self.t["areas"]
            if len(a["code"]) == 12 and self.here(a["code"]) and (not a["closed_on"] or a["closed_on"] > self.day)
        }
        staffed = {c["community_id"] for c in self.t["coordinators"] if self.holds(c, "started_on", "ended_on")}
        return communities & staffed, communities

    def r03(self):
        trainings = {t["id"]: t for t in self.t["trainings"] if self.this_year(t["held_on"])}
        local = {c["id"] for c in self.t["coordinators"] if self.here(c["community_id"])}
        there = [a for a in self.t["attendances"] if a["attended"] and a["training_id"] in trainings]
        passed = {
            a["coordinator_id"]
            for a in there
            if a["mark"] is not None and a["mark"] >= trainings[a["training_id"]]["pass_mark"]
        }
        trained = {a["coordinator_id"] for a in there} & local
        return trained & passed, trained

    def r04(self):
        found = {n["person_id"] for n in self.t["needs"] if n["found_on"] <= self.day}
        return self.disabled() & found, self.disabled()

    def r05(self):
        filed = {f["person_id"] for f in self.t["files"] if self.holds(f, "opened_on", "closed_on")}
        return self.in_need() & filed, self.in_need()

    def r06(self):
        valid = {
            a["id"]: a["score"]
            for a in self.t["answers"]
            if self.this_year(a["answered_on"]) and a["score"] > 0 and self.here(a["community_id"])
        }
        return {pk for pk, score in valid.items() if score in (4, 5)}, set(valid)

    def r07(self):
        stations = {
            s["id"]
            for s in self.t["stations"]
            if self.holds(s, "opened_on", "closed_on") and self.here(s["community_id"])
        }
        standards = sorted(
            (s["effective_from"], s["value"]) for s in self.t["standards"] if s["effective_from"] <= self.day
        )
        large = set()
        for station in stations:
            sizes = [
                f for f in self.t["floor_areas"] if f["rehab_station_id"] == station and f["effective_from"] <= self.day
            ]
            if sizes and max(sizes, key=lambda f: f["effective_from"])["floor_area_m2"] >= standards[-1][1]:
                large.add(station)
        return large, stations

    def r08(self):
        yuan = sum(
            (f["amount"] for f in self.t["funding"] if self.this_year(f["received_on"]) and self.here(f["area_id"])),
            Decimal(0),
        )
        return yuan, self.residents(self.area)

    def residents(self, area: str) -> int:
        """An area's own row, else the sum over the areas one level down."""
        own = [p["residents"] for p in self.t["population"] if p["year"] == self.day.year and p["area_id"] == area]
        if own:
            return own[0]
        longer = [a["code"] for a in self.t["areas"] if a["code"].startswith(area) and a["code"] != area]
        shortest = min((len(code) for code in longer), default=0)
        return sum(self.residents(code) for code in longer if len(code) == shortest)

    def r09(self):
        return self.in_need() & self.served(), self.in_need()

    def r10(self):
        needs = self.open_needs("device")
        fitted = set()
        for need in needs:
            for service in self.t["services"]:
                same = service["person_id"] == need["person_id"] and service["category"] == "device"
                if same and need["found_on"] <= service["served_on"] <= self.day:
                    fitted.add(need["person_id"])
        wanted = {n["person_id"] for n in needs} & self.living()
        return wanted & fitted, wanted

    def r11(self):
        children = {p["id"] for p in self.t["people"] if self._age(p["birth_on"]) <= 6}
        population = children & self.in_need()
        return population & self.served(), population

    def on_file(self, *, poor: bool = False) -> set[int]:
        files = [f for f in self.t["patients"] if f["registered_on"] and self.holds(f, "registered_on", "ended_on")]
        if poor:
            files = [f for f in files if f["poor_since"] and f["poor_since"] <= self.day]
        return {f["person_id"] for f in files} & self.living()

    def supervised(self) -> set[int]:
        kept = {g["person_id"] for g in self.t["guardianships"] if self.holds(g, "started_on", "ended_on")}
        return kept & self.on_file()

    def last_visits(self) -> dict[int, dict]:
        """The newest visit of each person by the day; of two on one day the one entered later."""
        found: dict[int, dict] = {}
        for visit in self.t["visits"]:
            held = found.get(visit["person_id"])
            order = (visit["visited_on"], visit["id"])
            if visit["visited_on"] <= self.day and (held is None or order > (held["visited_on"], held["id"])):
                found[visit["person_id"]] = visit
        return found

    def at_last_visit(self, **signs) -> set[int]:
        visits = self.last_visits().items()
        return {person for person, visit in visits if all(visit[name] == wanted for name, wanted in signs.items())}

    def p01(self):
        return len(self.on_file()), self.residents(self.area)

    def p02(self):
        return self.supervised(), self.on_file()

    def p03(self):
        return self.supervised() & self.at_last_visit(course="markedly_improved"), self.supervised()

    def p04(self):
        return self.supervised() & self.at_last_visit(takes_part=True), self.supervised()

    def p05(self):
        aided = {a["person_id"] for a in self.t["aid"] if self.this_year(a["given_on"])}
        return self.on_file(poor=True) & aided, self.on_file(poor=True)

    def p06(self):
        troubled = {i["person_id"] for i in self.t["incidents"] if self.this_year(i["happened_on"])}
        return self.supervised() & troubled, self.supervised()

    def p07(self):
        here = [one for one in self.t["lock_ups"] if one["found_on"] <= self.day and self.here(one["community_id"])]
        open_this_year = [one for one in here if not one["released_on"] or one["released_on"] >= self.new_year]
        released = {one["id"] for one in open_this_year if one["released_on"] and one["released_on"] <= self.day}
        return released, {one["id"] for one in open_this_year}

    def p08(self):
        files = {
            f["person_id"]: f
            for f in self.t["patients"]
            if f["registered_on"] and self.holds(f, "registered_on", "ended_on")
        }
        return {person for person in self.on_file() if self._kept_contact(files[person])}, self.on_file()

    def _kept_contact(self, file: dict) -> bool:
        """Goes through the visits day by day: what was due by then, and was it made."""
        visits = sorted(
            (v for v in self.t["visits"] if v["person_id"] == file["person_id"]),
            key=lambda v: (v["visited_on"], v["id"]),
        )
        during = [v for v in visits if v["visited_on"] >= file["registered_on"]]
        first = during[0]["visited_on"] if during else date.max
        if file["first_due_on"] and self.this_year(file["first_due_on"]) and first > file["first_due_on"]:
            return False
        for place, visit in enumerate(visits):
            due = visit["next_due_on"]
            following = visits[place + 1]["visited_on"] if place + 1 < len(visits) else date.max
            if self.this_year(due) and due >= file["registered_on"] and following > due:
                return False
        return True

    def p09(self):
        return self.on_file() & self.at_last_visit(adherence="regular"), self.on_file()

    def p10(self):
        seen = self.on_file() & set(self.last_visits())
        return seen & self.at_last_visit(stability="stable"), seen

    def _age(self, birth: date) -> int:
        return self.day.year - birth.year - ((self.day.month, self.day.day) < (birth.month, birth.day))
