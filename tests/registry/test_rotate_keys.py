import base64
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from registry.encryption import DecryptionError
from registry.management.commands import rotate_keys
from registry.models import Area, Person

OLD = "1:" + base64.b64encode(b"a" * 32).decode()
NEW = "2:" + base64.b64encode(b"b" * 32).decode()

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings, monkeypatch):
    """Three people written under the old key, one without a phone; two chunks."""
    settings.FIELD_KEYS = OLD
    monkeypatch.setattr(rotate_keys, "CHUNK", 2)
    community = Area.objects.create(code="341702001001", name="社区")
    return [
        Person.objects.create(
            full_name=f"甲{n}", id_number=f"N{n}", sex="1", birth_on=date(2000, 1, 1), community=community, phone=phone
        )
        for n, phone in enumerate(["13800001234", "", "13900001234"])
    ]


def _stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM registry_person ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_the_old_key_is_needed_no_more(people, settings):
    settings.FIELD_KEYS = f"{OLD},{NEW}"
    call_command("rotate_keys", stdout=StringIO())
    settings.FIELD_KEYS = NEW
    assert all(value.startswith("2:") for value in _stored())
    assert [(person.id_number, person.phone) for person in Person.objects.order_by("pk")] == [
        ("N0", "13800001234"),
        ("N1", ""),
        ("N2", "13900001234"),
    ]


def test_without_rotation_the_old_key_is_needed(people, settings):
    settings.FIELD_KEYS = NEW
    with pytest.raises(DecryptionError):
        Person.objects.get(pk=people[0].pk)


def test_digests_follow_a_new_lookup_key(people, settings):
    before = list(Person.objects.order_by("pk").values_list("id_digest", "phone_digest"))
    settings.LOOKUP_KEY = base64.b64encode(b"c" * 32).decode()
    call_command("rotate_keys", stdout=StringIO())
    after = list(Person.objects.order_by("pk").values_list("id_digest", "phone_digest"))
    assert not {digest for row in before for digest in row if digest} & {digest for row in after for digest in row}
    assert after[1][1] is None
    assert Person._meta.get_field("id_digest").digest_of("N1") == after[1][0]
