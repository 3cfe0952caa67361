"""What rehab puts on Today: files to open, files without a service, children who wait. Overdue first, scope by `visible_to`."""

from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from registry.records.waiting import Waiting
from rehab.models import Need, RehabFile

DAYS_BETWEEN_SERVICES = 90
# A file's next service is shown only when it is near: every open file has one.
DAYS_AHEAD = 14


def _open_needs(staff, today: date):
    return Need.objects.visible_to(staff).of_people_on_register().open_on(today)


def _without_file(staff, today: date):
    return _open_needs(staff, today).without_file_on(today).people_waiting()


def _children(staff, today: date):
    return _open_needs(staff, today).of_children_on(today).not_served_since_found().people_waiting()


def _without_service(staff, today: date):
    files = RehabFile.objects.visible_to(staff).of_people_on_register().open_on(today).with_last_service()
    near = files.filter(last_served_on__lte=today - timedelta(days=DAYS_BETWEEN_SERVICES - DAYS_AHEAD))
    return near.order_by().values("person", since=F("last_served_on"))


CHILDREN = Waiting(_children, 30, "rehab:service-add", _("need found on %(day)s"))
WITHOUT_FILE = Waiting(_without_file, 30, "rehab:file-open", _("need found on %(day)s"))
WITHOUT_SERVICE = Waiting(
    _without_service, DAYS_BETWEEN_SERVICES, "rehab:service-add", _("last served or opened on %(day)s")
)
