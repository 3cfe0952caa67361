import re
import time
from datetime import date

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.keys import enter_to, field, tab_to
from tests.factories import make_id_number

NAMES = ["柯小满", "舒谷雨", "纪立春", "檀秋分", "佘冬至"]
BORN = date(1971, 3, 4)


def certificate_number(sequence: int) -> str:
    """Of a woman born on 1971-03-04: intellectual disability, grade 3."""
    return f"{make_id_number(BORN, '2', sequence)}53"


def test_five_people_in_a_row_with_the_keyboard_alone(open_as, record_property):
    page = open_as("clerk", "/people/")
    tab_to(page, page.get_by_role("link", name="登记人员"))
    page.keyboard.press("Enter")
    page.wait_for_url("/people/add/")
    begun = time.monotonic()
    for sequence, name in enumerate(NAMES):
        _enter(page, certificate_number(sequence), name)
    seconds = (time.monotonic() - begun) / len(NAMES)
    record_property("seconds_a_person", round(seconds, 2))

    page.goto("/people/?sort=-registered")
    for name in NAMES:
        expect(page.get_by_role("row", name=re.compile(f"{name}.*智力残疾 三级"))).to_be_visible()


def _enter(page, number: str, name: str) -> None:
    expect(field(page, "残疾人证号")).to_be_focused()
    page.keyboard.type(number)
    expect(field(page, "身份证号")).to_have_value(number[:18])
    expect(field(page, "性别")).to_have_value("2")
    expect(field(page, "出生日期")).to_have_value("1971-03-04")
    expect(field(page, "残疾类别")).to_have_value("5")
    expect(field(page, "残疾等级")).to_have_value("3")
    enter_to(page, field(page, "姓名"))
    page.keyboard.type(name)
    community = field(page, "社区")
    if not community.input_value():
        enter_to(page, community)
        page.keyboard.press("ArrowDown")
    enter_to(page, field(page, "签发日期"))
    # Playwright's browser is an American one, whose day fields begin with the month.
    page.keyboard.type("03012024")
    expect(field(page, "签发日期")).to_have_value("2024-03-01")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"{name}已登记在册")).to_be_visible()


def test_enter_passes_over_what_the_number_told(open_as):
    page = open_as("clerk", "/people/add/")
    page.keyboard.type(certificate_number(200))
    expect(field(page, "残疾等级")).to_have_value("3")
    page.keyboard.press("Enter")
    expect(field(page, "姓名")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page, "民族")).to_be_focused()

    page.keyboard.press("Shift+Tab")
    expect(field(page, "出生日期")).to_be_focused()


PERSON = """
from tests.factories import PersonFactory
PersonFactory(full_name={!r}, community_id={!r}, id_number={!r}, sex="2", birth_on="1971-03-04")
"""


def test_a_duplicate_is_told_while_typing(open_as, desk):
    number = make_id_number(BORN, "2", 101)
    desk.shell(PERSON.format("汪重阳", "341702001008", number))
    page = open_as("clerk", "/people/add/")
    field(page, "身份证号").press_sequentially(number)
    expect(page.get_by_role("status")).to_contain_text("已登记在册")
    page.get_by_role("link", name="汪重阳").click()
    expect(page.get_by_role("heading", level=1, name="汪重阳")).to_be_visible()


def test_a_duplicate_of_another_street_is_told_without_saying_who(open_as, desk):
    number = make_id_number(BORN, "2", 102)
    desk.shell(PERSON.format("查端午", "341702002001", number))
    page = open_as("clerk", "/people/add/")
    with page.expect_response("/people/fill/") as answer:
        field(page, "身份证号").press_sequentially(number)
    expect(page.get_by_role("status")).to_contain_text("其他街道")
    assert "查端午" not in answer.value.text()
    assert "月亮湖" not in answer.value.text()

    field(page, "姓名").fill("查端午二")
    field(page, "社区").select_option(index=1)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("此证件号码已登记在册")
    expect(field(page, "姓名")).to_have_value("查端午二")
    assert violations(page) == []
    assert "湖心" not in page.get_by_role("main").inner_text()


def test_a_wrong_check_digit_is_told_while_typing(open_as):
    page = open_as("clerk", "/people/add/")
    number = make_id_number(BORN, "2", 103)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    field(page, "身份证号").press_sequentially(wrong)
    expect(page.get_by_role("status")).to_contain_text("校验不通过")
