"""Who may open the pages of relief."""

from datetime import date
from functools import partial
from itertools import count

from django.utils import timezone

from registry.permissions import Permission as P
from tests.factories import (
    MemberFactory,
)
from tests.matrix_rows import PUBLIC, Place, Row, of_area, of_person, person
from tests.registry.matrix import area
from tests.relief import factories as relief
from tests.relief import finding_factories as find

YEARS = count()


def of_application(state: str, code: str = "nursing_subsidy"):
    programme = partial(relief.programme, code)
    return lambda place: relief.ApplicationFactory(person=person(place), state=state, programme=programme())


def bundle_with_application(place: Place):
    return relief.ApplicationFactory(person=person(place), state="matched").bundle


def letter(place: Place):
    made = relief.ApplicationFactory(person=person(place), state="accepted")
    made.steps.create(action="accept", from_state="submitted", to_state="accepted")
    return made


def stopped(place: Place):
    return relief.EntitlementFactory(
        person=person(place), until_month=date(2026, 3, 1), stopped_on=date(2026, 2, 9), stop_reason="voluntary"
    )


def without_payee(place: Place):
    """A household's entitlement whose payee died, with another member left."""
    head = MemberFactory(person=person(place))
    MemberFactory(person=person(place), household=head.household, kinship="20")
    return relief.EntitlementFactory(
        person=head.person,
        household=head.household,
        programme=relief.programme("allowance"),
        until_month=date(2026, 3, 1),
        stopped_on=date(2026, 2, 9),
        stop_reason="died",
    )


def run_of(state: str):
    """Of the account's own street; each for a month of its own."""
    return lambda place: relief.RunFactory(
        area_id=place.level(9), state=state, month=date(2000 + next(YEARS) % 1000, 1, 1)
    )


def bank_file(place: Place):
    return relief.BankFileFactory(run__area_id=place.level(9))


def unexplained(factory):
    return lambda place: factory(person=person(place), reason="unexplained")


def programme_row(place: Place):
    return relief.programme()


def exclusion(place: Place):
    return relief.exclusion()


def notice_token(place: Place):
    return {"token": relief.NoticeFactory(application__person=person(place), starts_on=timezone.localdate()).token}


def petition(state: str = "registered"):
    """Being worked on by an account of the place."""
    days = {"answered": {"answered_on": date(2026, 3, 10)}, "called_back": {"answered_on": date(2026, 3, 10)}}

    def make(place: Place):
        worked_on = {} if state == "registered" else {"assigned_to": place.staff}
        return find.PetitionFactory(person=person(place), state=state, **worked_on, **days.get(state, {}))

    return make


FINDINGS: dict[str, Row] = {
    "relief:finding-board": Row(P.VIEW_RELIEF),
    "relief:finding-list": Row(P.VIEW_RELIEF),
    "relief:finding-detail": Row(P.VIEW_RELIEF, of=of_person(find.FindingFactory)),
    "relief:finding-stop": Row(P.EDIT_RELIEF, of=of_person(find.FindingFactory)),
    "relief:finding-recover": Row(P.EDIT_RELIEF, of=of_person(find.FindingFactory)),
    "relief:finding-explain": Row(P.EDIT_RELIEF, of=of_person(find.FindingFactory)),
    "relief:finding-apply": Row(P.EDIT_RELIEF, of=of_person(find.MissedFactory)),
    "relief:outside-list-list": Row(P.VIEW_RELIEF),
    "relief:list-add": Row((P.EDIT_RELIEF, P.IMPORT_DATA)),
    "relief:list-template": Row((P.EDIT_RELIEF, P.IMPORT_DATA)),
    "relief:list-detail": Row(P.VIEW_RELIEF, of=of_area(find.OutsideListFactory), above=True),
    "relief:recovery-list": Row(P.VIEW_RELIEF),
    "relief:choose-for-recovery": Row(P.EDIT_RELIEF),
    "relief:recovery-add": Row(P.EDIT_RELIEF, of=person),
    "relief:recovery-detail": Row(P.VIEW_RELIEF, of=of_person(find.RecoveryFactory)),
    "relief:recovery-plan": Row(P.EDIT_RELIEF, of=of_person(find.RecoveryFactory)),
    "relief:repayment-add": Row(P.EDIT_RELIEF, of=of_person(find.RecoveryFactory)),
    "relief:petition-list": Row(P.VIEW_RELIEF),
    "relief:petition-add": Row(P.EDIT_RELIEF),
    "relief:choose-for-petition": Row(P.EDIT_RELIEF),
    "relief:petition-receive": Row(P.EDIT_RELIEF, of=person),
    "relief:petition-detail": Row(P.VIEW_RELIEF, of=petition()),
    "relief:petition-edit": Row(P.EDIT_RELIEF, of=petition()),
    "relief:petition-assign": Row(P.EDIT_RELIEF, of=petition()),
    "relief:petition-entry-add": Row(P.EDIT_RELIEF, of=petition()),
    "relief:petition-answer": Row(P.EDIT_RELIEF, of=petition("assigned")),
    "relief:petition-call-back": Row(P.EDIT_RELIEF, of=petition("answered")),
    "relief:petition-step": Row(P.EDIT_RELIEF, of=petition("called_back"), args={"name": "archive"}),
    "relief:petition-aid-link": Row(P.EDIT_RELIEF, of=petition()),
    "relief:placement-add": Row(P.EDIT_RELIEF, of=petition()),
    "relief:petition-phone": Row((P.VIEW_RELIEF, P.REVEAL), of=petition()),
    "relief:petition-undertaking": Row(
        P.VIEW_RELIEF, of=lambda p: find.EntryFactory(petition__person=person(p), kind="undertaking")
    ),
}

RELIEF: dict[str, Row] = {
    **FINDINGS,
    "robots": Row(PUBLIC),
    "relief:home": Row(P.VIEW_RELIEF),
    "relief:export": Row((P.VIEW_RELIEF, P.EXPORT_DATA), args={"key": "entitlements", "file_format": "csv"}),
    "relief:application-list": Row(P.VIEW_RELIEF),
    "relief:choose-for-application": Row(P.EDIT_RELIEF),
    "relief:application-receive": Row(P.EDIT_RELIEF, of=person),
    "relief:application-detail": Row(P.VIEW_RELIEF, of=of_application("submitted")),
    "relief:application-match": Row(P.EDIT_RELIEF, of=of_application("accepted")),
    "relief:claim-edit": Row(P.EDIT_RELIEF, of=of_application("accepted", "medical")),
    "relief:application-first-review": Row(P.EDIT_RELIEF, of=of_application("visited")),
    "relief:application-step": Row(P.EDIT_RELIEF, of=of_application("submitted"), args={"name": "refuse"}),
    "relief:application-review-step": Row(P.REVIEW_RELIEF, of=of_application("on_notice"), args={"name": "send_back"}),
    "relief:application-approval-step": Row(P.APPROVE_RELIEF, of=of_application("reviewed"), args={"name": "approve"}),
    "relief:application-letter": Row(P.VIEW_RELIEF, of=letter, args={"kind": "accepted"}),
    "relief:bundle-edit": Row(P.EDIT_RELIEF, of=bundle_with_application),
    "relief:visit-add": Row(P.EDIT_RELIEF, of=bundle_with_application),
    "relief:notice-list": Row(P.VIEW_RELIEF),
    "relief:objection-add": Row(P.EDIT_RELIEF, of=lambda p: relief.NoticeFactory(application__person=person(p))),
    "relief:objection-answer": Row(
        P.EDIT_RELIEF, of=lambda p: relief.ObjectionFactory(notice__application__person=person(p))
    ),
    "relief:notice-sheet": Row(P.VIEW_RELIEF, of=area),
    "relief:public-notice": Row(PUBLIC, of=notice_token, everywhere=True),
    "relief:entitlement-list": Row(P.VIEW_RELIEF),
    "relief:entitlement-detail": Row(P.VIEW_RELIEF, of=of_person(relief.EntitlementFactory)),
    "relief:entitlement-change": Row(P.EDIT_RELIEF, of=of_person(relief.EntitlementFactory)),
    "relief:entitlement-suspend": Row(P.EDIT_RELIEF, of=of_person(relief.EntitlementFactory)),
    "relief:entitlement-resume": Row(
        P.EDIT_RELIEF, of=lambda p: relief.SuspensionFactory(entitlement__person=person(p)).entitlement
    ),
    "relief:entitlement-stop": Row(P.EDIT_RELIEF, of=of_person(relief.EntitlementFactory)),
    "relief:entitlement-recertify": Row(P.EDIT_RELIEF, of=of_person(relief.EntitlementFactory)),
    "relief:entitlement-succeed": Row(P.EDIT_RELIEF, of=without_payee),
    "relief:entitlement-letter": Row(P.VIEW_RELIEF, of=stopped, args={"kind": "stopped"}),
    "relief:account-list": Row(P.VIEW_RELIEF),
    "relief:choose-for-account": Row(P.EDIT_RELIEF),
    "relief:account-set": Row(P.EDIT_RELIEF, of=person),
    "relief:account-reveal": Row((P.VIEW_RELIEF, P.REVEAL), of=of_person(relief.AccountFactory)),
    "relief:run-list": Row(P.VIEW_RELIEF),
    "relief:run-prepare": Row(P.EDIT_RELIEF),
    "relief:run-detail": Row(P.VIEW_RELIEF, of=run_of("prepared"), above=True),
    "relief:run-step": Row(P.EDIT_RELIEF, of=run_of("prepared"), args={"name": "cancel"}, above=True),
    "relief:run-review-step": Row(P.REVIEW_RELIEF, of=run_of("checked"), args={"name": "cancel_review"}, above=True),
    "relief:run-approval-step": Row(
        P.APPROVE_RELIEF, of=run_of("reviewed"), args={"name": "cancel_approval"}, above=True
    ),
    "relief:run-release-step": Row(
        P.RELEASE_RELIEF, of=run_of("approved"), args={"name": "cancel_release"}, above=True
    ),
    "relief:run-file": Row(P.RELEASE_RELIEF, of=run_of("released"), above=True),
    "relief:run-return": Row(P.RELEASE_RELIEF, of=run_of("filed"), above=True),
    "relief:bank-file-download": Row(P.RELEASE_RELIEF, of=bank_file),
    "relief:payment-list": Row(P.VIEW_RELIEF),
    "relief:payment-detail": Row(P.VIEW_RELIEF, of=of_person(relief.LineFactory)),
    "relief:payment-clear": Row(P.EDIT_RELIEF, of=of_person(relief.ReturnedFactory), post=True),
    "relief:payment-hand-over": Row(P.EDIT_RELIEF, of=of_person(relief.CashLineFactory)),
    "relief:payment-explain": Row(P.EDIT_RELIEF, of=unexplained(relief.LineFactory)),
    "relief:person-payments": Row(P.VIEW_RELIEF, of=person),
    "relief:absence-list": Row(P.VIEW_RELIEF),
    "relief:absence-explain": Row(P.EDIT_RELIEF, of=unexplained(relief.AbsenceFactory)),
    "relief:cash-add": Row(P.EDIT_RELIEF, of=person),
    "relief:cash-end": Row(P.EDIT_RELIEF, of=of_person(relief.CashPayeeFactory), post=True),
    "relief:payment-rule-list": Row(P.VIEW_RELIEF),
    "relief:payment-rule-add": Row(P.EDIT_PROGRAMMES),
    "relief:approval-band-list": Row(P.VIEW_RELIEF),
    "relief:approval-band-add": Row(P.EDIT_PROGRAMMES),
    # Programmes are the same everywhere: they tell of nobody.
    "relief:programme-list": Row(P.VIEW_RELIEF),
    "relief:programme-add": Row(P.EDIT_PROGRAMMES),
    "relief:programme-detail": Row(P.VIEW_RELIEF, of=programme_row, everywhere=True),
    "relief:programme-edit": Row(P.EDIT_PROGRAMMES, of=programme_row, everywhere=True),
    "relief:rule-add": Row(P.EDIT_PROGRAMMES, of=programme_row, everywhere=True),
    "relief:standard-add": Row(P.EDIT_PROGRAMMES, of=programme_row, everywhere=True),
    "relief:exclusion-list": Row(P.VIEW_RELIEF),
    "relief:exclusion-add": Row(P.EDIT_PROGRAMMES),
    "relief:exclusion-end": Row(P.EDIT_PROGRAMMES, of=exclusion, everywhere=True),
}
