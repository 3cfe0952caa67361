"""Relief from the application to the bank and back, each step on its page and by the account whose step it is."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from relief.months import months_after
from tests.browser.axe import violations
from tests.relief.factories import make_card

NAME, COMMUNITY = "柯春分", "341702001008"
APPLICANT = f"""
from datetime import date
from tests.factories import CertificateFactory, PersonFactory, make_id_number
born = date(1968, 3, 20)
number = make_id_number(born, "2", 301)
one = PersonFactory(full_name="{NAME}", community_id="{COMMUNITY}", sex="2", birth_on=born, id_number=number)
CertificateFactory(person=one, grade=1)
print(one.pk)
"""
# No page lets seven days pass.
NOTICE_RAN = """
from datetime import timedelta
from relief.models import Notice
for notice in Notice.objects.filter(application={pk}):
    week = timedelta(days=8)
    Notice.objects.filter(pk=notice.pk).update(starts_on=notice.starts_on - week, ends_on=notice.ends_on - week)
"""
PREPARING_SECONDS = 30


@pytest.fixture
def walk(open_as):
    """`walk("clerk", path)`: a page in the code's own words, with nothing that a screen reader would stumble over."""

    def go(username, path):
        page = open_as(username, path, language="en")
        assert violations(page) == []
        return page

    return go


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def path_of(page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


def test_from_the_application_to_a_payment_made_again(walk, desk, output_path):
    person = desk.shell(APPLICANT)
    application = _apply(walk, person)
    desk.shell(NOTICE_RAN.format(pk=application.rstrip("/").rsplit("/", 1)[1]))
    for username, button in (("reviewer", "Pass the review"), ("approver", "Approve")):
        page = walk(username, application)
        press(page, button)
    expect(page.get_by_role("main")).to_contain_text("Approved")
    _set_account(walk, person, 91_001)

    next_month, after_that = (months_after(date.today(), n) for n in (1, 2))
    run = _prepare(walk, next_month)
    _lead(walk, run)
    content = _bank_file(walk, run, output_path)
    reference = next(row.split("|")[1] for row in content.splitlines() if f"|{NAME}|" in row)
    assert len(content.splitlines()) > 5
    _take_in(walk, run, output_path, reference, content)

    page = walk("clerk", "/relief/payments/?state=to_correct")
    page.get_by_role("link", name=NAME).click()
    follow(page, "Set another account")
    _fill_account(page, 91_002)
    expect(page.get_by_role("main")).to_contain_text("Corrected: the next run pays it again.")

    again = _prepare(walk, after_that)
    page = walk("manager", again)
    follow(page, "Paid again after a return")
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text(f"{next_month:%Y-%m}")
    expect(row).to_contain_text(make_card(91_002)[-4:])
    row.get_by_role("link", name=NAME).click()
    follow(page, reference)
    expect(page.get_by_role("main")).to_contain_text("账号不存在")


def _apply(walk, person: str) -> str:
    """Up to the public notice, by the clerk; the application's address."""
    page = walk("clerk", f"/relief/applications/receive/{person}/")
    page.get_by_label("重度残疾人护理补贴").check()
    page.locator("[data-save]").click()
    page.wait_for_url(re.compile(r"/relief/applications/\d+/$"))
    address = path_of(page)
    press(page, "Accept")
    for link, values in (
        ("Enter the matching", {}),
        ("Enter the home visit", {"first_visitor": "舒明", "second_visitor": "章华", "members": "1"}),
        ("Pass the first review", {}),
    ):
        follow(page, link)
        for name, value in values.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[data-save]").click()
        page.wait_for_url(address)
    press(page, "Post the public notice")
    expect(page.get_by_role("main")).to_contain_text("On public notice")
    return address


def _set_account(walk, person: str, sequence: int) -> None:
    page = walk("clerk", f"/relief/accounts/set/{person}/")
    _fill_account(page, sequence)


def _fill_account(page, sequence: int) -> None:
    page.locator("[name=number]").fill(make_card(sequence))
    page.locator("[name=bank_name]").fill("池州农商银行")
    page.locator("[data-save]").click()
    expect(page.locator("[name=number]")).to_have_count(0)


def _prepare(walk, month) -> str:
    """By the manager and the worker; the run's address, once it is prepared."""
    page = walk("manager", "/relief/runs/prepare/")
    page.locator("[name=area]").select_option(COMMUNITY[:9])
    page.locator("[name=month]").select_option(f"{month:%Y-%m}")
    page.locator("[data-save]").click()
    page.wait_for_url(re.compile(r"/relief/runs/\d+/$"))
    deadline = time.monotonic() + PREPARING_SECONDS
    confirm = page.get_by_role("button", name="Confirm the identity")
    while not confirm.count() and time.monotonic() < deadline:
        time.sleep(0.3)
        page.reload()
    expect(page.get_by_role("main")).to_contain_text("Everyone stands in one place, to the cent")
    return path_of(page)


def _lead(walk, run: str) -> None:
    page = walk("manager", run)
    press(page, "Confirm the identity")
    for username, button in (
        ("reviewer", "Pass the review"),
        ("approver", "Approve"),
        ("finance", "Release to the bank"),
    ):
        page = walk(username, run)
        press(page, button)
    expect(page.get_by_role("main")).to_contain_text("Released")


def _bank_file(walk, run: str, output_path) -> str:
    page = walk("finance", run)
    follow(page, "Make the bank file")
    page.locator("[data-save]").click()
    page.wait_for_url(run)
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=re.compile(r"^B\d{6}$")).click()
    path = Path(output_path) / "bank.txt"
    download.value.save_as(path)
    return path.read_bytes().decode("gb18030")


def _take_in(walk, run: str, output_path, reference: str, content: str) -> None:
    """The bank sends one payment back; sent once more, the file changes nothing."""
    amount = next(row.split("|")[4] for row in content.splitlines() if row.startswith(f"D|{reference}|"))
    path = Path(output_path) / "return.csv"
    path.write_text(f"流水号,金额,结果,原因\n{reference},{amount},失败,账号不存在\n", encoding="gb18030")
    for told in ("1 returned", "nothing changed"):
        page = walk("finance", f"{run}return/")
        page.locator("[name=file]").set_input_files(path)
        page.get_by_label("Only what came back; the rest was paid").check()
        page.locator("[data-save]").click()
        page.wait_for_url(run)
        expect(page.locator("body")).to_contain_text(told)
