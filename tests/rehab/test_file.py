from datetime import date

import pytest

from registry.models import AuditEntry, Residence
from rehab.forms.cases import FileForm
from rehab.models import Need, RehabFile
from tests.rehab.factories import NeedFactory, RehabFileFactory, ServiceFactory

ENTRY = {"opened_on": "2026-03-10", "responsible_name": "舒明", "goal": "改善行走能力"}
CLOSING = {"on": "2026-03-12", "reason": "goals_reached"}


def test_opening_a_file(at, person):
    assert at("rehab:file-open", person.pk, data=ENTRY).status_code == 302
    file = RehabFile.objects.get()
    assert (file.person, file.opened_on, file.closed_on) == (person, date(2026, 3, 10), None)
    assert AuditEntry.objects.get().action == "add"


def test_a_second_open_file_is_rejected(at, person):
    RehabFileFactory(person=person)
    assert at("rehab:file-open", person.pk, data=ENTRY).status_code == 422
    assert RehabFile.objects.count() == 1


def test_the_form_says_so_before_anything_is_typed(at, person):
    assert at("rehab:file-open", person.pk).context["notice"] == ""
    RehabFileFactory(person=person)
    assert at("rehab:file-open", person.pk).context["notice"]


def test_two_clicks_at_the_same_moment_open_one_file(person, clerk):
    """Between checking my form and saving it somebody else opened a file: the database refuses, the form says so."""
    form = FileForm(ENTRY, person=person)
    assert form.is_valid()
    RehabFileFactory(person=person)
    assert form.save_change(by=clerk) is None
    assert form.non_field_errors()
    assert RehabFile.objects.count() == 1


def test_opening_again_is_a_new_file(at, person):
    RehabFileFactory(person=person, closed_on=date(2026, 2, 1), close_reason="declined")
    at("rehab:file-open", person.pk, data=ENTRY)
    assert RehabFile.objects.filter(person=person).count() == 2
    assert RehabFile.objects.open_on(date(2026, 3, 18)).get().opened_on == date(2026, 3, 10)


def test_the_file_takes_the_community_of_its_day(at, person, areas):
    """Moved on 1 March: what is entered for February belongs to where the person lived then."""
    person.residences.update(until_on=date(2026, 3, 1))
    Residence.objects.create(person=person, community=areas["341702001009"], from_on=date(2026, 3, 1))
    person.community = areas["341702001009"]
    person.save()
    at("rehab:file-open", person.pk, data=ENTRY | {"opened_on": "2026-02-28"})
    file = RehabFile.objects.get()
    assert file.community_id == "341702001008"
    at("rehab:file-edit", file.pk, data=ENTRY | {"opened_on": "2026-03-01", "version": 1})
    file.refresh_from_db()
    assert file.community_id == "341702001009"


def test_closing_ends_the_open_needs_when_asked(at, person):
    file, need = RehabFileFactory(person=person), NeedFactory(person=person)
    assert at("rehab:file-close", file.pk, data=CLOSING | {"with_needs": "on"}).status_code == 302
    file.refresh_from_db()
    need.refresh_from_db()
    assert (file.closed_on, file.close_reason, file.version) == (date(2026, 3, 12), "goals_reached", 2)
    assert (need.closed_on, need.close_reason) == (date(2026, 3, 12), "met")
    assert [entry.object_type for entry in AuditEntry.objects.order_by("pk")] == ["rehab.rehabfile", "rehab.need"]


def test_closing_leaves_the_needs_when_not_asked(at, person):
    file = RehabFileFactory(person=person)
    NeedFactory(person=person)
    at("rehab:file-close", file.pk, data=CLOSING)
    assert Need.objects.get().closed_on is None


def test_closing_twice_is_rejected(at, person):
    file = RehabFileFactory(person=person, closed_on=date(2026, 2, 1), close_reason="declined")
    assert at("rehab:file-close", file.pk, data=CLOSING).status_code == 422
    file.refresh_from_db()
    assert (file.closed_on, file.close_reason) == (date(2026, 2, 1), "declined")
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"on": "2026-01-19"}, {"on": "2026-03-19"}, {"reason": ""}, {"reason": "died"}, {"reason": "moved"}],
    ids=["before opening", "tomorrow", "no reason", "the dead leave the register", "so do the moved"],
)
def test_closings_that_are_refused(at, person, changes):
    file = RehabFileFactory(person=person)
    assert at("rehab:file-close", file.pk, data=CLOSING | changes).status_code == 422
    file.refresh_from_db()
    assert file.closed_on is None


def test_the_page_shows_the_services_of_its_time_only(at, person):
    file = RehabFileFactory(person=person)
    ServiceFactory(person=person, served_on=date(2026, 1, 5), content="太早")
    ServiceFactory(person=person, served_on=date(2026, 2, 5), content="步态训练")
    page = at("rehab:file-detail", file.pk).content.decode()
    assert "步态训练" in page
    assert "太早" not in page


def test_a_closed_file_offers_no_closing(at, person, reviewer):
    file = RehabFileFactory(person=person)
    assert at("rehab:file-detail", file.pk).context["may_close"]
    assert not at("rehab:file-detail", file.pk, user=reviewer).context["may_close"]
    RehabFile.objects.update(closed_on=date(2026, 2, 1), close_reason="declined")
    assert not at("rehab:file-detail", file.pk).context["may_close"]
