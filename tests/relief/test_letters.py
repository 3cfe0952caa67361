"""Letters and the notice sheet as PDF: what must stand there, and what must not."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from relief.services import entitlements
from tests.factories import PersonFactory
from tests.relief.factories import AmountFactory, ApplicationFactory, EntitlementFactory, NoticeFactory


def words(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    reader = PdfReader(io.BytesIO(response.content))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")


@pytest.fixture
def refused(desk, severe):
    application = desk.receive(severe)
    desk.take(application, "accept")
    desk.take(application, "refuse", reason="户籍不在本区")
    return application


@pytest.mark.slow
def test_the_refusal_tells_the_reason(at, refused):
    text = words(at("relief:application-letter", refused.pk, "refused"))
    assert "方桂英" in text
    assert "户籍不在本区" in text
    assert refused.number in text
    assert refused.person.id_number not in text


@pytest.mark.slow
def test_a_name_that_no_face_holds_is_told(at, desk, chiyang):
    person = PersonFactory(full_name="方\U0002a6d0", community=chiyang)
    application = desk.receive(person)
    desk.take(application, "accept")
    assert "〓" in words(at("relief:application-letter", application.pk, "accepted"))


def test_no_letter_of_what_did_not_happen(at, refused):
    assert at("relief:application-letter", refused.pk, "approved").status_code == 404
    assert at("relief:application-letter", refused.pk, "magic").status_code == 404


@pytest.mark.slow
def test_the_letter_of_change_tells_both_amounts(at, person):
    entitlement = EntitlementFactory(person=person)
    AmountFactory(entitlement=entitlement, from_month=date(2026, 3, 1), amount=135, reason="standard")
    text = words(at("relief:entitlement-letter", entitlement.pk, "changed"))
    assert "100.00" in text
    assert "135.00" in text
    assert at("relief:entitlement-letter", entitlement.pk, "stopped").status_code == 404


@pytest.mark.slow
def test_the_letter_of_stopping_tells_the_month(at, person, clerk):
    entitlement = EntitlementFactory(person=person)
    entitlements.stop(entitlement=entitlement, on=date(2026, 3, 9), reason="voluntary", by=clerk)
    assert "2026-04" in words(at("relief:entitlement-letter", entitlement.pk, "stopped"))


@pytest.mark.slow
def test_the_sheet_holds_no_minor_and_no_neighbour(at, severe, neighbour, chiyang):
    child = PersonFactory(full_name="钱小宝", birth_on=date(2015, 5, 5), community=chiyang)
    for one in (severe, neighbour, child):
        NoticeFactory(application=ApplicationFactory(person=one, state="on_notice"))
    text = words(at("relief:notice-sheet", "341702001"))
    assert "方桂英" in text
    assert "钱小宝" not in text
    assert neighbour.full_name not in text
    assert at("relief:notice-sheet", "341702002").status_code == 404
