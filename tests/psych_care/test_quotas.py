"""Places for cards: shared out, moved and used, never overdrawn, not even by two at once."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.db.models import Sum

from psych_care.models import CardPlace, CardQuota
from psych_care.services import cards, quotas
from registry.models import AuditEntry
from tests.factories import PersonFactory
from tests.psych_care import card_factories as make
from tests.psych_care import factories as psych

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 3, 18)


@pytest.fixture
def district(psychiatric_worker):
    quota = make.QuotaFactory.build(area_id="341702", places=10)
    return quotas.add_quota(quota=quota, by=psychiatric_worker)


def share(code: str, places: int, by):
    return quotas.add_quota(quota=make.QuotaFactory.build(area_id=code, places=places), by=by)


@pytest.fixture
def streets(district, psychiatric_worker):
    return [share("341702001", 4, psychiatric_worker), share("341702002", 3, psychiatric_worker)]


def shared_out(quota) -> tuple[int, int]:
    """As the row tells, and as the areas below add up."""
    quota.refresh_from_db()
    below = CardQuota.objects.filter(area__code__inside=quota.area_id).exclude(pk=quota.pk)
    return quota.shared_out, below.aggregate(sum=Sum("places", default=0))["sum"]


def test_what_is_shared_out_adds_up(district, streets):
    assert shared_out(district) == (7, 7)
    assert district.left_over == 3


def test_no_more_is_shared_out_than_there_is(district, streets, psychiatric_worker):
    PersonFactory()
    with pytest.raises(ValidationError, match="3 places left"):
        quotas.change_places(quota=streets[0], places=8, by=psychiatric_worker)
    assert shared_out(district) == (7, 7)
    quotas.change_places(quota=streets[0], places=7, by=psychiatric_worker)
    assert shared_out(district) == (10, 10)


def test_fewer_places_go_back_but_never_under_what_is_used(district, streets, psychiatric_worker):
    CardQuota.objects.filter(pk=streets[0].pk).update(used=2)
    with pytest.raises(ValidationError, match="2 places"):
        quotas.change_places(quota=streets[0], places=1, by=psychiatric_worker)
    assert shared_out(district) == (7, 7)
    quotas.change_places(quota=streets[0], places=2, by=psychiatric_worker)
    assert shared_out(district) == (5, 5)


def test_places_move_between_streets_in_one_transaction(district, streets, psychiatric_worker):
    quotas.reallocate(quota=streets[0], target=streets[1], places=2, by=psychiatric_worker)
    assert list(
        CardQuota.objects.filter(area__in=["341702001", "341702002"]).order_by("area").values_list("places")
    ) == [
        (2,),
        (5,),
    ]
    assert shared_out(district) == (7, 7)
    rows = AuditEntry.objects.filter(action="reallocate")
    assert [row.changes["places"] for row in rows.order_by("pk")] == [[4, 2], [3, 5]]


def test_used_places_do_not_move(district, streets, psychiatric_worker):
    CardQuota.objects.filter(pk=streets[0].pk).update(used=3)
    with pytest.raises(ValidationError, match="1 places left"):
        quotas.reallocate(quota=streets[0], target=streets[1], places=2, by=psychiatric_worker)
    assert list(CardQuota.objects.order_by("area").values_list("places", flat=True)) == [10, 4, 3]
    assert not AuditEntry.objects.filter(action="reallocate").exists()


def test_places_move_only_below_the_same_area(district, streets, psychiatric_worker):
    other_year = make.QuotaFactory(year=2027)
    for target in (district, other_year, streets[0]):
        with pytest.raises(ValidationError, match="same"):
            quotas.reallocate(quota=streets[0], target=target, places=1, by=psychiatric_worker)


def test_yuan_a_place(district):
    district.city_money, district.matched_money = Decimal(500), Decimal(1200)
    assert str(quotas.yuan_a_place(district)) == "170.00"
    assert quotas.yuan_a_place(make.QuotaFactory.build(places=0)) is None


def test_my_own_area_does_not_help_itself(at, district, streets, psychiatric_worker):
    psychiatric_worker.area_id = "341702001"
    psychiatric_worker.save()
    assert at("card-quota-places", streets[0].pk, data={"places": 9}).status_code == 422
    assert at("card-quota-detail", streets[1].pk).status_code == 404


def test_quotas_are_entered_shared_and_moved_on_their_pages(at, district, streets):
    data = {"year": 2026, "places": 4, "city_money": 0, "matched_money": 0, "version": 1}
    assert at("card-quota-add", data=data | {"area": "341702001"}).status_code == 422
    assert at("card-quota-move", streets[0].pk, data={"target": streets[1].pk, "places": 9}).status_code == 422
    assert at("card-quota-move", streets[0].pk, data={"target": streets[1].pk, "places": 1}).status_code == 302
    assert at("card-quota-places", streets[0].pk, data={"places": 6}).status_code == 302
    page = at("card-quota-detail", district.pk)
    cells = [[cell["text"] for cell in line] for line in page.context["tables"][0].lines()]
    assert [row[1] for row in cells] == ["6", "4"]
    assert at("card-quota-edit", district.pk, data={"city_money": 500, "matched_money": 1200, "version": 3}).status_code


def test_hospitals_are_designated_and_ended(at, psychiatric_worker):
    at("designated-hospital-add", data={"name": "市二院", "address": "", "opened_on": "2026-01-01", "version": 1})
    hospital = make.models.DesignatedHospital.objects.get()
    assert at("designated-hospital-close", hospital.pk, data={"on": "2025-12-31"}).status_code == 422
    assert at("designated-hospital-close", hospital.pk, data={"on": "2026-03-01"}).status_code == 302
    with pytest.raises(ValidationError):
        quotas.close_hospital(hospital=hospital, on=TODAY, by=psychiatric_worker)


# ---- two at once: only PostgreSQL runs two writing transactions beside each other ----


def _race(work, times: int) -> list:
    """What each of `times` threads came to, all let go together; on SQLite, with its one writer, one after another."""
    together = connection.vendor == "postgresql"
    barrier, results = Barrier(times if together else 1), []

    def run(number):
        try:
            results.append(work(number, barrier))
        except ValidationError:
            results.append(None)
        finally:
            if together:
                connections.close_all()

    if not together:
        for number in range(times):
            run(number)
        return results
    threads = [Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def last_place(transactional_db, areas, psychiatric_worker):
    """Four diagnosed patients, one place."""
    make.QuotaFactory(places=1)
    hospital = make.HospitalFactory()
    people = [psych.PatientFactory().person for _ in range(4)]
    return [make.DiagnosedFactory(person=person) for person in people], hospital, psychiatric_worker


def _issue(last_place):
    diagnosed, hospital, staff = last_place

    def work(number, barrier):
        barrier.wait(30)
        cards.issue(card=diagnosed[number], by=staff, on=TODAY, hospital=hospital)
        return diagnosed[number].number

    return work


def test_the_last_place_is_given_once(last_place):
    numbers = [number for number in _race(_issue(last_place), 4) if number]
    quota = CardQuota.objects.get()
    assert (len(numbers), quota.used, CardPlace.objects.count()) == (1, 1, 1)


def test_without_the_guard_it_is_given_twice(last_place, monkeypatch):
    """The harm: a place looked for first and counted afterwards is found by both."""
    early, barrier = CardQuota.objects.get(), Barrier(2)

    def unguarded(*, card, on, year):
        quota = CardQuota.objects.get() if connection.vendor == "postgresql" else early
        assert quota.left_over > 0
        if connection.vendor == "postgresql":
            barrier.wait(30)
        CardQuota.objects.filter(pk=quota.pk).update(used=quota.used + 1)
        CardPlace.objects.create(card=card, quota=quota, taken_on=on)
        return quota

    monkeypatch.setattr(quotas, "take_place", unguarded)
    assert len([number for number in _race(_issue(last_place), 2) if number]) == 2
    assert (CardQuota.objects.get().used, CardPlace.objects.count()) == (1, 2)


def test_the_database_refuses_an_overdraft_past_all_code(areas):
    from tests.constraints import assert_refused

    quota = make.QuotaFactory(places=1, used=1)
    assert_refused("card_quota_not_overdrawn", lambda: CardQuota.objects.filter(pk=quota.pk).update(used=2))


def test_moving_and_using_at_once_never_overdraws(transactional_db, areas, psychiatric_worker):
    make.QuotaFactory(area_id="341702", places=2, shared_out=2)
    source, target = make.QuotaFactory(places=1), make.QuotaFactory(area_id="341702002", places=1)
    card, hospital = make.DiagnosedFactory(person=psych.PatientFactory().person), make.HospitalFactory()

    def work(number, barrier):
        barrier.wait(30)
        if number:
            cards.issue(card=card, by=psychiatric_worker, on=TODAY, hospital=hospital)
        else:
            quotas.reallocate(quota=source, target=target, places=1, by=psychiatric_worker)
        return True

    assert sorted(map(str, _race(work, 2))) == ["None", "True"]
    assert CardQuota.objects.filter(area__in=["341702001", "341702002"]).aggregate(s=Sum("places"))["s"] == 2
