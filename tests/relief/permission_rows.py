"""Who may open what in relief (see tests/permission_matrix.py)."""

from datetime import date
from functools import partial

from django.utils import timezone

from registry.permissions import Permission as P
from tests.factories import MemberFactory
from tests.permission_rows import PUBLIC, Place, Row, area, of_person, person
from tests.relief import factories as relief


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


def programme_row(place: Place):
    return relief.programme()


def exclusion(place: Place):
    return relief.exclusion()


def notice_token(place: Place):
    return {"token": relief.NoticeFactory(application__person=person(place), starts_on=timezone.localdate()).token}


RELIEF: dict[str, Row] = {
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
