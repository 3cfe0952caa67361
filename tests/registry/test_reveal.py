"""Showing a masked value: with a reason, once, and never without an audit row."""

import pytest
from django.urls import reverse

from registry.models import AuditEntry

REASON = {"reason": "核对低保申请材料"}


def url(person, field="id-number") -> str:
    if field == "certificate":
        return reverse("registry:certificate-reveal", args=[person.certificates.get().pk])
    return reverse("registry:person-reveal", args=[person.pk, field])


def value(person, field) -> str:
    values = {"id-number": person.id_number, "phone": person.phone, "certificate": person.certificates.get().number}
    return values[field]


@pytest.mark.parametrize("field", ["id-number", "phone", "certificate"])
def test_the_reason_shows_the_value_once_and_is_kept(clerk, person, as_user, field):
    client = as_user(clerk)
    response = client.post(url(person, field), REASON)
    assert value(person, field) in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert value(person, field) not in client.get(url(person, field)).content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.staff, entry.person_id, entry.reason) == ("reveal", clerk, person.pk, REASON["reason"])
    assert value(person, field) not in str(entry.changes)


@pytest.mark.parametrize("reason", ["", "看", "   看   "])
def test_no_reason_no_value(clerk, person, as_user, reason):
    response = as_user(clerk).post(url(person), {"reason": reason})
    assert response.context["form"].errors["reason"]
    assert person.id_number not in response.content.decode()
    assert not AuditEntry.objects.exists()


def test_asking_shows_the_mask_only(clerk, person, as_user):
    page = as_user(clerk).get(url(person)).content.decode()
    assert person.masked_id_number in page
    assert person.id_number not in page
    assert not AuditEntry.objects.exists()


def test_the_neighbours_are_not_there(clerk, neighbour, as_user):
    assert as_user(clerk).post(url(neighbour), REASON).status_code == 404


@pytest.mark.parametrize("who", ["reviewer", "auditor", "finance", "administrator", "psychiatric_worker"])
def test_needs_the_permission(request, person, as_user, who):
    response = as_user(request.getfixturevalue(who)).post(url(person), REASON)
    assert response.status_code == 403
    assert not AuditEntry.objects.exists()


def test_other_fields_are_not_there(clerk, person, as_user):
    assert as_user(clerk).post(url(person, "address"), REASON).status_code == 404


def test_an_empty_value_is_not_there(clerk, person, as_user):
    person.phone = ""
    person.save()
    assert as_user(clerk).get(url(person, "phone")).status_code == 404
