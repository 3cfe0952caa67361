"""What devices put on Today: steps to take, devices to fit, visits, replacements, loans due back."""

from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from registry.records.waiting import Waiting
from rehab.choices import DeviceState
from rehab.models import DeviceApplication, DeviceLoan

DAYS_AHEAD = 30


def _applications(staff):
    return DeviceApplication.objects.visible_to(staff).of_people_on_register().order_by()


def _undecided(staff, today: date):
    return _applications(staff).undecided().values("pk", since=F("step_on"))


def _to_fit(staff, today: date):
    return _applications(staff).filter(state=DeviceState.APPROVED).values("pk", since=F("decided_on"))


def _to_visit(staff, today: date):
    return _applications(staff).filter(state=DeviceState.FITTED).values("pk", since=F("fitted_on"))


def _to_replace(staff, today: date):
    near = _applications(staff).held().filter(lasts_until__lte=today + timedelta(days=DAYS_AHEAD))
    return near.without_successor().values("person", since=F("lasts_until"))


def _due_back(staff, today: date):
    near = DeviceLoan.objects.visible_to(staff).not_returned().filter(due_on__lte=today + timedelta(days=DAYS_AHEAD))
    return near.order_by().values("pk", since=F("due_on"))


UNDECIDED = Waiting(_undecided, 15, "rehab:device-detail", _("last step on %(day)s"), key="pk")
TO_FIT = Waiting(_to_fit, 30, "rehab:device-detail", _("approved on %(day)s"), key="pk")
TO_VISIT = Waiting(_to_visit, 30, "rehab:device-detail", _("fitted on %(day)s"), key="pk")
TO_REPLACE = Waiting(_to_replace, 0, "rehab:device-add", _("service life ends on %(day)s"))
DUE_BACK = Waiting(_due_back, 0, "rehab:loan-return", _("due back on %(day)s"), key="pk")
