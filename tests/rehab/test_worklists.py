from datetime import date, timedelta

import pytest
from django.urls import reverse

from registry.plugs import worklists_for
from rehab.worklists import CHILDREN, WITHOUT_FILE, WITHOUT_SERVICE
from tests.factories import PersonFactory
from tests.rehab.factories import NeedFactory, RehabFileFactory, ServiceFactory

TODAY = date(2026, 3, 18)


def ago(days):
    return TODAY - timedelta(days=days)


def names(waiting, staff, limit=10):
    return [due.text for due in waiting.items(staff, TODAY, limit)]


@pytest.fixture
def people(areas):
    """Three of my street and one of the other, who waits longest."""
    mine = [PersonFactory(full_name=name) for name in "甲乙丙"]
    return [*mine, PersonFactory(full_name="邻", community_id="341702002001")]


def test_needs_without_a_file_are_overdue_after_30_days(people, clerk):
    for person, days in zip(people, (30, 31, 5, 200), strict=True):
        NeedFactory(person=person, found_on=ago(days))
    NeedFactory(person=people[0], category="device", found_on=ago(2))
    assert WITHOUT_FILE.count(clerk, TODAY) == (3, 1)
    assert names(WITHOUT_FILE, clerk) == ["乙", "甲", "丙"]
    first = WITHOUT_FILE.items(clerk, TODAY, 1)
    assert [(due.due_on, due.url) for due in first] == [
        (ago(1), f"{reverse('rehab:file-open', args=[people[1].pk])}?next=%2F")
    ]


def test_an_open_file_settles_it_and_a_closed_one_does_not(people, clerk):
    for person in people[:2]:
        NeedFactory(person=person)
    RehabFileFactory(person=people[0])
    RehabFileFactory(person=people[1], closed_on=ago(10), close_reason="declined")
    assert names(WITHOUT_FILE, clerk) == ["乙"]


def test_ended_needs_and_people_who_left_are_nobodys_work(people, clerk):
    NeedFactory(person=people[0], closed_on=ago(3), close_reason="met")
    NeedFactory(person=people[1])
    people[1].left_on, people[1].left_reason = ago(1), "died"
    people[1].save()
    assert WITHOUT_FILE.count(clerk, TODAY) == (0, 0)


def test_a_file_is_due_its_next_service_90_days_after_the_last(people, clerk):
    for person, days in zip(people, (91, 80, 20, 300), strict=True):
        RehabFileFactory(person=person, opened_on=ago(400))
        ServiceFactory(person=person, served_on=ago(days))
        ServiceFactory(person=person, served_on=ago(399))
    assert WITHOUT_SERVICE.count(clerk, TODAY) == (2, 1)
    due = WITHOUT_SERVICE.items(clerk, TODAY, 10)
    assert [(one.text, one.due_on) for one in due] == [("甲", ago(1)), ("乙", TODAY + timedelta(days=10))]


def test_a_new_file_counts_from_its_opening(people, clerk):
    """A service of before the file says nothing about it."""
    RehabFileFactory(person=people[0], opened_on=ago(95))
    ServiceFactory(person=people[0], served_on=ago(200))
    RehabFileFactory(person=people[1], opened_on=ago(10))
    assert names(WITHOUT_SERVICE, clerk) == ["甲"]


def test_children_wait_30_days_at_most(areas, clerk, settings):
    child = PersonFactory(full_name="小", birth_on=date(2019, 3, 19))
    older = PersonFactory(full_name="大", birth_on=date(2019, 3, 18))
    served = PersonFactory(full_name="已", birth_on=date(2021, 1, 1))
    for person in (child, older, served):
        NeedFactory(person=person, found_on=ago(40))
    ServiceFactory(person=served, served_on=ago(39))
    assert names(CHILDREN, clerk) == ["小"]
    assert CHILDREN.count(clerk, TODAY) == (1, 1)
    ServiceFactory(person=child, served_on=ago(41))
    assert names(CHILDREN, clerk) == ["小"], "a service from before the need was found is no answer to it"
    settings.CHILD_REHAB_MAX_AGE = 14
    assert names(CHILDREN, clerk) == ["小", "大"]


@pytest.mark.parametrize("waiting", [CHILDREN, WITHOUT_FILE, WITHOUT_SERVICE])
def test_counting_is_one_query_and_listing_another(people, clerk, waiting, django_assert_num_queries):
    with django_assert_num_queries(1):
        waiting.count(clerk, TODAY)
    with django_assert_num_queries(1):
        waiting.items(clerk, TODAY, 10)


def test_only_who_can_settle_them_has_them(clerk, reviewer):
    mine = {worklist.key for worklist in worklists_for(clerk)}
    assert {"rehab-children", "rehab-file", "rehab-service"} <= mine
    assert not {worklist.key for worklist in worklists_for(reviewer)} & {
        "rehab-children",
        "rehab-file",
        "rehab-service",
    }
