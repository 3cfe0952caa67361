"""Every URL × every role × own, sibling and parent area (the rows are in tests/permission_matrix.py)."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from registry.models import StaffRole
from registry.permissions import Role
from tests.factories import StaffFactory
from tests.permission_matrix import MATRIX, PUBLIC, Place, Row

STREET = "341702001"
OWN, SIBLING, COUNTY, DISTRICT = "341702001008", "341702002001", "341721100001", "341702"
SERVED = {200, 302, 303, 405, 422}


def _names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)


URL_NAMES = sorted(name for name, _pattern in _names(get_resolver().url_patterns))


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(URL_NAMES) - set(MATRIX) == set(), "add a row to tests/permission_matrix.py"
    assert set(MATRIX) - set(URL_NAMES) == set(), "no such URL any more"


@pytest.fixture
def cast(areas):
    """One account of the street for every role, and one without any."""
    accounts = {role: StaffFactory(username=role, area_id=STREET, role=role) for role in Role.values}
    return {**accounts, "": StaffFactory(username="nobody", area_id=STREET, role=None)}


def _client(staff) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _url(name: str, row: Row, place: Place) -> str:
    made = row.of(place) if row.of else {}
    kwargs = made if isinstance(made, dict) else {"pk": made.pk}
    return reverse(name, kwargs={**kwargs, **row.args})


class Urls:
    """The addresses of a row: objects are made once, of a personal kind once for each account."""

    def __init__(self, name: str, row: Row):
        self.name, self.row, self.made = name, row, {}
        codes = {"own": OWN}
        if row.of and not row.everywhere:
            codes |= {"sibling": SIBLING, "county": COUNTY} | ({"above": DISTRICT} if row.above else {})
        self.codes = codes

    def of(self, where: str, staff) -> str:
        owner = staff if where == "own" else self._stranger(where)
        key = (where, owner.pk if self.row.personal else None)
        if key not in self.made:
            self.made[key] = _url(self.name, self.row, Place(self.codes[where], owner))
        return self.made[key]

    def _stranger(self, where: str):
        if where not in self.made:
            self.made[where] = StaffFactory(area_id=self.codes[where])
        return self.made[where]


def _is_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith(reverse("registry:sign-in"))


@pytest.mark.parametrize("name", [name for name in URL_NAMES if name in MATRIX])
def test_url(name, cast):
    row = MATRIX[name]
    urls = Urls(name, row)
    _check_anonymous(row, urls.of("own", cast[Role.CLERK]))
    for staff in cast.values():
        client = _client(staff)
        for where in urls.codes:
            url = urls.of(where, staff)
            for method in ("get", "post"):
                response = getattr(client, method)(url)
                response.close()
                status = response.status_code
                case = f"{method} {name} as {staff.username}, {where}: {status}"
                assert status in _expected(row, staff, where, method), case
                if name == "registry:sign-out":
                    client = _client(staff)


def _expected(row: Row, staff, where: str, method: str) -> set[int]:
    if method == "get" and row.post:
        # Which comes first, the method or the permission, gives nothing away.
        return {405} if row.allows(staff) else {403, 405}
    refused = set() if method == "get" else {405}
    if not row.allows(staff):
        return {403} | refused
    return SERVED - ({405} if method == "get" else set()) if where == "own" else {404} | refused


def _check_anonymous(row: Row, url: str):
    for method in ("get", "post"):
        response = getattr(Client(), method)(url)
        if row.access == PUBLIC:
            assert not _is_sign_in(response)
            assert response.status_code in SERVED
        else:
            assert _is_sign_in(response)


def test_a_page_without_its_permission_would_be_seen(cast, person, monkeypatch):
    """The twin: were roles not asked, the finance officer would read a person's page."""
    client = _client(cast[Role.FINANCE])
    url = reverse("registry:person-detail", args=[person.pk])
    assert client.get(url).status_code == 403
    monkeypatch.setattr("registry.models.Staff.can", lambda self, permission: True)
    assert client.get(url).status_code == 200


def test_a_role_is_needed_not_only_an_account(cast, person):
    client = _client(cast[Role.CLERK])
    url = reverse("registry:person-detail", args=[person.pk])
    assert client.get(url).status_code == 200
    StaffRole.objects.filter(staff=cast[Role.CLERK]).delete()
    assert client.get(url).status_code == 403
