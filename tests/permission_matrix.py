"""Who may open what: one row for each URL name. A URL without a row, or a row without a URL, fails test_permission_matrix.

    "registry:person-edit": Row(P.EDIT_PEOPLE, of=person)

access  PUBLIC, SIGNED_IN, a Permission, several of them in a tuple (all are needed) or in any_of(…).
of      what the URL leads to: a function (place) that makes one there and returns it (its pk goes into the URL), or the
        URL's arguments as a dict. `place.code` is a community; `place.level(n)` the code above it with n digits;
        `place.staff` an account of that place.
args    further arguments of the URL, the same for every object.
post    the page answers POST only.

The rows stand in the `matrix.py` of each app's tests. The test opens each row by GET and POST as every role, with an
object inside the account's own street, one of the street beside it, one of a county beside the district, and, for
kinds that exist above communities, one of the district above:

    nobody signed in → the sign-in page · no permission → 403 · permission, but out of scope → 404 · own → 200, 302, 405, 422

`above=True` makes that last object too. `everywhere=True`: what the URL leads to belongs to no area.
`personal=True`: only who made the object may see it, so the account makes its own.
"""

from tests.matrix_rows import PUBLIC, Place, Row
from tests.psych_care.card_matrix import CARDS
from tests.psych_care.matrix import PSYCH
from tests.registry.matrix import REGISTRY
from tests.rehab.matrix import REHAB
from tests.relief.matrix import RELIEF
from tests.reports.matrix import REPORTS

__all__ = ["MATRIX", "PUBLIC", "Place", "Row"]

MATRIX = {**REGISTRY, **REHAB, **PSYCH, **CARDS, **RELIEF, **REPORTS}
