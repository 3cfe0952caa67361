"""From the receipt of an application to its decision; each move is one step of relief.workflow."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import audit
from registry.models import Household, Person
from registry.services.days import shown
from relief.amounts import claim_amount, claimed_in_year, difference
from relief.choices import AmountRule, MatchResult, ObjectionOutcome
from relief.choices import ApplicationState as State
from relief.eligibility import Case, case_of, findings
from relief.models import Application, Bundle, HomeVisit, Matching, MedicalClaim, Notice, Objection, Programme, Step
from relief.services.entitlements import grant
from relief.services.findings import end_as_applied
from relief.workflow import APPLICATION, AT_THE_DESK, DECIDING, JUDGEMENTS, REASON_NEEDED


@transaction.atomic
def receive(*, bundle: Bundle, programmes: Iterable[Programme], by) -> list[Application]:
    """Saves the bundle and an application for each programme. ValidationError for one that is worked on already."""
    bundle.entered_by = by
    bundle.save()
    audit.record(by=by, action="add", obj=bundle, changes=audit.first_values(bundle))
    return [_receive_one(bundle, programme, by) for programme in programmes]


def _receive_one(bundle: Bundle, programme: Programme, by) -> Application:
    application = Application(
        bundle=bundle,
        person=bundle.person,
        community=bundle.community,
        programme=programme,
        received_on=bundle.received_on,
    )
    try:
        application.validate_constraints()
    except ValidationError as error:
        raise ValidationError([f"{programme}: {message}" for message in error.messages]) from error
    application.save()
    audit.record(by=by, action="add", obj=application, changes=audit.first_values(application))
    _write_step(application, "receive", "", by, "")
    end_as_applied(application=application, by=by)
    return application


@transaction.atomic
def take(*, application: Application, name: str, by, reason: str = "", **values) -> None:
    """One step. PermissionDenied without its permission; ValidationError where somebody else must do it, or it is too late."""
    check_may(application, name, by)
    if name in REASON_NEEDED and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    move_on(application=application, name=name, by=by, reason=reason, **values)


def move_on(*, application: Application, name: str, by, reason: str = "", **values) -> None:
    """The step itself, inside a transaction of the caller, who has seen to it that it may be taken."""
    if name in DECIDING:
        values["decided_on"] = timezone.localdate()
    before = application.state
    # The reason stands in the step; the log holds none of what it may tell of a family.
    APPLICATION.take(name, record=application, by=by, **values)
    _write_step(application, name, before, by, reason)
    if before == State.ON_NOTICE and name != "review":
        _take_down(application, by)


def _write_step(application: Application, name: str, before: str, by, reason: str) -> None:
    Step.objects.create(
        application=application,
        action=name,
        from_state=before,
        to_state=application.state,
        taken_by=by,
        reason=reason,
    )


def check_may(application: Application, name: str, by) -> None:
    if not by.can(APPLICATION[name].permission):
        raise PermissionDenied
    if why := why_not(application, name, by):
        raise ValidationError(why)


def why_not(application: Application, name: str, by) -> str:
    """Why this account, whatever its roles, must leave the step to somebody else; "" where it need not."""
    if application.bundle.kin_of == by.full_name:
        return _("Nobody handles an application of their own kin.")
    judged = Step.objects.filter(application=application, action__in=JUDGEMENTS, taken_by=by).exclude(action=name)
    if name in JUDGEMENTS and judged.exists():
        return _("You have judged this application before: another person must do this.")
    return ""


@transaction.atomic
def enter_matching(*, application: Application, matching: Matching, by) -> None:
    if matching.result == MatchResult.CLEAR:
        matching.note = matching.note.strip()
    matching.application, matching.entered_by = application, by
    matching.save()
    audit.record(
        by=by, action="add", obj=matching, changes=audit.first_values(matching), person_id=application.person_id
    )
    take(application=application, name="match", by=by)


@transaction.atomic
def enter_visit(
    *, visit: HomeVisit, incomes: dict[str, Decimal], properties: dict[str, Decimal], by
) -> list[Application]:
    """One sheet for all of the bundle that wait for a visit; those applications go on, and are returned."""
    visit.entered_by = by
    visit.save()
    lines = [visit.incomes.create(source=source, monthly_amount=amount) for source, amount in incomes.items()]
    lines += [visit.properties.create(kind=kind, value=value) for kind, value in properties.items()]
    person_id = visit.bundle.person_id
    events = [audit.Event("add", row, audit.first_values(row), person_id=person_id) for row in (visit, *lines)]
    audit.record_many(by=by, events=events)
    waiting = list(visit.bundle.applications.in_state(State.MATCHED))
    if not waiting:
        raise ValidationError(_("No application of this bundle waits for a visit: enter the matching first."))
    for application in waiting:
        take(application=application, name="visit", by=by)
    return waiting


@transaction.atomic
def save_claim(*, claim: MedicalClaim, by) -> None:
    """Raises ValidationError once the first review rests on it."""
    application = Application.objects.locked().get(pk=claim.application_id)
    if application.state not in AT_THE_DESK:
        raise ValidationError(_("The first review rests on this bill: have the application sent back to change it."))
    before = audit.snapshot(MedicalClaim.objects.get(pk=claim.pk)) if claim.pk else {}
    claim.save()
    changes = audit.differences(before, claim) if before else audit.first_values(claim)
    action = "change" if before else "add"
    audit.record(by=by, action=action, obj=claim, changes=changes, person_id=application.person_id)


def computed_amount(case: Case) -> Decimal | None:
    """What the rule comes to in yuan; None where the first review proposes it, ValidationError where something is missing."""
    rule = case.programme.amount_rule
    if rule == AmountRule.ASSESSED:
        return None
    if rule == AmountRule.CLAIM:
        return _claimed(case)
    if case.standard is None:
        raise ValidationError(_("There is no standard in force for this applicant."))
    if rule == AmountRule.STANDARD:
        return case.standard.amount
    if case.visit is None:
        raise ValidationError(_("The income is not known: there is no home visit yet."))
    return difference(case.standard.amount, case.visit.income_per_head, case.visit.members)


def _claimed(case: Case) -> Decimal:
    claim = MedicalClaim.objects.filter(application=case.application).first()
    if claim is None:
        raise ValidationError(_("Enter the medical bill first."))
    rule = case.programme.rule_on(claim.treated_on)
    if rule is None:
        raise ValidationError(_("The programme had no rule when the treatment was."))
    already = claimed_in_year(case.application.person, case.programme, claim.treated_on.year)
    return claim_amount(claim, rule, already)


@transaction.atomic
def pass_first_review(
    *, application: Application, by, amount: Decimal | None = None, quantity: Decimal | None = None
) -> None:
    """`amount` only where the programme leaves it to the first review; up to its standard where there is one."""
    case = case_of(application, timezone.localdate())
    check_nothing_blocks(case)
    computed = computed_amount(case)
    proposed = amount if computed is None else computed
    _check_amount(case, proposed)
    take(
        application=application,
        name="first_review",
        by=by,
        proposed_amount=proposed,
        proposed_quantity=quantity if case.programme.is_in_kind else None,
    )


def _check_amount(case: Case, amount: Decimal | None) -> None:
    if not amount or amount <= 0:
        raise ValidationError(_("It comes to nothing: refuse the application, with the reason."))
    if case.programme.amount_rule == AmountRule.ASSESSED and case.standard and amount > case.standard.amount:
        raise ValidationError(_("The standard allows %(most)s at most.") % {"most": case.standard.amount})


def check_nothing_blocks(case: Case) -> None:
    """Raises ValidationError with everything that speaks against it."""
    if found := [finding.text for finding in findings(case) if finding.blocks]:
        raise ValidationError(found)


@transaction.atomic
def post_notice(*, application: Application, by) -> Notice:
    rule, today = application.programme.rule_on(timezone.localdate()), timezone.localdate()
    if rule is None or rule.notice_days == 0:
        raise ValidationError(_("This programme publishes no notice; the application goes to the review."))
    take(application=application, name="post", by=by)
    notice = Notice.objects.create(
        application=application,
        amount=application.proposed_amount,
        starts_on=today,
        ends_on=today + timedelta(days=rule.notice_days),
        posted_by=by,
    )
    changes = {"starts_on": [None, str(notice.starts_on)], "ends_on": [None, str(notice.ends_on)]}
    audit.record(by=by, action="add", obj=notice, changes=changes, person_id=application.person_id)
    return notice


def _take_down(application: Application, by) -> None:
    """A notice that has run its days stays as it was."""
    today = timezone.localdate()
    for notice in application.notices.shown_on(today):
        Notice.objects.filter(pk=notice.pk).update(taken_down_on=today)
        changes = {"taken_down_on": [None, str(today)]}
        audit.record(by=by, action="take_down", obj=notice, changes=changes, person_id=application.person_id)


@transaction.atomic
def raise_objection(*, objection: Objection, by) -> None:
    """The notice comes down, and the application is surveyed anew."""
    application = objection.notice.application
    take(application=application, name="object", by=by)
    objection.entered_by = by
    objection.save()
    changes = audit.first_values(objection)
    audit.record(by=by, action="add", obj=objection, changes=changes, person_id=application.person_id)


@transaction.atomic
def answer_objection(*, objection: Objection, outcome: str, answer: str, by) -> None:
    """Whatever the outcome, a new survey and a new notice follow; whoever is not entitled is refused from there."""
    today = timezone.localdate()
    answered = Objection.objects.unanswered().filter(pk=objection.pk)
    if not answered.update(answered_on=today, outcome=outcome, answer=answer):
        raise ValidationError(_("This objection has been answered already."))
    application = objection.notice.application
    changes = {"answered_on": [None, str(today)], "outcome": ["", str(outcome)]}
    audit.record(by=by, action="answer", obj=objection, changes=changes, person_id=application.person_id)
    take(application=application, name="resurvey", by=by, reason=str(ObjectionOutcome(outcome).label))


@transaction.atomic
def pass_review(*, application: Application, by) -> None:
    _lock(application)
    _check_notice(application)
    check_nothing_blocks(case_of(application, timezone.localdate()))
    take(application=application, name="review", by=by)


def _lock(application: Application) -> None:
    """One judgement of a person's applications at a time, and of a household's: what excludes one another is then seen."""
    Person.objects.select_for_update().get(pk=application.person_id)
    Household.objects.select_for_update().filter(pk=application.bundle.household_id).first()
    application.refresh_from_db(fields=["state", "version", "proposed_amount", "proposed_quantity"])


def _check_notice(application: Application) -> None:
    """Its full days, with no objection; none where the programme publishes nothing. Raises ValidationError."""
    today = timezone.localdate()
    rule, notice = application.programme.rule_on(today), application.notices.first()
    if application.state == State.FIRST_REVIEWED:
        if rule and rule.notice_days:
            raise ValidationError(_("Post the public notice first."))
        return
    if notice is None or not notice.ran_its_days_by(today):
        last = notice.ends_on - timedelta(days=1) if notice else today
        raise ValidationError(_("The public notice still runs, up to and including %(day)s.") % {"day": shown(last)})


@transaction.atomic
def approve_application(*, application: Application, by):
    """Tests everything once more, decides, and grants the entitlement, which is returned."""
    today = timezone.localdate()
    _lock(application)
    case = case_of(application, today)
    check_nothing_blocks(case)
    computed = computed_amount(case)
    if computed is not None and computed != application.proposed_amount:
        raise ValidationError(
            _("By today's rules it comes to %(now)s, not to %(then)s: send it back.")
            % {"now": computed, "then": application.proposed_amount}
        )
    take(application=application, name="approve", by=by)
    return grant(case=case, by=by)
