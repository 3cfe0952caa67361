"""What comes of a row: added, changed, unchanged or rejected, and why. Nothing is written that should not be."""

import gc
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from registry.imports import resource
from registry.imports.people import PEOPLE, PersonResource
from registry.models import AuditEntry, Certificate, Person, Residence
from tests.factories import CertificateFactory, PersonFactory, make_id_number
from tests.registry.import_files import HEADS, csv_file, opened, row, xlsx

ID = make_id_number(sequence=1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def run(content, staff=None, dry_run=False, name="people.xlsx"):
    return PersonResource(staff=staff).import_data(opened(content, name), dry_run=dry_run)


def reasons(result) -> dict:
    return {name: message for one in result.rejected for name, message in one.errors.items()}


def outcomes(result) -> dict:
    return {name: n for name, n in result.outcomes.items() if n}


@pytest.mark.parametrize("make", [xlsx, csv_file])
def test_a_new_person_comes_with_residence_certificate_and_audit_row(clerk, make):
    content = make([row(certificate=ID + "43", issued="2025-02-03", phone="19900000001")])
    name = "people.xlsx" if make is xlsx else "people.csv"
    assert outcomes(run(content, clerk, name=name)) == {"added": 1}
    person = Person.objects.get()
    assert (person.id_number, person.sex, person.birth_on) == (ID, "1", date(1965, 5, 5))
    assert Residence.objects.get().community_id == "341702001008"
    certificate = Certificate.objects.get()
    assert (certificate.disability_type, certificate.grade) == (4, 3)
    assert (certificate.issued_on, certificate.expires_on) == (date(2025, 2, 3), date(2035, 2, 3))
    entry = AuditEntry.objects.get(action="add", object_type="registry.person")
    assert entry.staff == clerk
    assert ID not in str(entry.changes)


def test_the_check_writes_nothing(clerk):
    result = run(xlsx([row()]), clerk, dry_run=True)
    assert outcomes(result) == {"added": 1}
    assert not Person.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_same_file_again_changes_nothing(clerk):
    content = xlsx([row(sequence=n) for n in range(5)])
    assert outcomes(run(content, clerk)) == {"added": 5}
    entries = AuditEntry.objects.count()
    assert outcomes(run(content, clerk)) == {"unchanged": 5}
    assert AuditEntry.objects.count() == entries


def test_a_changed_phone_tells_old_and_new_masked(clerk):
    run(xlsx([row(phone="19900000001")]), clerk)
    result = run(xlsx([row(phone="19900000002")]), clerk)
    assert outcomes(result) == {"changed": 1}
    assert result.kept[0].changes["phone"] == ["199****0001", "199****0002"]
    person = Person.objects.get()
    assert person.phone == "19900000002"
    assert list(Person.objects.with_phone("19900000002")) == [person]
    assert person.version == 2


def test_an_empty_cell_leaves_what_is_there(clerk):
    run(xlsx([row(phone="19900000001")]), clerk)
    assert outcomes(run(xlsx([row()]), clerk)) == {"unchanged": 1}
    assert Person.objects.get().phone == "19900000001"


def test_another_community_is_a_move_with_a_dated_row(clerk):
    PersonFactory(id_number=ID, full_name="汪德福", community_id="341702001008", phone="")
    assert outcomes(run(xlsx([row(community="341702001009")]), clerk)) == {"changed": 1}
    old, new = Residence.objects.order_by("from_on")
    assert (old.community_id, old.until_on) == ("341702001008", date(2026, 3, 18))
    assert (new.community_id, new.from_on, new.until_on) == ("341702001009", date(2026, 3, 18), None)
    assert Person.objects.get().community_id == "341702001009"


def test_good_rows_go_in_and_the_sum_ties(clerk):
    rows = [row(sequence=1), row(number="341799196505051239"), row(sequence=2), row(name="", sequence=3)]
    result = run(xlsx(rows), clerk)
    assert outcomes(result) == {"added": 2, "rejected": 2}
    assert result.total_rows == 4
    assert [one.number for one in result.rejected] == [3, 5]
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"number": 341702195505051237.0}, "id_number"),
        ({"number": "3.41702E+17"}, "id_number"),
        ({"number": "341702550505123"}, "id_number"),
        ({"number": "341702195505051238"}, "id_number"),
        ({"number": "341702201902290010"}, "id_number"),
        ({"number": "#REF!"}, "id_number"),
        ({"name": "汪"}, "full_name"),
        ({"name": "=cmd|' /C calc'!A0"}, "full_name"),
        ({"community": "341702001999"}, "community"),
        ({"community": "341702002001"}, "community"),
        ({"community": "没有这个社区"}, "community"),
        ({"phone": "12345"}, "phone"),
        ({"certificate": ID + "83", "issued": "2025-02-03"}, "certificate_number"),
        ({"certificate": ID + "45", "issued": "2025-02-03"}, "certificate_number"),
        ({"certificate": ID + "43"}, "issued_on"),
        ({"certificate": ID + "43", "issued": "2026-03-19"}, "issued_on"),
        ({"certificate": ID + "43", "issued": "三月"}, "issued_on"),
        ({"certificate": make_id_number(sequence=9) + "43", "issued": "2025-02-03"}, "certificate_number"),
        ({"name": "汪" * 51}, "full_name"),
        ({"phone": "1" * 40_000}, "phone"),
    ],
)
def test_bad_cells_are_refused_by_column_with_a_reason(clerk, values, column):
    result = run(csv_file([row(**values)]), clerk, name="p.csv")
    assert column in reasons(result), reasons(result)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "number", [" 341799196505050039 ", "３４１７９９１９６５０５０５００３９", "'341799196505050039"]
)
def test_numbers_as_people_type_them_are_understood(clerk, number):
    good = make_id_number(sequence=1)
    typed = number.replace("341799196505050039", good)
    typed = "".join(chr(ord(c) + 0xFEE0) for c in good) if number.startswith("３") else typed
    assert outcomes(run(xlsx([row(number=typed)]), clerk)) == {"added": 1}


def test_sex_and_birth_date_must_match_the_number(clerk):
    heads = [*HEADS, "sex", "birth_on"]
    result = run(xlsx([[*row(), "女", "1965-05-06"]], heads), clerk)
    assert set(reasons(result)) == {"sex", "birth_on"}


def test_the_second_row_of_a_person_is_refused(clerk):
    result = run(xlsx([row(), row(name="汪德禄")]), clerk)
    assert outcomes(result) == {"added": 1, "rejected": 1}
    assert "row 2" in reasons(result)["id_number"]


def test_a_person_of_another_street_is_refused_and_nothing_is_revealed(clerk, neighbour):
    result = run(xlsx([row(number=neighbour.id_number)]), clerk)
    assert "another area" in reasons(result)["id_number"]
    assert neighbour.full_name not in str(reasons(result))
    before = neighbour.community_id
    neighbour.refresh_from_db()
    assert neighbour.community_id == before


def test_without_scope_the_same_row_would_move_the_neighbour(neighbour):
    """The twin: the system itself has no scope, and the row goes through."""
    assert outcomes(run(xlsx([row(number=neighbour.id_number)]), None)) == {"changed": 1}


def test_another_certificate_is_told_to_be_reissued_on_the_page(clerk, chiyang):
    person = PersonFactory(id_number=ID, full_name="汪德福", community=chiyang, phone="")
    CertificateFactory(person=person, number=ID + "44", disability_type=4, grade=4)
    result = run(xlsx([row(certificate=ID + "43", issued="2025-02-03")]), clerk)
    assert "reissue" in reasons(result)["certificate_number"]


def test_who_has_left_the_register_is_not_changed(clerk, chiyang):
    PersonFactory(id_number=ID, community=chiyang, left_on=date(2025, 5, 5), left_reason="moved")
    assert "left the register" in reasons(run(xlsx([row()]), clerk))["id_number"]


def test_reordered_and_extra_columns_pass(clerk):
    heads = ["备注", *HEADS[::-1], "原因"]
    result = run(xlsx([["x", *row()[::-1], "old reason"]], heads), clerk)
    assert outcomes(result) == {"added": 1}


def test_headings_of_any_language_and_machine_names_are_known(clerk):
    for sequence, language in enumerate(["zh-hans", "zh-hant", "en"], 1):
        with translation.override(language):
            heads = [str(PEOPLE.column(name).heading) for name in ("full_name", "id_number", "community")]
        assert outcomes(run(xlsx([row(sequence=sequence)[:3]], heads), clerk)) == {"added": 1}
    assert outcomes(run(xlsx([row(sequence=7)[:3]], ["full_name", "id_number", "community"]), clerk)) == {"added": 1}


def test_an_import_asks_by_chunk_not_by_row(clerk):
    counts = []
    for first, last in ((0, 10), (10, 210)):
        content = xlsx([row(sequence=n) for n in range(first, last)])
        with CaptureQueriesContext(connection) as queries:
            assert outcomes(run(content, clerk)) == {"added": last - first}
        counts.append(len(queries))
    # bulk_create splits what SQLite takes in one statement; a query a row would be 190 more.
    assert counts[1] - counts[0] < 10


def test_refused_rows_of_earlier_chunks_leave_memory(clerk, monkeypatch):
    monkeypatch.setattr(resource, "CHUNK_ROWS", 5)
    monkeypatch.setattr(resource, "REJECTED_KEPT", 0)
    alive = []

    def count_rows(read, chunk):
        alive.append(sum(type(one) is resource.Row for one in gc.get_objects()))

    content = xlsx([row(number="x", sequence=n) for n in range(40)])
    PersonResource(staff=clerk).import_data(opened(content, "p.xlsx"), dry_run=True, on_chunk=count_rows)
    assert len(alive) == 8
    assert max(alive) <= 6
