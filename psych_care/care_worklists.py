"""More of what psychiatric care puts on Today: beds, lost patients, groups, incentives, doubted visits."""

from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from psych_care.models import CareRule, Doubt, GuardianCheck, GuardianReview, Guardianship, HomeBed, Loss, Patient
from psych_care.quarters import ended_quarters
from psych_care.services.incentives import amount_for
from registry.permissions import Permission
from registry.records.waiting import Waiting

CHECK_DAYS, REVIEW_DAYS = 30, 60


def _days(field: str):
    """What the rule of the day sets."""
    return lambda today: getattr(CareRule.objects.holding_on(today), field)


def _beds(staff, today: date):
    rows = HomeBed.objects.visible_to(staff).of_people_on_register().open_on(today).with_last_visit()
    return rows.order_by().values("person", since=F("seen_on"))


def _lost(staff, today: date):
    rows = Loss.objects.visible_to(staff).of_people_on_register().open_on(today).with_last_search()
    return rows.order_by().values("person", "since")


def _single_guardian(staff, today: date):
    rows = Guardianship.objects.visible_to(staff).of_people_on_register().in_force_on(today)
    return rows.of_single_guardian_on(today).order_by().values("person", since=F("started_on"))


def _ended(rows, last_day: date):
    """Waiting since the end of the time that is assessed."""
    day = Greatest("started_on", Value(last_day, output_field=DateField()))
    return rows.order_by().values("person", since=day)


def _to_check(staff, today: date):
    """The quarter that ended last, where an incentive is set for it."""
    first, last = ended_quarters(today, 1)[0]
    rows = Guardianship.objects.visible_to(staff).of_people_on_register().held_through(first, last)
    if not amount_for(last):
        rows = rows.none()
    checked = GuardianCheck.objects.visible_to(staff).filter(from_on=first)
    return _ended(rows.exclude(person__in=checked.order_by().values("person")), last)


def _to_review(staff, today: date):
    """Last year, of guardians who were assessed for a quarter of it."""
    year = today.year - 1
    checks = GuardianCheck.objects.visible_to(staff).filter(from_on__year=year)
    reviewed = GuardianReview.objects.visible_to(staff).filter(year=year)
    last = date(year, 12, 31)
    rows = Guardianship.objects.visible_to(staff).of_people_on_register().held_through(last, last)
    rows = rows.filter(person__in=checks.order_by().values("person"))
    return _ended(rows.exclude(person__in=reviewed.order_by().values("person")), last)


def _to_answer(staff, today: date):
    rows = Doubt.objects.visible_to(staff).for_worker(staff)
    return rows.order_by().values("pk", "person", since=F("found_on"))


def _to_call(staff, today: date):
    """Names are told to managers who may see psychiatric records."""
    days = CareRule.objects.holding_on(today).answer_days
    rows = Doubt.objects.visible_to(staff).for_manager(staff, today, days)
    if not staff.can(Permission.VIEW_PSYCH):
        rows = rows.none()
    return rows.order_by().values("pk", "person", since=F("found_on"))


def _to_visit_again(staff, today: date):
    rows = Doubt.objects.visible_to(staff).of_people_on_register().to_visit_again()
    return rows.order_by().values("person", since=F("called_on"))


def _escalated(staff, today: date):
    """Of high risk and seen of late: the manager looks after them too."""
    rows = Patient.objects.visible_to(staff).of_people_on_register().of_high_risk()
    if not staff.can(Permission.VIEW_PSYCH):
        rows = rows.none()
    return rows.order_by().values("person", since=F("seen_on"))


BED_VISIT = Waiting(_beds, _days("bed_days"), "psych_care:patient-detail", _("home bed last visited on %(day)s"))
LOST = Waiting(_lost, _days("search_days"), "psych_care:search-add", _("lost; last searched for on %(day)s"))
SINGLE_GUARDIAN = Waiting(
    _single_guardian, 30, "psych_care:patient-detail", _("a single guardian since %(day)s, no group")
)
TO_CHECK = Waiting(_to_check, CHECK_DAYS, "psych_care:guardian-check-add", _("the quarter ended on %(day)s"))
TO_REVIEW = Waiting(_to_review, REVIEW_DAYS, "psych_care:guardian-review-add", _("the year ended on %(day)s"))
TO_ANSWER = Waiting(
    _to_answer,
    _days("answer_days"),
    "psych_care:doubt-detail",
    _("please look at it again; found on %(day)s"),
    key="pk",
)
TO_CALL = Waiting(_to_call, _days("answer_days"), "psych_care:doubt-call-back", _("doubted since %(day)s"), key="pk")
TO_VISIT_AGAIN = Waiting(
    _to_visit_again, 0, "psych_care:visit-add", _("a visit was not made, says the call of %(day)s")
)
HIGH_RISK = Waiting(_escalated, 14, "psych_care:patient-detail", _("risk 3 to 5, last seen on %(day)s"))
