from datetime import date

import pytest

from registry.models import AuditEntry
from rehab.models import Need, Screening
from tests.rehab.factories import NeedFactory, ScreeningFactory


def entry(**changes):
    return {"screened_on": "2026-03-10", "screened_by": "舒明", "functional_note": "上下楼需搀扶", **changes}


def needs_of(person):
    return sorted(Need.objects.filter(person=person).values_list("category", "found_on"))


def test_a_screening_leaves_the_needs_it_found(at, person, clerk):
    response = at("rehab:screening-add", person.pk, data=entry(categories=["device", "medical"]))
    assert response.status_code == 302
    screening = Screening.objects.get()
    assert (screening.community_id, screening.entered_by) == (person.community_id, clerk)
    assert needs_of(person) == [("device", date(2026, 3, 10)), ("medical", date(2026, 3, 10))]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "object_type", "person_id")) == [
        ("add", "rehab.screening", person.pk),
        ("add", "rehab.need", person.pk),
        ("add", "rehab.need", person.pk),
    ]


def test_no_need_is_a_result_too(at, person):
    at("rehab:screening-add", person.pk, data=entry())
    assert Screening.objects.filter(person=person).exists()
    assert not Need.objects.exists()


def test_the_note_stays_out_of_the_audit_log(at, person):
    at("rehab:screening-add", person.pk, data=entry())
    assert AuditEntry.objects.get().changes["functional_note"] == [None, "…"]


def test_a_need_that_is_open_is_not_doubled(at, person):
    NeedFactory(person=person, category="device", found_on=date(2026, 1, 12))
    at("rehab:screening-add", person.pk, data=entry(categories=["device", "medical"]))
    assert needs_of(person) == [("device", date(2026, 1, 12)), ("medical", date(2026, 3, 10))]


def test_a_need_that_has_ended_may_be_found_again(at, person):
    NeedFactory(person=person, category="device", closed_on=date(2026, 2, 1), close_reason="met")
    at("rehab:screening-add", person.pk, data=entry(categories=["device"]))
    assert Need.objects.filter(person=person, closed_on=None).get().found_on == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-03-19", "tomorrow"),
        ("2024-01-09", "the day before registering"),
        ("1930-01-01", "before birth"),
        ("", "no day"),
    ],
)
def test_days_that_cannot_be(at, person, day, why):
    response = at("rehab:screening-add", person.pk, data=entry(screened_on=day))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["screened_on"]
    assert not Screening.objects.exists()


def test_twice_on_one_day_is_rejected(at, person):
    ScreeningFactory(person=person, screened_on=date(2026, 3, 10))
    assert at("rehab:screening-add", person.pk, data=entry()).status_code == 422
    assert Screening.objects.count() == 1


def test_what_was_typed_is_kept(at, person):
    page = at("rehab:screening-add", person.pk, data=entry(screened_on="", categories=["medical"])).content.decode()
    assert "上下楼需搀扶" in page
    assert page.count("checked") == 1


def test_correcting_moves_the_needs_with_the_day(at, person):
    need = NeedFactory(person=person, category="device", found_on=date(2026, 1, 12))
    data = entry(screened_on="2026-01-15", categories=["device", "training"], version=1)
    assert at("rehab:screening-edit", need.screening.pk, data=data).status_code == 302
    assert needs_of(person) == [("device", date(2026, 1, 15)), ("training", date(2026, 1, 15))]


def test_a_need_ticked_by_mistake_is_taken_away_with_a_trace(at, person):
    need = NeedFactory(person=person, category="device", found_on=date(2026, 1, 12))
    at("rehab:screening-edit", need.screening.pk, data=entry(screened_on="2026-01-12", version=1))
    assert not Need.objects.exists()
    removal = AuditEntry.objects.get(action="remove")
    assert (removal.object_id, removal.person_id) == (str(need.pk), person.pk)


def test_correcting_to_a_day_after_the_need_ended_is_rejected_whole(at, person):
    need = NeedFactory(person=person, closed_on=date(2026, 2, 1), close_reason="met")
    data = entry(screened_on="2026-02-05", screened_by="别人", categories=["training"], version=1)
    assert at("rehab:screening-edit", need.screening.pk, data=data).status_code == 422
    need.screening.refresh_from_db()
    assert (need.screening.screened_on, need.screening.screened_by) == (date(2026, 1, 12), "舒明")


def test_who_saves_second_sees_both_and_loses_nothing(at, person):
    screening = ScreeningFactory(person=person)
    Screening.objects.filter(pk=screening.pk).update(version=2, screened_by="先存的人")
    response = at("rehab:screening-edit", screening.pk, data=entry(screened_by="后存的人", version=1))
    assert response.status_code == 422
    assert "先存的人" in response.content.decode()
    assert "后存的人" in response.content.decode()
    screening.refresh_from_db()
    assert screening.screened_by == "先存的人"


def test_a_need_ends_with_day_and_reason(at, person):
    need = NeedFactory(person=person)
    response = at("rehab:need-end", need.pk, data={"on": "2026-03-01", "reason": "met"})
    assert response.status_code == 302
    need.refresh_from_db()
    assert (need.closed_on, need.close_reason) == (date(2026, 3, 1), "met")
    assert AuditEntry.objects.get().changes == {"closed_on": [None, "2026-03-01"], "close_reason": ["", "met"]}


@pytest.mark.parametrize(
    "data",
    [
        {"on": "2026-01-11", "reason": "met"},
        {"on": "2026-03-19", "reason": "met"},
        {"on": "2026-03-01", "reason": ""},
        {"on": "2026-03-01", "reason": "left"},
    ],
)
def test_ends_that_are_refused(at, person, data):
    need = NeedFactory(person=person)
    assert at("rehab:need-end", need.pk, data=data).status_code == 422
    need.refresh_from_db()
    assert need.closed_on is None


def test_ending_twice_is_rejected(at, person):
    need = NeedFactory(person=person, closed_on=date(2026, 2, 1), close_reason="met")
    assert at("rehab:need-end", need.pk, data={"on": "2026-03-01", "reason": "declined"}).status_code == 422
    need.refresh_from_db()
    assert need.close_reason == "met"
