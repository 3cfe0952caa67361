"""What psychiatric care puts on Today, overdue first; names stand there for psychiatric workers only."""

from datetime import date, timedelta

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from psych_care.models import Guardianship, HospitalStay, LockUp, Patient, Prescription
from registry.records.waiting import Waiting

DAYS_AHEAD = 7
LETTER_DAYS_AHEAD = 30


def _present(staff):
    return Patient.objects.visible_to(staff).of_people_on_register().present().order_by()


def _contact_due(staff, today: date):
    due = _present(staff).with_due_day().filter(due_on__lte=today + timedelta(days=DAYS_AHEAD))
    return due.values("person", since=F("due_on"))


def _left_alone(staff, today: date):
    return _present(staff).left_alone_on(today).values("person", since=F("seen_on"))


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


def _discharged(staff, today: date):
    rows = HospitalStay.objects.visible_to(staff).of_people_on_register().waiting_for_first_visit().order_by()
    return rows.values("person").annotate(since=Max("discharged_on"))


def _locked_up(staff, today: date):
    return LockUp.objects.visible_to(staff).not_closed().order_by().values("person", since=F("found_on"))


CONTACT_DUE = Waiting(_contact_due, 0, "psych_care:visit-add", _("contact due on %(day)s"))
LEFT_ALONE = Waiting(_left_alone, 14, "psych_care:visit-add", _("high risk, last seen on %(day)s"))
RUNNING_OUT = Waiting(_running_out, 0, "psych_care:patient-detail", _("medicine runs out on %(day)s"))
WITHOUT_GUARDIAN = Waiting(_without_guardian, 30, "psych_care:guardianship-add", _("on file since %(day)s"))
LETTER_ENDING = Waiting(_letter_ending, 0, "psych_care:patient-detail", _("responsibility letter due on %(day)s"))
DISCHARGED = Waiting(_discharged, HospitalStay.FIRST_VISIT_DAYS, "psych_care:visit-add", _("discharged on %(day)s"))
LOCKED_UP = Waiting(_locked_up, 0, "psych_care:patient-detail", _("found locked up on %(day)s"))
