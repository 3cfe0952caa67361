"""Nonsense in every form and every query: answered by a page that says so, never by an error of the program."""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from registry.permissions import Role
from tests.factories import StaffFactory
from tests.permission_matrix import MATRIX, Place
from tests.test_permission_matrix import URL_NAMES, _url

COMMUNITY = "341702001008"
JUNK = ["", "\0", "-1", "1e400", "99999999999999999999", "9999-12-31", "<script>alert(1)</script>", "𠮷😀" * 200]
QUERY = ["page", "sort", "on", "area", "after"]
KEPT = {"csrfmiddlewaretoken", "version"}
TURNS = 3
GOOD = {200, 302, 303, 400, 403, 404, 405, 409, 422}


class Fields(HTMLParser):
    """The names of everything that a page's forms send."""

    def __init__(self, text: str):
        super().__init__()
        self.names: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("input", "select", "textarea") and values.get("name"):
            self.names.setdefault(values["name"], values.get("value") or "")


def _text(response) -> str:
    """Read to its end, so that a file is closed."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content.decode(errors="replace")


@pytest.fixture
def opened(areas):
    """The client of an account that may do everything, for a URL name; and the address."""
    staff = StaffFactory(username="everything", area_id=COMMUNITY[:9], role=list(Role.values))
    client = Client(raise_request_exception=True)
    client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return lambda name: (client, _url(name, MATRIX[name], Place(COMMUNITY, staff)))


@pytest.mark.parametrize("name", [name for name in URL_NAMES if name in MATRIX and "sign-out" not in name])
def test_nonsense_is_answered(name, opened):
    client, url = opened(name)
    fields = {} if MATRIX[name].post else Fields(_text(client.get(url))).names
    for turn in range(TURNS):
        if not MATRIX[name].post:
            page = client.get(url, _filled([*fields, *QUERY], turn))
            assert page.status_code in GOOD, f"GET {name}, turn {turn}"
            _text(page)
        sent = _filled(fields, turn) | {key: value for key, value in fields.items() if key in KEPT}
        assert client.post(url, sent).status_code in GOOD, f"POST {name}, turn {turn}"


def _filled(names, turn: int) -> dict[str, str]:
    """Every field has another piece of junk in every turn."""
    return {name: JUNK[(place + turn * len(JUNK) // TURNS) % len(JUNK)] for place, name in enumerate(names)}
