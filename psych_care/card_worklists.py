"""What drug-relief cards and surveys put on Today."""

from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from psych_care.card_choices import CardState
from psych_care.card_querysets import FOLLOW_UP_DAYS
from psych_care.models import DrugCard, SurveyHousehold
from registry.records.waiting import Waiting

# How long each step of a card may take.
STEP_DAYS = 30
CONFIRM_DAYS = 7


def _cards(staff):
    return DrugCard.objects.visible_to(staff).of_people_on_register().order_by()


def _to_diagnose(staff, today: date):
    return _cards(staff).filter(state=CardState.CANDIDATE).values("pk", since=F("found_on"))


def _to_issue(staff, today: date):
    return _cards(staff).filter(state=CardState.DIAGNOSED).values("pk", since=F("diagnosed_on"))


def _to_follow_up(staff, today: date):
    return _cards(staff).to_be_followed_up_by(today).values("pk", since=F("seen_on"))


def _to_confirm(staff, today: date):
    return _cards(staff).filter(state=CardState.FOLLOWED).with_last_follow_up().values("pk", since=F("seen_on"))


def _to_review(staff, today: date):
    return _cards(staff).to_be_reviewed_by(today).values("pk", since=F("valid_until"))


def _to_ask(staff, today: date):
    """Households of surveys that are under way; due when the survey ends."""
    rows = SurveyHousehold.objects.visible_to(staff).of_people_on_register().unanswered().order_by()
    under_way = rows.filter(survey__begins_on__lte=today, survey__ends_on__gte=today - timedelta(days=STEP_DAYS))
    return under_way.values("pk", since=F("survey__ends_on"))


def _waiting(rows, days: int, words, url_name="psych_care:drug-card-detail") -> Waiting:
    return Waiting(rows, days, url_name, words, key="pk")


TO_DIAGNOSE = _waiting(_to_diagnose, STEP_DAYS, _("found on %(day)s"))
TO_ISSUE = _waiting(_to_issue, STEP_DAYS, _("diagnosed on %(day)s"))
TO_FOLLOW_UP = _waiting(_to_follow_up, FOLLOW_UP_DAYS, _("last seen on %(day)s"))
TO_CONFIRM = _waiting(_to_confirm, CONFIRM_DAYS, _("followed up on %(day)s"))
TO_REVIEW = _waiting(_to_review, 0, _("valid until %(day)s"))
TO_ASK = _waiting(_to_ask, 0, _("the survey ends on %(day)s"), "psych_care:survey-answer")

WORKLISTS = (
    ("psych-card-diagnose", _("Drug-relief cards: candidates to be diagnosed"), TO_DIAGNOSE),
    ("psych-card-issue", _("Drug-relief cards to be reviewed and issued"), TO_ISSUE),
    ("psych-card-follow", _("Drug-relief cards to be followed up"), TO_FOLLOW_UP),
    ("psych-card-confirm", _("Drug-relief cards: intake to be confirmed"), TO_CONFIRM),
    ("psych-card-review", _("Drug-relief cards due for the yearly review"), TO_REVIEW),
    ("psych-survey", _("Households of surveys to be asked"), TO_ASK),
)
