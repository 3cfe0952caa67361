"""What rehab puts on Today: files, plans, services, reviews and calls that are due. Overdue first, scope by `visible_to`."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from registry.records.waiting import Waiting
from rehab.choices import AidState, CloseReason
from rehab.flow import GONE
from rehab.models import ChildAid, ChildReport, Need, Plan, Referral, RehabFile, SatisfactionAnswer

DAYS_BETWEEN_SERVICES = 90
# A file's next service is shown only when it is near: every open file has one.
DAYS_AHEAD = 14
DAYS_OF_A_YEAR = 365
# A closed file's satisfaction call is not run after for ever.
DAYS_TO_ASK = 120


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


def _without_plan(staff, today: date):
    files = RehabFile.objects.visible_to(staff).of_people_on_register().open_on(today)
    plans = Plan.objects.open_on(today).filter(file=OuterRef("pk"))
    return files.filter(~Exists(plans)).order_by().values("pk", since=F("opened_on"))


def _reviews(staff, today: date):
    plans = Plan.objects.visible_to(staff).open_on(today).filter(file__person__left_on__isnull=True).with_next_review()
    near = plans.filter(next_review_on__lte=today + timedelta(days=DAYS_AHEAD))
    return near.order_by().values("pk", since=F("next_review_on"))


def _not_asked(staff, today: date):
    """Files closed within the last months whose people were not asked since; of the dead and the moved nobody asks."""
    closed = (
        RehabFile.objects.visible_to(staff).of_people_on_register().exclude(close_reason__in=[*GONE, CloseReason.DIED])
    )
    lately = closed.filter(closed_on__gt=today - timedelta(days=DAYS_TO_ASK), closed_on__lte=today)
    asked = SatisfactionAnswer.objects.filter(person=OuterRef("person"), answered_on__gte=OuterRef("closed_on"))
    return lately.filter(~Exists(asked)).order_by().values("person", since=F("closed_on"))


def _unanswered(staff, today: date):
    return Referral.objects.visible_to(staff).unanswered().order_by().values("pk", since=F("sent_on"))


def _to_screen_early(staff, today: date):
    return ChildReport.objects.visible_to(staff).waiting().order_by().values("pk", since=F("reported_on"))


def _to_decide(staff, today: date):
    return (
        ChildAid.objects.visible_to(staff).filter(state=AidState.APPLIED).order_by().values("pk", since=F("applied_on"))
    )


def _to_evaluate(staff, today: date):
    placed = ChildAid.objects.visible_to(staff).placed().order_by().with_last_evaluation()
    near = placed.filter(last_on__lte=today - timedelta(days=DAYS_OF_A_YEAR - DAYS_AHEAD))
    return near.values("pk", since=F("last_on"))


CHILDREN = Waiting(_children, 30, "rehab:service-add", _("need found on %(day)s"))
WITHOUT_FILE = Waiting(_without_file, 30, "rehab:file-open", _("need found on %(day)s"))
WITHOUT_SERVICE = Waiting(
    _without_service, DAYS_BETWEEN_SERVICES, "rehab:service-add", _("last served or opened on %(day)s")
)
WITHOUT_PLAN = Waiting(_without_plan, 30, "rehab:plan-make", _("file opened on %(day)s"), key="pk")
REVIEWS = Waiting(_reviews, 0, "rehab:plan-review", _("review due on %(day)s"), key="pk", path="file__person")
NOT_ASKED = Waiting(_not_asked, 14, "rehab:satisfaction-add", _("file closed on %(day)s"))
UNANSWERED = Waiting(
    _unanswered, settings.REFERRAL_ANSWER_DAYS, "rehab:referral-detail", _("referred on %(day)s"), key="pk"
)
TO_SCREEN_EARLY = Waiting(_to_screen_early, 30, "rehab:early-screening", _("reported on %(day)s"), key="pk")
TO_DECIDE = Waiting(_to_decide, 20, "rehab:child-aid-detail", _("applied for on %(day)s"), key="pk")
TO_EVALUATE = Waiting(
    _to_evaluate, DAYS_OF_A_YEAR, "rehab:child-aid-evaluate", _("begun or last evaluated on %(day)s"), key="pk"
)
