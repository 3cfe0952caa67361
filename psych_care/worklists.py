"""What psychiatric care puts on Today, overdue first; names stand there for psychiatric workers only."""

from datetime import date, timedelta

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from psych_care.care_querysets import DAYS_AHEAD
from psych_care.models import CareRule, Guardianship, HospitalStay, LockUp, Patient, Prescription
from registry.records.waiting import Waiting

LETTER_DAYS_AHEAD = 30


def _present(staff):
    return Patient.objects.visible_to(staff).of_people_on_register().present().order_by()


def _contact_due(staff, today: date):
    """Who is in hospital, or lost, is not gone to."""
    due = _present(staff).to_be_contacted_on(today).with_due_day()
    due = due.filter(due_on__lte=today + timedelta(days=DAYS_AHEAD))
    return due.values("person", since=F("due_on"))


def _left_alone(staff, today: date):
    return _present(staff).escalated_on(today).values("person", since=F("seen_on"))


def _running_out(staff, today: date):
    supplies = Prescription.objects.visible_to(staff).of_people_on_register().in_force_on(today).with_supply()
    return (
        supplies.filter(lasts_until__lte=today + timedelta(days=DAYS_AHEAD))
        .order_by()
        .values("person", since=F("lasts_until"))
    )


def _without_guardian(staff, today: date):
    return _present(staff).without_guardianship_on(today).values("person", since=F("registered_on"))


def _letter_ending(staff, today: date):
    rows = Guardianship.objects.visible_to(staff).letter_ending_by(today + timedelta(days=LETTER_DAYS_AHEAD))
    return rows.order_by().values("person", since=Coalesce("letter_until", "started_on"))


def _in_hospital(staff, today: date):
    return HospitalStay.objects.visible_to(staff).in_hospital_on(today).order_by().values("person")


def _discharged(staff, today: date):
    rows = HospitalStay.objects.visible_to(staff).of_people_on_register().waiting_for_first_visit()
    rows = rows.exclude(person__in=_in_hospital(staff, today)).order_by()
    return rows.values("person").annotate(since=Max("discharged_on"))


def _discharge_days(today: date) -> int:
    return CareRule.objects.holding_on(today).discharge_days


def _locked_up(staff, today: date):
    return LockUp.objects.visible_to(staff).not_closed().order_by().values("person", since=F("found_on"))


CONTACT_DUE = Waiting(_contact_due, 0, "psych_care:visit-add", _("contact due on %(day)s"))
LEFT_ALONE = Waiting(_left_alone, 14, "psych_care:visit-add", _("high risk, last seen on %(day)s"))
RUNNING_OUT = Waiting(_running_out, 0, "psych_care:patient-detail", _("medicine runs out on %(day)s"))
WITHOUT_GUARDIAN = Waiting(_without_guardian, 30, "psych_care:guardianship-add", _("on file since %(day)s"))
LETTER_ENDING = Waiting(_letter_ending, 0, "psych_care:patient-detail", _("responsibility letter due on %(day)s"))
DISCHARGED = Waiting(_discharged, _discharge_days, "psych_care:visit-add", _("discharged on %(day)s"))
LOCKED_UP = Waiting(_locked_up, 0, "psych_care:patient-detail", _("found locked up on %(day)s"))
