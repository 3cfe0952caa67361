import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from registry.auth_backend import client_address
from registry.models import AuditEntry, Staff
from registry.permissions import Role
from tests.factories import PASSWORD, StaffFactory

SIGN_IN = reverse("registry:sign-in")
NEW_PASSWORD = "pines on a misty hill"


def _send(client, username="clerk", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def _actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def _signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_first_page_asks_for_an_account(client, db):
    assert client.get("/").headers["Location"] == f"{SIGN_IN}?next=/"


def test_signing_in_leads_to_today(client, clerk):
    assert _send(client).headers["Location"] == reverse("registry:today")
    assert _signed_in_as(client) == str(clerk.pk)
    assert _actions() == ["sign-in"]


def test_signing_in_leads_back_to_the_page(client, clerk):
    page = reverse("registry:settings")
    response = client.get(page, follow=True)
    assert f'name="next" value="{page}"' in response.text
    assert _send(client, next=page).headers["Location"] == page


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"])
def test_signing_in_never_leads_elsewhere(client, clerk, away):
    assert _send(client, next=away).headers["Location"] == reverse("registry:today")
    assert f'value="{away}"' not in Client().get(SIGN_IN, {"next": away}).text


def test_a_wrong_password_is_told_without_saying_which_is_wrong(client, clerk):
    wrong = _send(client, password="wrong")
    unknown = _send(client, username="nobody", password="wrong")
    assert wrong.status_code == unknown.status_code == 422
    assert _signed_in_as(client) is None
    errors = [response.context["form"].non_field_errors() for response in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert len(errors[0]) == 1


def test_what_was_typed_into_the_wrong_field_is_not_kept(client, clerk):
    _send(client, username="my secret password", password="clerk")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_id, entry.reason, entry.changes) == ("sign-in-failed", "", "", {})


def test_a_failure_stands_in_the_log_of_the_accounts_area(client, clerk):
    _send(client, password="wrong")
    entry = AuditEntry.objects.get()
    assert (entry.object_id, entry.area_code, entry.staff) == (str(clerk.pk), clerk.area_id, None)


def test_a_closed_account_cannot_sign_in(client, clerk):
    Staff.objects.update(is_active=False)
    assert _send(client).status_code == 422
    assert _signed_in_as(client) is None


def test_closing_an_account_ends_its_sessions(clerk, as_user):
    client = as_user(clerk)
    assert client.get("/").status_code == 200
    Staff.objects.update(is_active=False)
    assert client.get("/").status_code == 302


@pytest.fixture
def _no_attempts(db):
    cache.clear()


@pytest.mark.usefixtures("_no_attempts")
class TestLockOut:
    def test_five_wrong_passwords_lock_out_even_with_the_right_one(self, client, clerk):
        answers = [_send(client, password="wrong").status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 429]
        locked = _send(client)
        assert locked.status_code == 429
        assert "15" in locked.text
        assert _signed_in_as(client) is None
        assert _actions()[-1] == "sign-in-locked"

    def test_four_wrong_passwords_do_not(self, client, clerk):
        for _ in range(4):
            _send(client, password="wrong")
        assert _send(client).status_code == 302

    def test_the_lock_ends_after_a_quarter_of_an_hour(self, client, clerk, frozen_time):
        for _ in range(5):
            _send(client, password="wrong")
        frozen_time.shift(14 * 60)
        assert _send(client).status_code == 429
        frozen_time.shift(16 * 60)
        assert _send(client).status_code == 302

    def test_others_are_not_locked_out(self, client, clerk, other_clerk):
        for _ in range(5):
            _send(client, password="wrong")
        assert _send(client, username="clerk2").status_code == 302

    def test_without_the_guard_guessing_goes_on(self, client, clerk, settings):
        settings.AXES_ENABLED = False
        assert {_send(client, password="wrong").status_code for _ in range(8)} == {422}
        assert _send(client).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_the_address_is_what_trusted_proxies_saw(settings, proxies, forwarded, address):
    """Whatever the visitor writes in front of it."""
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="9.9.9.9")
    request.user = AnonymousUser()
    assert client_address(request) == address


def test_signing_out_takes_a_post(clerk, as_user):
    client = as_user(clerk)
    assert client.get(reverse("registry:sign-out")).status_code == 405
    response = client.post(reverse("registry:sign-out"), follow=True)
    assert _signed_in_as(client) is None
    assert [str(message) for message in response.context["messages"]]
    assert _actions() == ["sign-out"]


class TestFirstPassword:
    @pytest.fixture
    def newcomer(self, areas):
        return StaffFactory(username="new", area_id="341702", role=Role.MANAGER, must_change_password=True)

    @pytest.mark.parametrize("name", ["today", "person-list", "settings", "job-list", "search"])
    def test_every_page_leads_to_it(self, newcomer, as_user, name):
        response = as_user(newcomer).get(reverse(f"registry:{name}"))
        assert response.headers["Location"] == reverse("registry:password-change")

    def test_without_the_flag_pages_open(self, manager, as_user):
        assert as_user(manager).get(reverse("registry:today")).status_code == 200

    def test_after_it_the_desk_opens_and_the_session_stays(self, newcomer, as_user):
        client = as_user(newcomer)
        response = _change(client)
        assert response.headers["Location"] == reverse("registry:today")
        assert client.get(reverse("registry:today")).status_code == 200
        assert _actions() == ["change-password"]
        assert AuditEntry.objects.get().changes == {}

    def test_signing_out_and_the_language_stay_open(self, newcomer, as_user):
        client = as_user(newcomer)
        assert client.post(reverse("set_language"), {"language": "en"}).status_code == 302
        assert client.post(reverse("registry:sign-out")).headers["Location"] == SIGN_IN


def _change(client, old=PASSWORD, new=NEW_PASSWORD, again=None):
    data = {"old_password": old, "new_password": new, "new_password_again": new if again is None else again}
    return client.post(reverse("registry:password-change"), data)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"old": "wrong"}, "old_password"),
        ({"new": "short"}, "new_password"),
        ({"new": "20260318091500"}, "new_password"),
        ({"new": "password123"}, "new_password"),
        ({"new": PASSWORD}, "new_password"),
        ({"again": "something else entirely"}, "new_password_again"),
    ],
)
def test_a_new_password_is_refused_with_its_reason(clerk, as_user, data, field):
    response = _change(as_user(clerk), **data)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert Staff.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_a_changed_password_ends_the_other_sessions(clerk, as_user):
    here, elsewhere = as_user(clerk), as_user(clerk)
    _change(here)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_larger_text_is_kept_in_a_cookie(client, db):
    response = client.post(reverse("registry:text-size"), {"text_size": "large", "next": SIGN_IN})
    assert response.headers["Location"] == SIGN_IN
    assert 'class="large-text"' in client.get(SIGN_IN).text
    client.post(reverse("registry:text-size"), {"text_size": "usual"})
    assert 'class="large-text"' not in client.get(SIGN_IN).text


def test_the_language_can_be_changed_before_signing_in(client, db):
    client.post(reverse("set_language"), {"language": "en", "next": SIGN_IN})
    assert 'lang="en"' in client.get(SIGN_IN).text


def test_pages_with_passwords_are_not_kept_by_browsers(client, db):
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]
