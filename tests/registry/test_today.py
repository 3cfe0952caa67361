from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import CancelReason, Certificate, LeftReason
from registry.permissions import Permission
from registry.plugs import Due, Worklist, plugs
from tests.conftest import NOW
from tests.factories import CertificateFactory, PersonFactory

TODAY = NOW.date()
PAGE = reverse("registry:today")
LIST = reverse("registry:worklist", args=["certificates"])


def _certificate(days: int, community="341702001008", **kwargs) -> Certificate:
    """Ends so many days after today."""
    person = PersonFactory(community_id=community, **kwargs)
    return CertificateFactory(person=person, issued_on=date(2016, 1, 1), expires_on=TODAY + timedelta(days=days))


def _only(response, key="certificates") -> dict:
    return next(one for one in response.context["lists"] if one["worklist"].key == key)


def test_lists_what_is_due_overdue_first(clerk, as_user):
    for days in (30, -5, 90, -400, 0):
        _certificate(days)
    one = _only(as_user(clerk).get(PAGE))
    assert [due.due_on - TODAY for due in one["items"]] == [timedelta(days=days) for days in (-400, -5, 0, 30, 90)]
    assert (one["due"], one["overdue"]) == (5, 2)


def test_each_line_leads_to_its_form(clerk, as_user):
    certificate = _certificate(-5)
    client = as_user(clerk)
    due = _only(client.get(PAGE))["items"][0]
    assert due.url == reverse("registry:certificate-reissue", args=[certificate.pk])
    assert client.get(due.url).status_code == 200


def test_what_is_far_cancelled_or_of_leavers_is_not_due(clerk, as_user):
    _certificate(91)
    Certificate.objects.filter(pk=_certificate(5).pk).update(cancelled_on=TODAY, cancel_reason=CancelReason.VOLUNTARY)
    _certificate(5, left_on=TODAY, left_reason=LeftReason.OTHER)
    assert as_user(clerk).get(PAGE).context["lists"] == []


def test_the_neighbours_work_is_not_mine(clerk, other_clerk, as_user):
    _certificate(5, community="341702002001")
    assert as_user(clerk).get(PAGE).context["due"] == 0
    assert as_user(other_clerk).get(PAGE).context["due"] == 1


def test_says_kindly_that_nothing_is_due(clerk, as_user):
    response = as_user(clerk).get(PAGE)
    assert response.context["has_worklists"]
    assert 'class="empty"' in response.text


def test_who_has_no_dated_work_is_greeted(administrator, as_user):
    response = as_user(administrator).get(PAGE)
    assert response.status_code == 200
    assert not response.context["has_worklists"]


def test_shows_five_and_leads_to_all(clerk, as_user):
    for days in range(7):
        _certificate(days)
    client = as_user(clerk)
    response = client.get(PAGE)
    assert len(_only(response)["items"]) == 5
    assert LIST in response.text
    assert len(client.get(LIST).context["items"]) == 7


def test_costs_the_same_for_one_and_for_ten(clerk, as_user):
    client = as_user(clerk)
    _certificate(0)
    client.get(PAGE)  # writes the session's times
    first = _queries(client, PAGE)
    for days in range(1, 11):
        _certificate(days)
    assert _queries(client, PAGE) == first


def _queries(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


class TestWorklist:
    def test_pages_by_fifty(self, clerk, as_user):
        for days in range(60):
            _certificate(days)
        client = as_user(clerk)
        first, second = (client.get(LIST, {"page": page}).context["items"] for page in (1, 2))
        assert (len(first), len(second)) == (50, 10)
        assert first[-1].due_on < second[0].due_on

    def test_an_empty_one_says_so(self, clerk, as_user):
        response = as_user(clerk).get(LIST)
        assert response.status_code == 200
        assert 'class="empty"' in response.text

    def test_an_unknown_one_is_not_there(self, clerk, as_user):
        assert as_user(clerk).get(reverse("registry:worklist", args=["none"])).status_code == 404

    def test_needs_its_permission(self, reviewer, as_user):
        assert as_user(reviewer).get(LIST).status_code == 403


def test_another_app_plugs_its_own_in(clerk, as_user, monkeypatch):
    due = Due("查有才", "/people/1/", TODAY - timedelta(days=1))
    mine = Worklist("mine", "Mine", lambda *_: (1, 1), lambda *_: [due], Permission.EDIT_PEOPLE, order=1)
    monkeypatch.setitem(plugs.worklists, "mine", mine)
    response = as_user(clerk).get(PAGE)
    assert _only(response, "mine")["items"] == [due]
    assert "status-overdue" in response.text
