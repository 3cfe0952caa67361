import pytest

from rehab.models import Outreach
from reports.annual.activity import activity
from reports.periods import whole_year
from tests.rehab.factories import OutreachFactory

ENTRY = {
    "area": "341702001",
    "kind": "lecture",
    "title": "脑卒中康复知识讲座",
    "held_on": "2026-03-01",
    "reached": "60",
    "copies": "200",
    "passed": "",
}


def test_entering_a_lecture(at):
    assert at("rehab:outreach-add", data=ENTRY).status_code == 302
    event = Outreach.objects.get()
    assert (event.reached, event.copies, event.passed) == (60, 200, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"reached": "0"},
        {"reached": "-3"},
        {"reached": "many"},
        {"passed": "20"},
        {"kind": "relatives", "passed": "61"},
        {"area": "341702002"},
        {"held_on": "2026-03-19"},
        {"title": ""},
    ],
)
def test_an_event_that_is_refused_keeps_what_was_entered(at, areas, changes):
    response = at("rehab:outreach-add", data=ENTRY | changes)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Outreach.objects.exists()


def test_the_same_event_is_not_entered_twice(at):
    OutreachFactory(title=ENTRY["title"], held_on=ENTRY["held_on"])
    assert at("rehab:outreach-add", data=ENTRY).status_code == 422


def test_a_training_of_relatives_has_marks(at):
    assert at("rehab:outreach-add", data=ENTRY | {"kind": "relatives", "passed": "55"}).status_code == 302
    assert Outreach.objects.get().passed == 55


def test_correcting_an_event(at, areas):
    event = OutreachFactory()
    assert at("rehab:outreach-edit", event.pk, data=ENTRY | {"version": 1}).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.copies, event.version) == (ENTRY["title"], 200, 2)


def test_the_list_tells_how_many_were_reached(at, areas):
    OutreachFactory(reached=1000, copies=30)
    OutreachFactory(reached=500, kind="publicity")
    OutreachFactory(reached=9000, area_id="341702002")
    assert "1,500" in at("rehab:outreach-list").context["summary"]
    assert "1,000" in at("rehab:outreach-list", query="?kind=lecture").context["summary"]


def test_the_report_counts_the_events_of_the_year_and_area(areas):
    OutreachFactory(reached=40, copies=10, held_on="2025-01-01")
    OutreachFactory(reached=50, copies=20, held_on="2025-12-31", area_id="341702001008")
    OutreachFactory(reached=9, held_on="2026-01-01")
    OutreachFactory(reached=9, held_on="2025-06-01", area_id="341702002")
    events = activity(whole_year(2025), "341702001").events
    assert (events.held, events.reached, events.copies) == (2, 90, 30)
