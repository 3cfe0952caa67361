from datetime import date

import pytest
from django.urls import reverse

from registry.models import Commissioner, HelperVisit, HelpingPair
from registry.services.people import leave_register
from registry.worklists import count_due_visits, due_visits
from tests.factories import HelpingPairFactory, PersonFactory, VisitFactory, VolunteerFactory, VolunteerWorkFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 18)


def test_a_commissioner_is_entered_and_leaves_the_post(client, clerk, chiyang):
    client.force_login(clerk)
    values = {"full_name": "操春兰", "community": chiyang.pk, "phone": "13800001234", "started_on": "2024-01-10"}
    client.post(reverse("registry:commissioner-add"), values)
    post = Commissioner.objects.get()
    assert Commissioner.objects.in_post_on(TODAY).exists()
    page = client.get(reverse("registry:commissioner-detail", args=[post.pk])).content.decode()
    assert "138****1234" in page
    client.post(reverse("registry:commissioner-end", args=[post.pk]), {"on": "2026-03-01"})
    assert not Commissioner.objects.in_post_on(TODAY).exists()
    assert Commissioner.objects.in_post_on(date(2026, 2, 28)).exists()


def test_the_hours_of_a_volunteer_add_up(client, clerk, chiyang):
    volunteer = VolunteerFactory()
    VolunteerWorkFactory(volunteer=volunteer, hours=2)
    client.force_login(clerk)
    url = reverse("registry:volunteer-work-add", args=[volunteer.pk])
    client.post(url, {"done_on": "2026-03-01", "hours": "1.5", "content": "理发"})
    page = client.get(reverse("registry:volunteer-detail", args=[volunteer.pk])).content.decode()
    assert "3.5" in page
    assert client.post(url, {"done_on": "2026-03-01", "hours": "25", "content": "理发"}).status_code == 422


def test_a_visit_is_due_after_the_days_of_the_pair(clerk, chiyang):
    often = HelpingPairFactory(helper_name="甲某", visit_every_days=10)
    VisitFactory(pair=often, visited_on=date(2026, 3, 1))
    HelpingPairFactory(helper_name="乙某", visit_every_days=90)
    never = HelpingPairFactory(helper_name="丙某", visit_every_days=30)
    assert [(due.due_on, due.detail[-2:]) for due in due_visits(clerk, TODAY, 9)] == [
        (date(2026, 2, 9), never.helper_name),
        (date(2026, 3, 11), often.helper_name),
    ]
    assert count_due_visits(clerk, TODAY) == (2, 2)


def test_entering_the_visit_settles_it(client, clerk, chiyang):
    pair = HelpingPairFactory()
    client.force_login(clerk)
    assert count_due_visits(clerk, TODAY) == (1, 1)
    url = reverse("registry:visit-add", args=[pair.pk])
    assert client.post(url, {"visited_on": "2026-01-09", "content": "早于结对"}).status_code == 422
    client.post(url, {"visited_on": "2026-03-17", "content": "看望"})
    assert HelperVisit.objects.get().pair == pair
    assert count_due_visits(clerk, TODAY) == (0, 0)


def test_nobody_is_helped_after_leaving_the_register(clerk, chiyang):
    pair = HelpingPairFactory(person=PersonFactory())
    leave_register(by=clerk, person=pair.person, on=date(2026, 3, 1), reason="moved")
    assert HelpingPair.objects.get().ended_on == date(2026, 3, 1)
