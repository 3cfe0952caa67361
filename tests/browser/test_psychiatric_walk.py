"""From the clue to the confirmed drug card, each step by somebody else, and a visit at phone size; links are followed."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from psych_care import rules
from tests.browser.axe import violations
from tests.browser.conftest import PHONE

NAME, GUARDIAN = "檀谷雨", "檀春分"
PERSON = f"""
from tests.factories import PersonFactory
PersonFactory(full_name="{NAME}", community_id="341702001008", sequence=377)
"""
VISIT = {
    "risk": "0",
    "symptoms": "recovered",
    "insight": "full",
    "social": "good",
    "physical": "stable",
    "side_effects": "none",
    "adherence": "regular",
    "course": "improved",
}
TODAY = date.today().isoformat


def fill(page: Page, **values: str) -> None:
    """By the names of the fields; a radio button by its value."""
    for name, value in values.items():
        fields = page.locator(f"main [name={name}]")
        if fields.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f"main [name={name}][value='{value}']").check()
        elif fields.first.evaluate("field => field.tagName") == "SELECT":
            fields.select_option(index=int(value))
        else:
            fields.fill(value)


def save(page: Page, **values: str) -> None:
    fill(page, **values)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notice-success")).to_be_visible()
    assert violations(page) == []


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def find(page: Page) -> None:
    page.locator("main [name=q]").fill(NAME)
    page.locator("main [name=q]").press("Enter")
    page.get_by_role("main").get_by_role("link", name=NAME).first.click()


def through_the_gate(page: Page, reason: str) -> None:
    expect(page.get_by_role("heading", level=1, name="Open a psychiatric record")).to_be_visible()
    page.locator("main [name=reason]").fill(reason)
    page.get_by_role("button", name="Open the record").click()


@pytest.fixture
def work_as(open_as):
    """The hub of psychiatric care as one of its workers sees it."""

    def work(username: str, **options) -> Page:
        return open_as(username, "/psych/", language="en", **options)

    return work


def test_from_the_clue_to_the_confirmed_card(work_as, desk):
    desk.shell(PERSON)
    town = work_as("psychiatric2")
    _register(town)
    _found_by_the_town(town)
    _by_somebody_else(
        work_as("psychiatric"),
        "Diagnosis and plan",
        diagnosis="schizophrenia",
        specialist="市二院 王医师",
        treatment_plan="利培酮片，每日两片",
        on=TODAY(),
    )
    reviewer = work_as("psychiatric3")
    _by_somebody_else(reviewer, "Issue the card", hospital="1", on=TODAY())
    expect(reviewer.get_by_role("link", name="Follow up", exact=True)).to_have_count(0)
    _followed_and_confirmed(town)
    _visited_with_a_phone(work_as("psychiatric2", viewport=PHONE, has_touch=True, is_mobile=True))


def _register(page: Page) -> None:
    """Clue, diagnosis, consent, poverty, guardianship with a group."""
    follow(page, "Enter a clue")
    find(page)
    save(page, clue_source="family")
    follow(page, "Enter the diagnosis")
    save(page, on=TODAY(), diagnosis="schizophrenia", diagnosed_by="市二院 王医师")
    follow(page, "Put on file, with consent")
    save(page, on=TODAY(), consent_by=GUARDIAN)
    follow(page, "Edit")
    save(page, poor_since=TODAY())
    page.get_by_role("link", name="Enter Guardianship").click()
    save(page, guardian_name=GUARDIAN)
    page.get_by_role("link", name=f"Add a member {GUARDIAN}").click()
    save(page, full_name="舒大海", role="cadre")
    expect(page.get_by_text("舒大海")).to_be_visible()


def _found_by_the_town(page: Page) -> None:
    page.get_by_role("link", name="Propose Drug-relief card").click()
    save(page, circumstances="低保户，父亲年迈")
    expect(page.get_by_text("Candidate, to be diagnosed")).to_be_visible()
    expect(page.get_by_role("link", name="Diagnosis and plan", exact=True)).to_have_count(0)


def _by_somebody_else(page: Page, step: str, **values: str) -> None:
    page.get_by_role("main").get_by_role("link", name="Candidates to be decided").click()
    follow(page, NAME)
    through_the_gate(page, "药物救助卡审核")
    follow(page, step)
    save(page, **values)


def _followed_and_confirmed(page: Page) -> None:
    page.goto("/psych/")
    page.get_by_role("main").get_by_role("link", name="Valid drug-relief cards").click()
    page.locator("main [name=name]").fill(NAME)
    page.locator("main [name=name]").press("Enter")
    follow(page, NAME)
    follow(page, "Follow up")
    save(
        page,
        doctor_name="舒明",
        doctor_trained_on="2025-11-03",
        adherence="regular",
        course="improved",
        side_effects="none",
    )
    follow(page, "Confirm the intake")
    save(page, confirmed_by=GUARDIAN)
    expect(page.get_by_text("Intake confirmed by the guardian")).to_be_visible()


def _visited_with_a_phone(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Enter a visit").tap()
    find(page)
    # Signed in before, so the record stands open in this session still.
    save(page, note="情绪平稳，按时服药", **VISIT)
    page.goto("/psych/patients/")
    follow(page, NAME)
    due = rules.next_contact(date.fromisoformat(TODAY()), "stable", before=None, improved=True)
    expect(page.get_by_role("main")).to_contain_text(due.isoformat())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
