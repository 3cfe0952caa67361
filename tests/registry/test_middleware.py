from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.factories import PASSWORD

TODAY = reverse("registry:today")
SIGN_IN = reverse("registry:sign-in")
MINUTE, HOUR = 60, 3600


@pytest.fixture
def client(client, clerk):
    client.post(SIGN_IN, {"username": "clerk", "password": PASSWORD})
    return client


def _is_open(client, **extra) -> bool:
    return client.get(TODAY, **extra).status_code == 200


def test_half_an_hour_without_a_page_ends_the_session(client, frozen_time):
    frozen_time.shift(29 * MINUTE)
    assert _is_open(client)
    frozen_time.shift(29 * MINUTE)
    assert _is_open(client)
    frozen_time.shift(31 * MINUTE)
    assert not _is_open(client)


def test_without_the_limit_it_would_stay_open(client, frozen_time, settings):
    settings.SESSION_IDLE_SECONDS = 24 * HOUR
    frozen_time.shift(2 * HOUR)
    assert _is_open(client)


def test_ten_hours_end_it_however_busy(client, frozen_time):
    for _ in range(30):
        frozen_time.shift(20 * MINUTE)
        assert _is_open(client)
    frozen_time.shift(1)
    assert not _is_open(client)


def test_without_the_limit_a_busy_session_would_never_end(client, frozen_time, settings):
    settings.SESSION_LIFETIME_SECONDS = 100 * HOUR
    for _ in range(33):
        frozen_time.shift(20 * MINUTE)
        assert _is_open(client)


def test_signing_in_again_begins_ten_new_hours(client, frozen_time):
    for _ in range(29):
        frozen_time.shift(20 * MINUTE)
        assert _is_open(client)
    client.post(reverse("registry:sign-out"))
    client.post(SIGN_IN, {"username": "clerk", "password": PASSWORD})
    frozen_time.shift(25 * MINUTE)
    assert _is_open(client)


def test_a_progress_bar_does_not_keep_the_session_open(client, frozen_time):
    """A page left open on a running job asks every few seconds; nobody sits before it."""
    for _ in range(3):
        frozen_time.shift(12 * MINUTE)
        client.get(reverse("registry:job-list"), headers={"X-Desk-Poll": "1"})
    assert not _is_open(client)


@pytest.mark.parametrize(("waits", "why"), [([31 * MINUTE], "idle"), ([20 * MINUTE] * 30 + [1], "lifetime")])
def test_the_sign_in_page_tells_why_once(client, frozen_time, waits, why):
    for wait in waits:
        frozen_time.shift(wait)
        response = client.get(TODAY, follow=True)
    assert response.context["ended"] == why
    assert 'class="notice notice-info"' in response.text
    assert client.get(SIGN_IN).context["ended"] == ""


def test_a_partial_does_not_use_the_reason_up(client, frozen_time):
    frozen_time.shift(31 * MINUTE)
    client.get(TODAY, follow=True, headers={"HX-Request": "true"})
    assert client.get(SIGN_IN).context["ended"] == "idle"


def test_signing_in_leads_back_with_the_filter(client, frozen_time):
    frozen_time.shift(31 * MINUTE)
    page = reverse("registry:person-list") + "?sex=1&page=2"
    assert client.get(page).headers["Location"] == f"{SIGN_IN}?next={quote(page)}"


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://testserver/people/5/?a=1", "/people/5/?a=1"),
        ("http://example.org/people/5/", ""),
        ("", ""),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(client, frozen_time, referer, leads_to):
    """Not to its own address, which may answer POST only."""
    frozen_time.shift(31 * MINUTE)
    response = client.post(reverse("registry:sign-out"), headers={"Referer": referer})
    wanted = f"{SIGN_IN}?next={quote(leads_to)}" if leads_to else f"{SIGN_IN}?next="
    assert response.headers["Location"] == wanted
