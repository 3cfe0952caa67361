"""Datasets of records: found again, changed, added, refused; in scope, by permission, with an audit row."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from registry import audit
from registry.imports.documentation import documentation
from registry.imports.exporting import MOST_ROWS_OF_XLSX
from registry.models import AuditEntry, Commissioner, Guardian, HelpingPair
from registry.plugs import datasets_for, plugs
from tests.factories import CommissionerFactory, GuardianFactory, HelpingPairFactory, PersonFactory, make_id_number
from tests.registry.import_files import csv_file, opened

pytestmark = pytest.mark.django_db
POST = ["community", "full_name", "phone", "started_on", "ended_on"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def run(key: str, heads: list[str], *rows: list, staff=None, dry_run=False):
    resource = plugs.datasets[key].resource(staff=staff)
    return resource.import_data(opened(csv_file(rows, heads), "file.csv"), dry_run=dry_run)


def outcomes(result) -> dict:
    return {name: n for name, n in result.outcomes.items() if n}


def reasons(result) -> dict:
    return {name: message for row in result.rejected for name, message in row.errors.items()}


@pytest.mark.parametrize("key", sorted(plugs.datasets))
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_no_two_columns_of_a_dataset_share_a_heading(key, language):
    dataset = plugs.datasets[key]
    known = [heading for column in dataset.columns for heading in column.known_headings()]
    assert len(known) == len(set(known))


def test_a_record_is_added_and_found_again(clerk):
    row = ["341702001008", "章小明", "19900000001", "2026-01-05", ""]
    assert outcomes(run("commissioners", POST, row, staff=clerk)) == {"added": 1}
    post = Commissioner.objects.get()
    assert (post.full_name, post.phone, post.started_on, post.ended_on) == (
        "章小明",
        "19900000001",
        date(2026, 1, 5),
        None,
    )
    entry = AuditEntry.objects.get(object_type="registry.commissioner")
    assert (entry.action, entry.staff, entry.reason) == ("add", clerk, "Import")
    assert "19900000001" not in str(entry.changes)
    assert outcomes(run("commissioners", POST, row, staff=clerk)) == {"unchanged": 1}


def test_a_change_shows_old_and_new_and_takes_the_version_up(clerk):
    post = CommissionerFactory(community_id="341702001008", full_name="章小明", started_on=date(2026, 1, 5))
    result = run("commissioners", POST, ["341702001008", "章小明", "", "2026-01-05", "2026-03-01"], staff=clerk)
    assert result.kept[0].changes == {"ended_on": [None, "2026-03-01"]}
    changed = Commissioner.objects.get()
    assert (changed.ended_on, changed.version) == (date(2026, 3, 1), post.version + 1)
    assert changed.phone == post.phone, "an empty cell leaves what is stored"
    assert audit.first_broken() is None


def test_the_record_number_finds_a_record_whose_name_changes(clerk):
    post = CommissionerFactory(community_id="341702001008", full_name="章小明", started_on=date(2026, 1, 5))
    heads = ["record", *POST]
    row = [post.pk, "341702001008", "章晓明", "", "2026-01-05", ""]
    assert outcomes(run("commissioners", heads, row, staff=clerk)) == {"changed": 1}
    assert Commissioner.objects.get().full_name == "章晓明"


def test_the_check_writes_nothing(clerk):
    row = ["341702001008", "章小明", "", "2026-01-05", ""]
    assert outcomes(run("commissioners", POST, row, staff=clerk, dry_run=True)) == {"added": 1}
    assert not Commissioner.objects.exists()
    guardian = ["id_number", "guardian_name", "kinship", "from_on"]
    person = PersonFactory(community_id="341702001008")
    row = [person.id_number, "汪有田", "父母", "2026-01-05"]
    with translation.override("zh-hans"):
        kinship = str(plugs.datasets["guardians"].column("kinship").choices[0][1])
    row[2] = kinship
    assert outcomes(run("guardians", guardian, row, staff=clerk, dry_run=True)) == {"added": 1}
    assert not Guardian.objects.exists()
    assert not AuditEntry.objects.exists()


def test_what_the_form_refuses_a_file_cannot_bring_in(clerk):
    post = ["341702001008", "章小明", "", "2026-03-05", "2026-03-01"]
    result = run("commissioners", POST, post, staff=clerk)
    assert reasons(result) == {"community": "The last day is before the first."}
    person = PersonFactory(community_id="341702001008")
    kinship = str(plugs.datasets["guardians"].column("kinship").choices[0][1])
    heads = ["id_number", "guardian_name", "guardian_id_number", "kinship", "from_on"]
    child = make_id_number(birth_on=date(2020, 5, 5), sequence=9)
    result = run("guardians", heads, [person.id_number, "汪有田", child, kinship, "2026-01-05"], staff=clerk)
    assert reasons(result) == {"guardian_id_number": "A guardian is of age."}
    assert not Commissioner.objects.exists()
    assert not Guardian.objects.exists()


def test_somebody_of_another_street_is_told_as_nobody(clerk):
    outside = PersonFactory(community_id="341702002001")
    heads = ["id_number", "helper_name", "started_on"]
    of_other = run("helping-pairs", heads, [outside.id_number, "方德胜", "2026-01-05"], staff=clerk)
    of_nobody = run("helping-pairs", heads, [make_id_number(sequence=77), "方德胜", "2026-01-05"], staff=clerk)
    assert reasons(of_other) == reasons(of_nobody)
    assert outcomes(of_other) == {"rejected": 1}
    assert not HelpingPair.objects.exists()


def test_a_record_of_another_street_is_told_as_none(clerk):
    post = CommissionerFactory(community_id="341702002001")
    row = [post.pk, "341702001008", "章小明", "", "2026-01-05", ""]
    of_other = run("commissioners", ["record", *POST], row, staff=clerk)
    row[0] = post.pk + 1000
    of_nobody = run("commissioners", ["record", *POST], row, staff=clerk)
    assert reasons(of_other) == reasons(of_nobody)
    assert Commissioner.objects.get().community_id == "341702002001"
    outside = run("commissioners", POST, ["341702002001", "章小明", "", "2026-01-05", ""], staff=clerk)
    assert list(reasons(outside)) == ["community"]


@pytest.mark.parametrize("number", ["-1", "1.5", "9" * 20, "½", "1e3", "abc"])
def test_a_record_number_that_is_none(clerk, number):
    row = [number, "341702001008", "章小明", "", "2026-01-05", ""]
    assert list(reasons(run("commissioners", ["record", *POST], row, staff=clerk))) == ["record"]
    assert not Commissioner.objects.exists()


def test_a_wrong_name_does_not_reach_somebody_else(clerk):
    person = PersonFactory(community_id="341702001008", full_name="汪春梅")
    heads = ["id_number", "person_name", "helper_name", "started_on"]
    result = run("helping-pairs", heads, [person.id_number, "汪春兰", "方德胜", "2026-01-05"], staff=clerk)
    assert list(reasons(result)) == ["person_name"]
    number = HelpingPairFactory(person=PersonFactory(community_id="341702001008")).pk
    row = [number, person.id_number, "方德胜", "2026-01-05"]
    result = run("helping-pairs", ["record", "id_number", "helper_name", "started_on"], row, staff=clerk)
    assert reasons(result) == {"id_number": "The record of this number belongs to somebody else."}


def test_two_rows_alike_and_two_records_alike(clerk):
    row = ["341702001008", "章小明", "", "2026-01-05", ""]
    result = run("commissioners", POST, row, row, staff=clerk)
    assert outcomes(result) == {"added": 1, "rejected": 1}
    by_name = ["秀山社区", *row[1:]]
    named = Commissioner.objects.get().community.name
    by_name[0] = named
    assert outcomes(run("commissioners", POST, by_name, staff=clerk)) == {"unchanged": 1}
    CommissionerFactory(community_id="341702001008", full_name="章小明", started_on=date(2026, 1, 5))
    assert list(reasons(run("commissioners", POST, row, staff=clerk))) == ["record"]


def test_a_second_open_row_is_refused_in_the_check_already(clerk):
    person = PersonFactory(community_id="341702001008")
    HelpingPairFactory(person=person, helper_name="方德胜", started_on=date(2026, 1, 5), ended_on=None)
    row = [person.id_number, "方德胜", "2026-02-05"]
    result = run("helping-pairs", ["id_number", "helper_name", "started_on"], row, staff=clerk, dry_run=True)
    assert reasons(result) == {"id_number": "This helper of the person is already entered."}


def test_an_export_has_all_in_scope_and_leaves_an_audit_row(client, clerk):
    mine = GuardianFactory(person=PersonFactory(community_id="341702001008"))
    other = GuardianFactory(person=PersonFactory(community_id="341702002001"))
    client.force_login(clerk)
    address = reverse("registry:data-export", args=["guardians"])
    refused = client.post(address, {"file_format": "csv", "reason": ""})
    assert refused.status_code == 422
    response = client.post(address, {"file_format": "csv", "reason": "核对监护人"})
    text = b"".join(response.streaming_content).decode()
    assert mine.person.id_number in text
    assert other.person.id_number not in text
    entry = AuditEntry.objects.get(action="export-data")
    assert (entry.reason, entry.changes) == ("核对监护人", {"dataset": [None, "guardians.csv"], "rows": [None, 1]})


def test_a_workbook_that_would_be_too_long_is_refused(client, clerk, monkeypatch):
    monkeypatch.setattr("registry.imports.exporting.MOST_ROWS_OF_XLSX", 0)
    assert MOST_ROWS_OF_XLSX > 0
    GuardianFactory(person=PersonFactory(community_id="341702001008"))
    client.force_login(clerk)
    address = reverse("registry:data-export", args=["guardians"])
    assert client.post(address, {"file_format": "xlsx", "reason": "核对"}).status_code == 422
    assert not AuditEntry.objects.filter(action="export-data").exists()


def test_the_commands_hold_to_the_accounts_permission(clerk, auditor, tmp_path):
    GuardianFactory(person=PersonFactory(community_id="341702002001"))
    path = tmp_path / "guardians.csv"
    call_command("export_data", "guardians", str(path), by="clerk", stdout=io.StringIO())
    assert len(path.read_text().splitlines()) == 1, "nobody of another street"
    with pytest.raises(CommandError, match="may not"):
        call_command("export_data", "guardians", str(path), by=auditor.username)
    with pytest.raises(CommandError, match="ends? with|end with"):
        call_command("export_data", "guardians", str(tmp_path / "guardians.pdf"))


def test_each_role_sees_the_datasets_it_may_write(clerk, psychiatric_worker):
    of_clerk = {dataset.key for dataset in datasets_for(clerk)}
    of_worker = {dataset.key for dataset in datasets_for(psychiatric_worker)}
    assert "psychiatric-visits" in of_worker - of_clerk
    assert {"people", "rehab-services"} <= of_clerk - of_worker


def test_the_documentation_is_that_of_the_declarations():
    written = Path("docs/datasets.md").read_text()
    assert written == documentation(plugs.datasets.values()), "run manage.py data_docs docs/datasets.md"
