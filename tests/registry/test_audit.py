from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from registry import audit, dialect
from registry.models import AuditEntry, StaffRole
from registry.permissions import Role
from tests.factories import PersonFactory, StaffFactory

PAGE = reverse("registry:audit-log")
TABLE = AuditEntry._meta.db_table


class _Editor:
    """What dialect asks of a schema editor, inside the test's own transaction."""

    connection = connection

    def execute(self, statement):
        _run(statement)


def _run(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def three(clerk, chiyang) -> list[AuditEntry]:
    for number in range(3):
        person = PersonFactory(community=chiyang, full_name=f"汪德{number}")
        audit.record(by=clerk, action="add", obj=person, changes=audit.first_values(person))
    return list(AuditEntry.objects.order_by("pk"))


@pytest.fixture
def _unguarded(three):
    dialect.unguard_audit_table(_Editor())


class TestRecording:
    def test_keeps_the_role_and_area_of_that_moment(self, manager, person):
        audit.record(by=manager, action="change", obj=person, changes={"sex": ["1", "2"]}, reason="一")
        StaffRole.objects.all().delete()
        type(manager).objects.update(area_id="341721")
        entry = AuditEntry.objects.get()
        assert (entry.roles, entry.area_code, entry.staff) == ("manager", "341702", manager)
        assert (entry.object_type, entry.object_id, entry.person_id) == ("registry.person", str(person.pk), person.pk)

    def test_values_are_masked(self, three, chiyang):
        changes = three[0].changes
        person = PersonFactory._meta.model.objects.get(pk=three[0].person_id)
        assert changes["id_number"][1] == person.masked_id_number
        assert changes["phone"][1] == person.masked_phone
        assert person.address not in str(changes)

    def test_is_undone_with_its_action(self, clerk, person):
        def fails_after_recording():
            with transaction.atomic():
                audit.record(by=clerk, action="change", obj=person)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails_after_recording()
        assert not AuditEntry.objects.exists()

    def test_a_long_reason_is_cut(self, clerk):
        audit.record(by=clerk, action="reveal", reason="长" * 400)
        assert len(AuditEntry.objects.get().reason) == 300
        assert audit.first_broken() is None

    def test_many_are_one_chain(self, clerk):
        audit.record_many(by=clerk, events=[audit.Event("import") for _ in range(5)])
        audit.record(by=None, action="demo")
        assert audit.first_broken() is None
        hashes = list(AuditEntry.objects.order_by("pk").values_list("previous_hash", "hash"))
        assert [previous for previous, _own in hashes] == ["", *[own for _previous, own in hashes[:-1]]]


class TestAppendOnly:
    STATEMENTS = [
        f"UPDATE {TABLE} SET action = 'x'",
        f"UPDATE {TABLE} SET staff_id = NULL WHERE id > 0",
        f"DELETE FROM {TABLE}",
    ]

    @pytest.mark.parametrize("statement", STATEMENTS)
    def test_the_database_refuses(self, three, statement):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _run(statement)
        assert AuditEntry.objects.count() == 3
        assert audit.first_broken() is None

    def test_the_orm_is_refused_too(self, three):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            three[0].delete()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEntry.objects.update(action="x")

    def test_nor_is_a_row_replaced(self, three):
        """By SQLite's INSERT OR REPLACE, which asks no trigger on DELETE; PostgreSQL's TRUNCATE has its own trigger."""
        copied = "SELECT id, at, 'x', roles, area_code, object_type, object_id, changes, reason, previous_hash, hash"
        columns = "id, at, action, roles, area_code, object_type, object_id, changes, reason, previous_hash, hash"
        replace = f"INSERT OR REPLACE INTO {TABLE} ({columns}) {copied} FROM {TABLE}"
        statement = replace if connection.vendor == "sqlite" else f"TRUNCATE {TABLE} CASCADE"
        connection.check_constraints()  # PostgreSQL truncates nothing whose foreign keys are still to be checked
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _run(statement)
        assert AuditEntry.objects.filter(action="add").count() == 3

    def test_two_entries_never_follow_the_same_one(self, three):
        twin = AuditEntry(at=three[1].at, action="x", previous_hash=three[1].previous_hash, hash="0" * 64)
        with pytest.raises(DatabaseError), transaction.atomic():
            twin.save()


@pytest.mark.usefixtures("_unguarded")
class TestWithoutTheGuard:
    """The harm, and that the chain shows it."""

    @pytest.mark.parametrize(
        "change",
        [
            "action = 'x'",
            "staff_id = NULL",
            "reason = 'x'",
            "area_code = '341721'",
            "roles = ''",
            "changes = '{}'",
            "person_id = 7",
            "object_id = '7'",
        ],
    )
    def test_an_altered_entry_is_found(self, three, change):
        _run(f"UPDATE {TABLE} SET {change} WHERE id = %s", [three[1].pk])
        assert audit.first_broken() == three[1]

    @pytest.mark.parametrize(("removed", "found"), [(0, 1), (1, 2)])
    def test_a_removed_entry_is_found(self, three, removed, found):
        _run(f"DELETE FROM {TABLE} WHERE id = %s", [three[removed].pk])
        assert audit.first_broken() == three[found]

    def test_an_entry_altered_with_its_own_hash_is_found_at_the_next(self, three):
        three[1].action = "x"
        _run(f"UPDATE {TABLE} SET action = 'x', hash = %s WHERE id = %s", [audit.hash_of(three[1]), three[1].pk])
        assert audit.first_broken() == three[2]

    def test_the_newest_alone_can_be_checked(self, three):
        _run(f"UPDATE {TABLE} SET action = 'x' WHERE id = %s", [three[0].pk])
        assert audit.first_broken(newest=2) is None
        assert audit.first_broken(newest=3) == three[0]

    def test_the_command_fails_and_says_where(self, three):
        _run(f"UPDATE {TABLE} SET action = 'x' WHERE id = %s", [three[1].pk])
        with pytest.raises(CommandError, match=f"broken at entry {three[1].pk} "):
            call_command("verify_audit")

    def test_a_removed_end_is_found_by_a_hash_noted_elsewhere(self, three):
        noted = three[2].hash
        call_command("verify_audit", contains=noted)
        _run(f"DELETE FROM {TABLE} WHERE id = %s", [three[2].pk])
        assert audit.first_broken() is None
        with pytest.raises(CommandError, match="removed"):
            call_command("verify_audit", contains=noted)

    def test_the_button_tells(self, three, auditor, as_user):
        _run(f"UPDATE {TABLE} SET action = 'x' WHERE id = %s", [three[1].pk])
        response = as_user(auditor).post(reverse("registry:audit-verify"), follow=True)
        assert "notice-error" in response.text
        assert str(three[1].pk) in str(next(iter(response.context["messages"])))


def test_a_whole_log_is_told_and_the_check_is_recorded(three, auditor, as_user, capsys):
    response = as_user(auditor).post(reverse("registry:audit-verify"), follow=True)
    assert "notice-success" in response.text
    assert AuditEntry.objects.first().action == "verify-audit"
    call_command("verify_audit")
    assert capsys.readouterr().out.startswith("the chain is whole: 4 entries")


def _shown(client, **query) -> list[AuditEntry]:
    return [row["line"].entry for row in client.get(PAGE, query).context["rows"]]


class TestPage:
    def test_shows_my_area_newest_first(self, three, auditor, as_user):
        stranger = StaffFactory(area_id="341721", role=Role.CLERK)
        audit.record(by=stranger, action="export")
        audit.record(by=None, action="demo")
        assert _shown(as_user(auditor)) == three[::-1]

    def test_an_auditor_of_a_street_sees_his_street(self, three, other_clerk, as_user):
        audit.record(by=other_clerk, action="export")
        mine = StaffFactory(area_id="341702002", role=Role.AUDITOR)
        assert [entry.staff for entry in _shown(as_user(mine))] == [other_clerk]

    def test_filters(self, three, clerk, manager, auditor, as_user, frozen_time):
        frozen_time.shift(timedelta(days=2))
        audit.record(by=manager, action="export", reason="people.csv")
        client = as_user(auditor)
        exported = AuditEntry.objects.get(action="export")
        assert _shown(client, staff=manager.pk) == [exported]
        assert _shown(client, action="export") == [exported]
        assert _shown(client, record="registry.person") == three[::-1]
        assert _shown(client, record="registry.person", number=three[1].object_id) == [three[1]]
        assert _shown(client, since="2026-03-19") == [exported]
        assert _shown(client, until="2026-03-18") == three[::-1]
        assert _shown(client, since="2026-03-18", until="2026-03-20") == [exported, *three[::-1]]
        assert _shown(client, until="2026-03-17") == []

    def test_a_wrong_filter_is_told_and_shows_nothing(self, three, auditor, as_user):
        response = as_user(auditor).get(PAGE, {"since": "yesterday"})
        assert response.context["rows"] == []
        assert "error-summary" in response.text

    def test_pages_both_ways_without_losing_a_row(self, clerk, auditor, as_user):
        audit.record_many(by=clerk, events=[audit.Event("import") for _ in range(120)])
        client = as_user(auditor)
        first = client.get(PAGE).context["page"]
        second = client.get(PAGE, {"after": first.next_key}).context["page"]
        third = client.get(PAGE, {"after": second.next_key}).context["page"]
        read = [entry for page in (first, second, third) for entry in page.object_list]
        assert read == list(AuditEntry.objects.all())
        assert not first.has_previous
        assert not third.has_next
        back = client.get(PAGE, {"before": third.previous_key}).context["page"]
        assert back.object_list == second.object_list
        assert back.has_previous
        newest = client.get(PAGE, {"before": back.previous_key}).context["page"]
        assert newest.object_list == first.object_list
        assert not newest.has_previous

    @pytest.mark.parametrize("key", ["x", "-1", "1e9", "9" * 40])
    def test_a_wrong_key_shows_the_first_page(self, three, auditor, as_user, key):
        assert _shown(as_user(auditor), after=key) == three[::-1]

    def test_an_account_is_told_by_name(self, administrator, clerk, auditor, as_user):
        audit.record(by=administrator, action="deactivate", obj=clerk)
        row = as_user(auditor).get(PAGE).context["rows"][0]
        assert row["account"] == clerk.full_name

    def test_costs_the_same_for_one_and_for_fifty(self, three, clerk, auditor, as_user, django_assert_max_num_queries):
        client = as_user(auditor)
        client.get(PAGE)
        for _ in range(40):
            audit.record(by=clerk, action="change", obj=clerk, changes={"area": ["341702001", "341702002"]})
        with django_assert_max_num_queries(10):
            client.get(PAGE)
