from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.forms.fields import CommunityField
from registry.models import Area, Person
from registry.services.closing import close_community
from tests.factories import CommissionerFactory, MemberFactory, PersonFactory
from tests.rehab.factories import CoordinatorFactory, StationFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def successor(areas):
    return areas["341702001009"]


def test_its_people_move_by_dated_rows(client, administrator, chiyang, successor):
    household = MemberFactory(person=PersonFactory()).household
    client.force_login(administrator)
    url = reverse("registry:area-close", args=[chiyang.pk])
    client.post(url, {"on": "2026-03-01", "merged_into": successor.pk})
    chiyang.refresh_from_db()
    household.refresh_from_db()
    assert (chiyang.closed_on, chiyang.merged_into, household.community) == (DAY, successor, successor)
    assert Person.objects.living_on(date(2026, 2, 28), chiyang.pk).count() == 1
    assert Person.objects.living_on(DAY, chiyang.pk).count() == 0
    assert Person.objects.living_on(DAY, successor.pk).count() == 1


def test_who_lives_there_needs_somewhere_to_belong(administrator, chiyang, successor, qiupu):
    PersonFactory()
    with pytest.raises(ValidationError):
        close_community(by=administrator, community=chiyang, on=DAY, merged_into=None)
    with pytest.raises(ValidationError):
        close_community(by=administrator, community=chiyang, on=DAY, merged_into=chiyang)
    assert close_community(by=administrator, community=chiyang, on=DAY, merged_into=qiupu) == 1


def test_an_empty_one_is_just_closed_and_offered_no_more(administrator, chiyang):
    commissioner = CommissionerFactory()
    close_community(by=administrator, community=chiyang, on=DAY, merged_into=None)
    commissioner.refresh_from_db()
    assert commissioner.ended_on == DAY
    assert chiyang not in CommunityField(area_code="341702001").queryset
    assert chiyang in Area.objects.existing_on(date(2026, 2, 28))
    assert chiyang not in Area.objects.existing_on(DAY)
    with pytest.raises(ValidationError):
        close_community(by=administrator, community=chiyang, on=DAY, merged_into=None)


@pytest.mark.parametrize("factory", [CoordinatorFactory, StationFactory])
def test_what_is_open_there_is_closed_first(administrator, chiyang, factory):
    factory(community_id=chiyang.pk)
    with pytest.raises(ValidationError):
        close_community(by=administrator, community=chiyang, on=DAY, merged_into=None)
