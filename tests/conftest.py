"""The shared cast: two streets of one district with a clerk each, and one account for every other role."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import translation

from registry import dialect
from registry.models import Area
from registry.permissions import Role
from tests.factories import CertificateFactory, PersonFactory, StaffFactory

# Playwright runs an event loop in the tests' own thread; Django then refuses the ORM unless told so.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
# pytest-django runs transactional tests last, so the guard may stay off between two of them.
GUARD_IS_OFF = pytest.StashKey[bool]()
AREAS = {
    "34": "安徽省",
    "3417": "池州市",
    "341702": "贵池区",
    "341702001": "池阳街道",
    "341702001008": "秀山居委会",
    "341702001009": "古舜居委会",
    "341702002": "秋浦街道",
    "341702002001": "湖心居委会",
    "341702002002": "月亮湖居委会",
    "341721": "东至县",
    "341721100": "尧渡镇",
    "341721100001": "梅城居委会",
}


@pytest.fixture(autouse=True)
def frozen_time(request):
    """Every test begins on the morning of NOW, and `frozen_time.shift(seconds)` lets time pass.

    Not the browser's: its cookies keep the machine's time.
    """
    if request.node.get_closest_marker("browser"):
        yield
        return
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def _connection_outlives_responses(monkeypatch):
    """A response closed by hand ends a request, and would close PostgreSQL's connection amid the test's transaction."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)


@pytest.fixture(autouse=True)
def _flushable_audit_table(request):
    """A transactional test ends by emptying every table, which the audit guard refuses: it is set aside for that moment."""
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    if not (transactional or (marker and marker.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")
    if request.config.stash.get(GUARD_IS_OFF, False):
        _change_guard(dialect.guard_audit_table)
    yield
    _change_guard(dialect.unguard_audit_table)
    request.config.stash[GUARD_IS_OFF] = True


def _change_guard(change):
    with connection.schema_editor() as editor:
        change(editor)


@pytest.fixture
def english():
    """For tests that read what a service answers."""
    with translation.override("en"):
        yield


@pytest.fixture
def areas(db) -> dict[str, Area]:
    return {area.code: area for area in Area.objects.bulk_create(Area(code=c, name=n) for c, n in AREAS.items())}


@pytest.fixture
def chiyang(areas):
    """A community of the first street."""
    return areas["341702001008"]


@pytest.fixture
def qiupu(areas):
    """A community of the second street."""
    return areas["341702002001"]


@pytest.fixture
def clerk(areas):
    return StaffFactory(username="clerk", full_name="汪春梅", area_id="341702001", role=Role.CLERK)


@pytest.fixture
def other_clerk(areas):
    """Clerk of the street beside it."""
    return StaffFactory(username="clerk2", full_name="查文祥", area_id="341702002", role=Role.CLERK)


@pytest.fixture
def manager(areas):
    return StaffFactory(username="manager", full_name="桂建国", area_id="341702", role=Role.MANAGER)


@pytest.fixture
def psychiatric_worker(areas):
    return StaffFactory(username="psychiatric", full_name="佘静", area_id="341702", role=Role.PSYCHIATRIC_WORKER)


@pytest.fixture
def reviewer(areas):
    return StaffFactory(username="reviewer", full_name="章明", area_id="341702", role=Role.REVIEWER)


@pytest.fixture
def approver(areas):
    return StaffFactory(username="approver", full_name="舒永福", area_id="341702", role=Role.APPROVER)


@pytest.fixture
def finance(areas):
    return StaffFactory(username="finance", full_name="纪秋萍", area_id="341702", role=Role.FINANCE)


@pytest.fixture
def auditor(areas):
    return StaffFactory(username="auditor", full_name="檀志刚", area_id="341702", role=Role.AUDITOR)


@pytest.fixture
def administrator(areas):
    return StaffFactory(username="admin", full_name="柯云", area_id="341702", role=Role.ADMINISTRATOR)


@pytest.fixture
def person(chiyang):
    """A man of the first street with a certificate: physical, grade 4."""
    person = PersonFactory(full_name="汪德福", community=chiyang)
    CertificateFactory(person=person)
    return person


@pytest.fixture
def neighbour(qiupu):
    """A man of the other street, with records of his own."""
    person = PersonFactory(full_name="查有才", community=qiupu)
    CertificateFactory(person=person)
    return person


@pytest.fixture
def as_user():
    """`as_user(clerk)`: a client signed in as that account."""

    def sign_in(staff) -> Client:
        client = Client()
        client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in
