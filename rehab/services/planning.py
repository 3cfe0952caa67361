"""Plans and their reviews, files opened again."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.records.days import community_on
from registry.services.days import check_not_before, shown
from rehab.choices import PlanEnd, ReviewResult
from rehab.models import Plan, PlannedService, PlanReview, RehabFile


@transaction.atomic
def make_plan(*, plan: Plan, times: Mapping[str, int], by) -> Plan:
    """Saves a new plan with its services, how often by category; the plan before it ends on that day."""
    file = RehabFile.objects.select_for_update().get(pk=plan.file_id)
    check_within(file, plan.made_on, "made_on")
    for before in file.plans.filter(closed_on__isnull=True):
        check_not_before(plan.made_on, before.made_on, _("The present plan was made on %(first)s."), "made_on")
        end_plan(plan=before, on=plan.made_on, reason=PlanEnd.REPLANNED, by=by)
    plan.save()
    PlannedService.objects.bulk_create(PlannedService(plan=plan, category=c, times=n) for c, n in times.items())
    changes = audit.first_values(plan) | {"planned": [None, " ".join(f"{c}×{n}" for c, n in times.items())]}
    audit.record(by=by, action="add", obj=plan, changes=changes)
    return plan


def check_within(file: RehabFile, day: date, field: str) -> None:
    """Raises ValidationError for a day on which the file was not open."""
    check_not_before(day, file.opened_on, _("The file was opened on %(first)s."), field)
    if file.closed_on and day >= file.closed_on:
        raise ValidationError({field: _("The file was closed on %(day)s.") % {"day": shown(file.closed_on)}})


@transaction.atomic
def end_plan(*, plan: Plan, on: date, reason: PlanEnd, by) -> None:
    still_open = Plan.objects.filter(pk=plan.pk, closed_on__isnull=True)
    if not still_open.update(closed_on=on, close_reason=reason, version=F("version") + 1):
        raise ValidationError(_("This plan has already ended."))
    changes = {"closed_on": [None, str(on)], "close_reason": ["", str(reason)]}
    audit.record(by=by, action="end", obj=plan, changes=changes)


@transaction.atomic
def review_plan(*, review: PlanReview, by) -> PlanReview:
    """A plan whose goals are reached ends with the review; one that is to be planned again holds until the new one."""
    plan = Plan.objects.select_for_update().get(pk=review.plan_id)
    check_not_before(review.reviewed_on, plan.made_on, _("The plan was made on %(first)s."), "reviewed_on")
    if plan.closed_on:
        raise ValidationError(_("This plan has already ended."))
    review.save()
    audit.record(by=by, action="add", obj=review, changes=audit.first_values(review))
    if review.result == ReviewResult.REACHED:
        end_plan(plan=plan, on=review.reviewed_on, reason=PlanEnd.REACHED, by=by)
    return review


@transaction.atomic
def reopen_file(*, file: RehabFile, on: date, reason: str, by) -> RehabFile:
    """A new row that points to the closed one: what was closed from then to now stays closed."""
    file = RehabFile.objects.select_for_update().select_related("person").get(pk=file.pk)
    if file.closed_on is None:
        raise ValidationError(_("This rehab file is open."))
    check_not_before(on, file.closed_on, _("The file was closed on %(first)s."))
    if RehabFile.objects.filter(person=file.person_id, closed_on__isnull=True).exists():
        raise ValidationError(_("The person already has an open rehab file."))
    if RehabFile.objects.filter(reopens=file).exists():
        raise ValidationError(_("This rehab file was opened again before."))
    again = RehabFile.objects.create(
        person=file.person,
        community=community_on(file.person, on),
        opened_on=on,
        responsible_name=file.responsible_name,
        goal=file.goal,
        reopens=file,
        reopen_reason=reason,
    )
    audit.record(by=by, action="reopen", obj=again, changes=audit.first_values(again), reason=reason)
    return again
