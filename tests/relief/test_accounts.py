"""One card: the number adds up, is kept encrypted, belongs to one payee or a guardian, and its history stays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from registry.models import AuditEntry
from relief.bank_accounts import parse_account_number
from relief.models import Account
from tests.factories import GuardianFactory, PersonFactory
from tests.relief.factories import CARD, AccountFactory, make_card

FORM = {"kind": "card", "number": CARD, "bank_name": "池州农商银行", "guardian": "", "from_on": "2026-03-18"}


def test_a_new_card_ends_the_old_one_on_the_same_day(at, person):
    old = AccountFactory(person=person)
    assert at("relief:account-set", person.pk, data=FORM).status_code == 302
    old.refresh_from_db()
    assert old.until_on == date(2026, 3, 18)
    assert Account.objects.present().get(person=person).number == CARD


def test_a_card_that_does_not_add_up_is_refused_without_repeating_it(at, person):
    wrong = CARD[:-1] + "3"
    page = at("relief:account-set", person.pk, data=FORM | {"number": wrong})
    assert page.status_code == 422
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "text", ["6217 0012 3456 7890 122", "６２１７００１２３４５６７８９０１２２", " 6217-0012-3456-7890-122 "]
)
def test_spaces_and_wide_digits_are_no_mistake(text):
    assert parse_account_number(text, "card") == CARD


@pytest.mark.parametrize("text", ["", "123", "6217001234567890123", "62170012345678901AB", "1" * 20])
def test_what_is_no_card(text):
    with pytest.raises(ValidationError) as refusal:
        parse_account_number(text, "card")
    assert not text or text not in str(refusal.value)


def test_a_passbook_need_not_add_up():
    assert parse_account_number("20000381726", "passbook") == "20000381726"


def test_another_payees_card_is_refused(at, person, chiyang):
    AccountFactory(person=PersonFactory(community=chiyang), number=CARD)
    page = at("relief:account-set", person.pk, data=FORM)
    assert page.status_code == 422
    assert not Account.objects.filter(person=person).exists()


def test_a_guardian_may_hold_it_for_several(at, chiyang):
    for name in ("汪小一", "汪小二"):
        ward = PersonFactory(full_name=name, community=chiyang)
        guardian = GuardianFactory(person=ward)
        assert at("relief:account-set", ward.pk, data=FORM | {"guardian": guardian.pk}).status_code == 302
    assert [row.holder_name for row in Account.objects.present()] == ["汪建平", "汪建平"]


def test_somebody_elses_guardian_is_no_choice(at, person, chiyang):
    stranger = GuardianFactory(person=PersonFactory(community=chiyang))
    assert at("relief:account-set", person.pk, data=FORM | {"guardian": stranger.pk}).status_code == 422


def test_the_number_is_in_no_database_column_and_in_no_log(at, person):
    at("relief:account-set", person.pk, data=FORM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_digest FROM relief_account")
        assert not any(CARD in value for value in cursor.fetchone())
    assert not any(CARD in str(entry.changes) for entry in AuditEntry.objects.all())


def test_showing_the_number_asks_for_a_reason_and_is_logged(at, person):
    account = AccountFactory(person=person, number=CARD)
    assert CARD not in at("relief:account-reveal", account.pk).content.decode()
    assert CARD in at("relief:account-reveal", account.pk, data={"reason": "核对退汇"}).content.decode()
    assert AuditEntry.objects.get(action="reveal").reason == "核对退汇"


def test_the_list_shows_masks(at, person):
    AccountFactory(person=person, number=make_card(77))
    page = at("relief:account-list").content.decode()
    assert make_card(77)[-4:] in page
    assert make_card(77) not in page
