import pytest
from django.urls import reverse

from psych_care.gate import OPENED
from tests.psych_care.factories import PatientFactory


@pytest.fixture
def patient(person):
    return PatientFactory(person=person)


@pytest.fixture
def client_inside(psychiatric_worker, as_user, patient):
    """The psychiatric worker, who has told a reason for this patient already."""
    client = as_user(psychiatric_worker)
    session = client.session
    session[OPENED] = [patient.person_id]
    session.save()
    return client


@pytest.fixture
def at(client_inside):
    """`at("visit-add", person.pk, data={…})`: the page; with data it is sent in."""

    def call(name, *args, data=None, **kwargs):
        url = reverse(f"psych_care:{name}", args=args, kwargs=kwargs)
        return client_inside.get(url) if data is None else client_inside.post(url, data)

    return call
