from datetime import date

import pytest

from registry.models import AuditEntry
from registry.plugs import person_left
from registry.services.people import leave_register
from rehab.models import Need, RehabFile
from tests.rehab.factories import NeedFactory, RehabFileFactory


@pytest.mark.parametrize(
    ("reason", "close_reason"), [("died", "died"), ("moved", "moved"), ("duplicate", "left"), ("other", "left")]
)
def test_leaving_the_register_closes_file_and_needs(person, neighbour, clerk, reason, close_reason):
    RehabFileFactory(person=person)
    NeedFactory(person=person)
    RehabFileFactory(person=neighbour)
    leave_register(by=clerk, person=person, on=date(2026, 3, 1), reason=reason)
    file, need = RehabFile.objects.get(person=person), Need.objects.get(person=person)
    assert (file.closed_on, file.close_reason) == (date(2026, 3, 1), close_reason)
    assert (need.closed_on, need.close_reason) == (date(2026, 3, 1), "left")
    assert RehabFile.objects.get(person=neighbour).closed_on is None
    assert AuditEntry.objects.filter(object_type="rehab.rehabfile", action="close", staff=clerk).exists()


def test_what_was_begun_after_a_death_told_late_never_held(person, clerk):
    RehabFileFactory(person=person, opened_on=date(2026, 3, 5))
    NeedFactory(person=person, found_on=date(2026, 3, 4))
    person_left(person=person, on=date(2026, 3, 1), reason="died", by=clerk)
    assert RehabFile.objects.get().closed_on == date(2026, 3, 5)
    assert Need.objects.get().closed_on == date(2026, 3, 4)
    for day in (date(2026, 3, 4), date(2026, 3, 5)):
        assert not RehabFile.objects.open_on(day).exists()
        assert not Need.objects.open_on(day).exists()


def test_what_was_closed_before_stays_as_it_was(person, clerk):
    RehabFileFactory(person=person, closed_on=date(2026, 2, 1), close_reason="declined")
    person_left(person=person, on=date(2026, 3, 1), reason="died", by=clerk)
    assert RehabFile.objects.get().close_reason == "declined"
