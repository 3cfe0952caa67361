"""Every personal field is classified, and what is classified as encrypted is unreadable in the database."""

import pytest
from django.apps import apps
from django.db import connection, models

from registry.classification import CLASSIFICATION, ENCRYPTED, MASKED, PLAIN
from registry.encrypted_fields import DigestField, EncryptedField
from registry.encryption import DecryptionError, parse_keys
from registry.models import Certificate, Person
from tests.factories import CertificateFactory, PersonFactory

# Dates, places, versions and links are not personal values of their own; a birth date is.
BOOKKEEPING = (models.ForeignKey, models.DateField, models.AutoField, DigestField)
PERSONAL_DATES = {"registry.Person.birth_on"}
OURS = ("registry", "rehab", "psych_care", "relief")


def models_about_people():
    """Person, whatever leads to a person, and the lines of those."""
    about = [Person]
    for model in apps.get_models():
        if model._meta.app_label in OURS and any(
            f.name == "person" and f.is_relation for f in model._meta.get_fields()
        ):
            about.append(model)
    lines = [
        f.related_model
        for model in about
        for f in model._meta.related_objects
        if f.related_model._meta.app_label in OURS and f.on_delete is models.CASCADE
    ]
    return {*about, *lines}


def personal_fields():
    for model in models_about_people():
        for field in model._meta.concrete_fields:
            label = f"{model._meta.label}.{field.name}"
            if label in PERSONAL_DATES or not (isinstance(field, BOOKKEEPING) or field.name == "version"):
                yield label, field


def test_every_personal_field_is_classified():
    assert {label for label, _field in personal_fields()} - set(CLASSIFICATION) == set()


def test_the_guard_sees_a_field_that_is_not_classified(monkeypatch):
    """Its twin: with one line missing the check above finds it."""
    monkeypatch.delitem(CLASSIFICATION, "registry.Person.phone")
    assert {label for label, _field in personal_fields()} - set(CLASSIFICATION) == {"registry.Person.phone"}


def test_nothing_is_classified_that_is_not_there():
    known = {f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.concrete_fields}
    assert set(CLASSIFICATION) - known == set()
    assert set(CLASSIFICATION.values()) <= {ENCRYPTED, MASKED, PLAIN}


def test_encrypted_means_an_encrypted_field():
    for label, kept in CLASSIFICATION.items():
        model, name = label.rsplit(".", 1)
        assert isinstance(apps.get_model(model)._meta.get_field(name), EncryptedField) == (kept == ENCRYPTED), label


def raw(model, column: str):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


@pytest.fixture
def stored(areas):
    return CertificateFactory(person=PersonFactory()).person


def test_the_database_holds_no_number_in_clear(stored):
    for model, column, value in (
        (Person, "id_number", stored.id_number),
        (Person, "phone", stored.phone),
        (Certificate, "number", stored.certificates.get().number),
    ):
        kept = raw(model, column)
        assert kept.startswith("1:")
        assert value not in kept
        assert value not in (raw(model, f"{column}_digest") if column != "id_number" else raw(model, "id_digest"))


def test_the_same_number_is_never_written_alike(areas):
    PersonFactory(phone="19900001111")
    first = raw(Person, "phone")
    Person.objects.get().save()
    assert raw(Person, "phone") != first


def test_a_wrong_key_raises(stored, settings):
    settings.FIELD_KEYS = "1:" + "C" * 42 + "A="
    assert parse_keys(settings.FIELD_KEYS)
    with pytest.raises(DecryptionError):
        Person.objects.get()


def test_a_value_moved_to_another_column_raises(stored):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_person SET id_number = phone")
    with pytest.raises(DecryptionError):
        Person.objects.get()


def test_equal_numbers_of_different_fields_have_different_digests(stored):
    fields = Person._meta.get_field("id_digest"), Person._meta.get_field("phone_digest")
    assert fields[0].digest_of("19900001111") != fields[1].digest_of("19900001111")


def test_ciphertext_cannot_be_compared(stored):
    from django.core.exceptions import FieldError

    with pytest.raises(FieldError):
        Person.objects.filter(phone=stored.phone).exists()
