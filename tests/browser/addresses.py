"""Prints, as JSON, an address for every row of the permission matrix, made in the desk that the environment names.

Run by the browser tests: `python -m tests.browser.addresses`.
"""

import json

import django
from django.urls import reverse

django.setup()

from registry.models import Area, Staff  # noqa: E402
from reports.demo.accounts import CAST  # noqa: E402
from tests.permission_matrix import MATRIX, PUBLIC, Place, Row  # noqa: E402

# Of the demo district, but without anything of the demo in it: what the matrix makes is the first there.
AREAS = {"341702099": "走查街道", "341702099001": "走查社区"}
COMMUNITY = max(AREAS)
# Who may do most comes first; nobody signed in sees a public page as it is meant.
USERNAMES = ["manager", *(username for username, *_rest in CAST if username != "manager")]


def address(name: str, row: Row, accounts: dict[str, Staff]) -> dict:
    username = next(name for name in USERNAMES if row.allows(accounts[name]))
    made = row.of(Place(COMMUNITY, accounts[username])) if row.of else {}
    kwargs = made if isinstance(made, dict) else {"pk": made.pk}
    signed_in = None if row.access == PUBLIC else username
    return {"name": name, "username": signed_in, "url": reverse(name, kwargs={**kwargs, **row.args})}


def main() -> None:
    Area.objects.bulk_create(Area(code=code, name=name) for code, name in AREAS.items())
    accounts = {staff.username: staff for staff in Staff.objects.filter(username__in=USERNAMES)}
    rows = {name: row for name, row in MATRIX.items() if not row.post}
    print(json.dumps([address(name, row, accounts) for name, row in rows.items()]))


if __name__ == "__main__":
    main()
