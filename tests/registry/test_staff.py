import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from registry.models import AuditEntry, Staff, StaffRole
from registry.permissions import Permission, Role
from registry.services import staff as services
from tests.factories import PASSWORD, StaffFactory

LIST, ADD = reverse("registry:staff-list"), reverse("registry:staff-add")


def _url(name, account):
    return reverse(f"registry:staff-{name}", args=[account.pk])


def _add(client, **changes):
    return client.post(
        ADD, {"username": "wang", "full_name": "汪小梅", "area": "341702001", "roles": ["clerk"]} | changes
    )


def _edit(client, account, **changes):
    account = Staff.objects.get(pk=account.pk)
    data = {"full_name": account.full_name, "area": account.area_id, "roles": sorted(account.role_codes)}
    return client.post(_url("edit", account), {**data, "version": account.version, **changes})


def _roles(account) -> set[str]:
    return set(StaffRole.objects.filter(staff=account).values_list("role", flat=True))


def _last_entry() -> AuditEntry:
    return AuditEntry.objects.first()


class TestAdding:
    def test_the_temporary_password_is_shown_once_and_must_be_changed(self, administrator, as_user):
        client = as_user(administrator)
        response = _add(client)
        password = response.context["password"]
        assert password in response.text
        assert "no-store" in response.headers["Cache-Control"]
        account = Staff.objects.get(username="wang")
        assert account.check_password(password)
        assert account.must_change_password
        assert _roles(account) == {Role.CLERK}
        assert password not in client.get(_url("edit", account)).text
        log = str(list(AuditEntry.objects.values()))
        assert password not in log
        assert account.password not in log

    def test_the_newcomer_signs_in_and_chooses_a_password(self, administrator, as_user):
        password = _add(as_user(administrator)).context["password"]
        newcomer = Client()
        newcomer.post(reverse("registry:sign-in"), {"username": "wang", "password": password})
        assert newcomer.get("/").headers["Location"] == reverse("registry:password-change")

    def test_account_and_roles_stand_in_the_log_without_the_password(self, administrator, as_user):
        _add(as_user(administrator))
        added, roles = AuditEntry.objects.order_by("pk")
        assert (added.action, roles.changes) == ("add", {"roles": ["", "clerk"]})
        assert "password" not in added.changes

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"username": "ADMIN"}, "username"),
            ({"username": "341702195505051237"}, "username"),
            ({"username": "a b"}, "username"),
            ({"full_name": ""}, "full_name"),
            ({"area": "341721"}, "area"),
            ({"area": "34"}, "area"),
            ({"roles": ["king"]}, "roles"),
            ({"roles": ["administrator", "clerk"]}, "roles"),
        ],
    )
    def test_refused_with_its_reason(self, administrator, as_user, changes, field):
        response = _add(as_user(administrator), **changes)
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {field}
        assert not Staff.objects.exclude(pk=administrator.pk).exists()


class TestChanging:
    def test_roles_and_area(self, administrator, clerk, as_user):
        response = _edit(as_user(administrator), clerk, area="341702002", roles=["reviewer", "finance"])
        assert response.status_code == 302
        clerk.refresh_from_db()
        assert clerk.area_id == "341702002"
        assert _roles(clerk) == {Role.REVIEWER, Role.FINANCE}
        assert _last_entry().changes == {"roles": ["clerk", "finance,reviewer"]}

    def test_nobody_gives_himself_roles(self, administrator, as_user):
        """Nor a wider area, whatever the form sends."""
        _edit(as_user(administrator), administrator, full_name="柯小云", area="341702001", roles=["manager"])
        administrator.refresh_from_db()
        assert administrator.full_name == "柯小云"
        assert administrator.area_id == "341702"
        assert _roles(administrator) == {Role.ADMINISTRATOR}

    def test_nor_does_the_service_let_him(self, administrator):
        with pytest.raises(ValidationError):
            services.write_roles(by=administrator, staff=administrator, roles={Role.MANAGER})

    @pytest.mark.parametrize("field", ["full_name", "roles"])
    def test_who_saves_second_sees_the_conflict(self, administrator, clerk, as_user, field):
        client = as_user(administrator)
        _edit(client, clerk, roles=["reviewer"])
        mine = {"full_name": "汪梅"} if field == "full_name" else {"roles": ["finance"]}
        response = _edit(client, clerk, version=1, **mine)
        assert response.status_code == 422
        assert response.context["form"].non_field_errors()
        assert _roles(clerk) == {Role.REVIEWER}
        assert Staff.objects.get(pk=clerk.pk).full_name == "汪春梅"

    def test_saving_at_the_same_moment_is_seen(self, administrator, clerk):
        stale = Staff.objects.get(pk=clerk.pk)
        services.write_roles(by=administrator, staff=clerk, roles={Role.FINANCE})
        with pytest.raises(services.StaleVersionError):
            services.write_roles(by=administrator, staff=stale, roles={Role.REVIEWER})


class TestClosing:
    def test_closes_and_opens_again(self, administrator, clerk, as_user):
        client = as_user(administrator)
        client.post(_url("deactivate", clerk))
        assert not Staff.objects.get(pk=clerk.pk).is_active
        client.post(_url("reactivate", clerk))
        assert Staff.objects.get(pk=clerk.pk).is_active
        assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["deactivate", "reactivate"]

    def test_a_second_click_does_nothing(self, administrator, clerk, as_user):
        client = as_user(administrator)
        for _ in range(2):
            client.post(_url("deactivate", clerk))
        assert AuditEntry.objects.count() == 1

    def test_nobody_closes_his_own_account(self, administrator, as_user):
        as_user(administrator).post(_url("deactivate", administrator))
        assert Staff.objects.get(pk=administrator.pk).is_active

    def test_the_last_administrator_stays(self, administrator, clerk):
        with pytest.raises(ValidationError):
            services.deactivate(by=clerk, staff=administrator)
        with pytest.raises(ValidationError):
            services.write_roles(by=clerk, staff=administrator, roles=set())
        administrator.refresh_from_db()
        assert administrator.can(Permission.MANAGE_STAFF)

    def test_an_administrator_of_a_street_does_not_stand_in_for_the_districts(self, administrator, clerk):
        StaffFactory(area_id="341702001", role=Role.ADMINISTRATOR)
        with pytest.raises(ValidationError):
            services.deactivate(by=clerk, staff=administrator)

    def test_one_of_two_may_go(self, administrator, clerk):
        StaffFactory(area_id="341702", role=Role.ADMINISTRATOR)
        services.deactivate(by=clerk, staff=administrator)
        assert not Staff.objects.get(pk=administrator.pk).is_active


class TestResettingThePassword:
    def test_signs_out_and_asks_for_a_new_one(self, administrator, clerk, as_user):
        session = as_user(clerk)
        password = as_user(administrator).post(_url("reset-password", clerk)).context["password"]
        assert session.get("/").status_code == 302
        clerk.refresh_from_db()
        assert clerk.check_password(password)
        assert clerk.must_change_password
        assert _last_entry().action == "reset-password"

    def test_ends_a_lock_out(self, administrator, clerk, as_user, client):
        sign_in = reverse("registry:sign-in")
        for _ in range(5):
            client.post(sign_in, {"username": "clerk", "password": "wrong"})
        password = as_user(administrator).post(_url("reset-password", clerk)).context["password"]
        assert client.post(sign_in, {"username": "clerk", "password": password}).status_code == 302

    def test_of_oneself_is_the_page_for_changing_it(self, administrator, as_user):
        response = as_user(administrator).post(_url("reset-password", administrator))
        assert response.headers["Location"] == reverse("registry:password-change")
        administrator.refresh_from_db()
        assert administrator.check_password(PASSWORD)

    def test_passwords_differ(self):
        assert len({services.temporary_password() for _ in range(50)}) == 50


class TestListing:
    def test_shows_the_accounts_of_my_area(self, administrator, clerk, other_clerk, as_user):
        StaffFactory(username="outside", area_id="341721")
        accounts = as_user(administrator).get(LIST).context["page"].object_list
        assert [account.username for account in accounts] == ["admin", "clerk", "clerk2"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"role": "clerk"}, ["clerk", "clerk2"]),
            ({"q": "春梅"}, ["clerk"]),
            ({"q": "CLERK2"}, ["clerk2"]),
            ({"state": "closed"}, ["clerk2"]),
            ({"q": "nobody at all"}, []),
        ],
    )
    def test_filters(self, administrator, clerk, other_clerk, as_user, query, found):
        services.deactivate(by=administrator, staff=other_clerk)
        accounts = as_user(administrator).get(LIST, query).context["page"].object_list
        assert [account.username for account in accounts] == found

    def test_costs_the_same_for_one_and_for_ten(self, administrator, as_user, django_assert_max_num_queries):
        client = as_user(administrator)
        client.get(LIST)
        for number in range(10):
            StaffFactory(username=f"more{number}", area_id="341702001", role=[Role.CLERK, Role.FINANCE])
        with django_assert_max_num_queries(9):
            client.get(LIST)


class TestFirstAdministrator:
    def test_is_made_by_a_command(self, areas, capsys):
        call_command("create_administrator", "root", name="柯云", area="341702")
        password = capsys.readouterr().out.split()[-1]
        account = Staff.objects.get(username="root")
        assert account.check_password(password)
        assert account.must_change_password
        assert _roles(account) == {Role.ADMINISTRATOR}

    @pytest.mark.parametrize("area", ["999999", "x"])
    def test_needs_an_area(self, areas, area):
        with pytest.raises(CommandError, match="load_areas"):
            call_command("create_administrator", "root", name="柯云", area=area)

    def test_needs_a_free_name(self, administrator):
        with pytest.raises(CommandError, match="taken"):
            call_command("create_administrator", "admin", name="柯云", area="341702")


@pytest.mark.parametrize(
    "permission", [P for P in Permission if P not in (Permission.MANAGE_STAFF, Permission.MANAGE_AREAS)]
)
def test_the_administrator_may_do_nothing_else(administrator, permission):
    assert not administrator.can(permission)
