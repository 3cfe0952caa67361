from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from registry.models import Area, AuditEntry
from reports.boards import Figures
from reports.indicators import INDICATORS
from reports.models import Target
from tests.conftest import NOW

LIST = reverse("reports:target-list")


def _target(area_id="341702", **kwargs):
    values = {"indicator": "R05", "year": 2026, "value": 90, "source": "计划", **kwargs}
    return Target.objects.create(area_id=area_id, **values)


def _targets_of(area_code):
    area = Area.objects.get(code=area_code)
    figures = Figures([INDICATORS["R05"]], area, NOW.date())
    return [t.value for t in figures.line(INDICATORS["R05"], area).outcome.targets]


def test_a_target_binds_the_areas_below_until_they_have_their_own(areas):
    _target()
    _target("341702002", value=95)
    assert _targets_of("341702001") == [90]
    assert _targets_of("341702002") == [95]
    assert _targets_of("341702002001") == [95]


def test_the_first_of_two_sources_decides(areas):
    _target(value=95, source="民政", position=2)
    _target(value=80, source="计划", position=1)
    assert _targets_of("341702") == [80, 95]


def test_manager_sets_a_target_and_it_is_recorded(as_user, manager):
    data = {"indicator": "R05", "value": "92.5", "area": "341702", "year": 2026, "source": "文件", "position": 1}
    assert as_user(manager).post(reverse("reports:target-add"), data).status_code == 302
    target = Target.objects.get()
    assert target.value == Decimal("92.5")
    assert AuditEntry.objects.filter(action="add", object_type="reports.target", object_id=str(target.pk)).exists()


@pytest.mark.parametrize(("value", "area"), [("101", "341702"), ("-1", "341702"), ("90", "341721")])
def test_impossible_targets_are_refused(as_user, manager, value, area):
    data = {"indicator": "R05", "value": value, "area": area, "year": 2026, "source": "文件", "position": 1}
    assert as_user(manager).post(reverse("reports:target-add"), data).status_code == 422
    assert not Target.objects.exists()


def test_who_saves_second_sees_both_values(as_user, manager):
    target, client = _target(), as_user(manager)
    url = reverse("reports:target-edit", args=[target.pk])
    data = {"indicator": "R05", "area": "341702", "year": 2026, "source": "计划", "position": 1, "version": 1}
    assert client.post(url, {**data, "value": "91"}).status_code == 302
    response = client.post(url, {**data, "value": "93"})
    assert response.context["form"].conflict
    target.refresh_from_db()
    assert target.value == 91
    assert "93" in response.content.decode()


def test_deleting_is_recorded_with_what_stood_there(as_user, manager):
    target = _target()
    as_user(manager).post(reverse("reports:target-delete", args=[target.pk]))
    assert not Target.objects.exists()
    assert AuditEntry.objects.get(action="delete").changes["value"][1] == "90.00"


def test_clerk_sees_the_district_target_but_may_not_change_it(as_user, clerk):
    target = _target()
    client = as_user(clerk)
    assert "90%" in client.get(LIST).content.decode()
    assert client.get(reverse("reports:target-edit", args=[target.pk])).status_code == 403


def test_a_street_manager_cannot_change_the_target_above(as_user, clerk):
    from registry.models import StaffRole

    StaffRole.objects.create(staff=clerk, role="manager")
    target = _target()
    assert as_user(clerk).get(reverse("reports:target-edit", args=[target.pk])).status_code == 404


@pytest.mark.parametrize("values", [{"value": -1}, {"year": 1999}])
def test_constraints_of_a_target(areas, values):
    with pytest.raises(IntegrityError):
        _target(**values)


def test_a_source_has_one_target_an_indicator_area_and_year(areas):
    _target()
    with pytest.raises(IntegrityError):
        _target(value=91)
