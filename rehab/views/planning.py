"""Campaigns, assessments, plans and reviews; opening a file again."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, form_page, person_form_page, way_back
from registry.records.sections import crumb
from rehab.campaigns import screened_by_community
from rehab.choices import ReviewResult
from rehab.forms.planning import AssessmentForm, CampaignForm, PlanForm, PlanReviewForm, ReopenForm
from rehab.models import Assessment, Campaign, Plan, RehabFile, ServiceRecord
from rehab.section import REHAB, person_facts
from rehab.services.planning import reopen_file


def _file(request, pk: int) -> RehabFile:
    files = RehabFile.objects.visible_to(request.user).select_related("person__community")
    return get_object_or_404(files, pk=pk)


def _open_file(request, pk: int) -> RehabFile:
    """What was closed stays as it was."""
    file = _file(request, pk)
    if file.closed_on:
        raise PermissionDenied
    return file


def _file_page(file: RehabFile) -> str:
    return reverse("rehab:file-detail", args=[file.pk])


def _in_file(request, form, file: RehabFile, *, heading, saved, **context):
    back = way_back(request, _file_page(file))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, saved % {"name": file.person.full_name}, back)
    return person_form_page(request, REHAB, form, file.person, heading=heading, back=back, **context)


@requires(Permission.EDIT_REHAB)
def assessment_add(request, pk):
    file = _open_file(request, pk)
    initial = {"assessor_name": request.user.full_name}
    form = AssessmentForm(request.POST or None, file=file, initial=initial)
    return _in_file(request, form, file, heading=_("Enter an assessment"), saved=_("Assessment of %(name)s saved."))


@requires(Permission.EDIT_REHAB)
def assessment_edit(request, pk):
    assessments = Assessment.objects.visible_to(request.user).for_list()
    assessment = get_object_or_404(assessments, pk=pk)
    form = AssessmentForm(request.POST or None, instance=assessment, file=assessment.file)
    heading, saved = _("Correct the assessment"), _("Assessment of %(name)s saved.")
    return _in_file(request, form, assessment.file, heading=heading, saved=saved)


@requires(Permission.EDIT_REHAB)
def plan_make(request, pk):
    file = _open_file(request, pk)
    initial = {"made_by_name": request.user.full_name, "goals": file.goal}
    form = PlanForm(request.POST or None, file=file, initial=initial)
    present = Plan.objects.visible_to(request.user).filter(file=file, closed_on__isnull=True).first()
    notice = _("The present plan ends on the day of the new one.") if present else ""
    heading, saved = _("Make a rehab plan"), _("The plan of %(name)s is made.")
    return _in_file(request, form, file, heading=heading, saved=saved, notice=notice)


def _plan(request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).for_list().with_next_review(), pk=pk)


@require_safe
@requires(Permission.VIEW_REHAB)
def plan_detail(request, pk):
    plan = _plan(request, pk)
    person = plan.file.person
    state = Fact(
        _("State"),
        plan.get_close_reason_display() or pgettext("plan", "In force"),
        kind="none" if plan.closed_on else "met",
    )
    facts = [
        state,
        Fact(_("Made on"), plan.made_on.isoformat()),
        Fact(_("Made by"), plan.made_by_name),
        Fact(_("Goals"), plan.goals),
        _review_fact(plan),
    ]
    return detail_page(
        request,
        REHAB,
        heading=_("Rehab plan of %(name)s") % {"name": person.full_name},
        facts=facts,
        crumbs=[crumb(_("Rehab file"), "rehab:file-detail", plan.file_id)],
        actions=_plan_actions(request, plan),
        tables=[_planned_table(request, plan), _reviews_table(plan)],
        about=person_facts(request, person),
    )


def _review_fact(plan: Plan) -> Fact:
    if plan.closed_on:
        return Fact(_("Ended on"), plan.closed_on.isoformat())
    late = plan.next_review_on < timezone.localdate()
    return Fact(_("Next review"), plan.next_review_on.isoformat(), kind="overdue" if late else "info")


def _plan_actions(request, plan: Plan) -> list[Action]:
    if plan.closed_on or not request.user.can(Permission.EDIT_REHAB):
        return []
    return [
        Action(_("Plan again"), reverse("rehab:plan-make", args=[plan.file_id])),
        Action(_("Review the plan"), reverse("rehab:plan-review", args=[plan.pk]), is_main=True),
    ]


def _planned_table(request, plan: Plan) -> Table:
    """Given counts from the day of the plan to its end, both included."""
    last_day = plan.closed_on or timezone.localdate()
    given = ServiceRecord.objects.visible_to(request.user).filter(person=plan.file.person_id)
    categories = list(given.served_during(plan.made_on, last_day).values_list("category", flat=True))
    rows = []
    for planned in plan.planned.all():
        done_times = categories.count(planned.category)
        kind = "met" if done_times >= planned.times else "short"
        numbers = [Cell(planned.times, is_number=True), Cell(done_times, is_number=True)]
        word = _("as planned") if kind == "met" else _("%(n)s to go") % {"n": planned.times - done_times}
        rows.append([planned.get_category_display(), *numbers, Cell(word, kind=kind)])
    return Table(_("Services"), [_("Service"), _("Planned"), _("Given"), _("State")], rows)


def _reviews_table(plan: Plan) -> Table:
    rows = [
        [
            review.reviewed_on.isoformat(),
            review.get_result_display(),
            review.note,
            review.next_review_on.isoformat() if review.next_review_on else "",
        ]
        for review in plan.reviews.all()
    ]
    headings = [_("Reviewed on"), _("Result"), _("What was found"), _("Next review on")]
    return Table(_("Reviews"), headings, rows, _("Not reviewed yet."))


@requires(Permission.EDIT_REHAB)
def plan_review(request, pk):
    plan = _plan(request, pk)
    if plan.closed_on:
        raise PermissionDenied
    person, form = plan.file.person, PlanReviewForm(request.POST or None, plan=plan)
    back = way_back(request, reverse("rehab:plan-detail", args=[plan.pk]))
    if form.is_valid() and (review := form.save_change(by=request.user)):
        return done(request, _("The plan of %(name)s is reviewed.") % {"name": person.full_name}, _after(review, back))
    return person_form_page(request, REHAB, form, person, heading=_("Review the plan"), back=back)


def _after(review, back: str) -> str:
    """One that is to be planned again leads on to the new plan."""
    if review.result != ReviewResult.ADJUST:
        return back
    return f"{reverse('rehab:plan-make', args=[review.plan.file_id])}?{urlencode({'next': back})}"


@requires(Permission.EDIT_REHAB)
def file_reopen(request, pk):
    file = _file(request, pk)
    if file.closed_on is None:
        raise PermissionDenied
    form = ReopenForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.submit(reopen_file, file=file, by=request.user):
        newest = RehabFile.objects.visible_to(request.user).get(reopens=file)
        return done(request, _("Rehab file of %(name)s opened again.") % {"name": file.person}, _file_page(newest))
    heading = _("Open the rehab file again")
    back = _file_page(file)
    return person_form_page(
        request, REHAB, form, file.person, heading=heading, back=back, submit_label=_("Open the file")
    )


def _campaign_crumbs(*campaigns):
    crumbs = [crumb(_("Screening campaigns"), "rehab:campaign-list")]
    return crumbs + [crumb(one.title, "rehab:campaign-detail", one.pk) for one in campaigns]


@requires(Permission.EDIT_REHAB)
def campaign_add(request):
    form = CampaignForm(request.POST or None, staff=request.user)
    crumbs = _campaign_crumbs()
    if form.is_valid() and (campaign := form.save_change(by=request.user)):
        url = reverse("rehab:campaign-detail", args=[campaign.pk])
        return done(request, _("Campaign saved. Screenings may now be entered for it."), url)
    return form_page(
        request, REHAB, form, heading=_("Start a screening campaign"), back=crumbs[-1]["url"], crumbs=crumbs
    )


@requires(Permission.EDIT_REHAB)
def campaign_edit(request, pk):
    """Only of my own area or below."""
    campaigns = Campaign.objects.visible_to(request.user).inside(request.user.area_id)
    campaign = get_object_or_404(campaigns, pk=pk)
    form = CampaignForm(request.POST or None, instance=campaign, staff=request.user)
    crumbs = _campaign_crumbs(campaign)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    return form_page(request, REHAB, form, heading=_("Edit the campaign"), back=crumbs[-1]["url"], crumbs=crumbs)


@require_safe
@requires(Permission.VIEW_REHAB)
def campaign_detail(request, pk):
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("area"), pk=pk)
    facts = [
        Fact(_("Area"), campaign.area.name),
        Fact(_("From"), campaign.started_on.isoformat()),
        Fact(_("Until"), campaign.ended_on.isoformat()),
    ]
    may_edit = request.user.can(Permission.EDIT_REHAB)
    mine = campaign.area_id.startswith(request.user.area_id)
    edit = Action(_("Edit"), reverse("rehab:campaign-edit", args=[campaign.pk]))
    screen = Action(_("Screen a person"), reverse("rehab:choose-for-screening"), is_main=True)
    actions = [*([edit] if mine else []), screen] if may_edit else []
    return detail_page(
        request,
        REHAB,
        heading=campaign.title,
        facts=facts,
        crumbs=_campaign_crumbs(),
        actions=actions,
        tables=[_screened_table(request, campaign)],
    )


def _screened_table(request, campaign: Campaign) -> Table:
    """Every number opens the screenings behind it."""

    def linked(value: int, code: str, **query) -> Cell:
        url = f"{reverse('rehab:screening-list')}?{urlencode({'campaign': campaign.pk, 'area': code, **query})}"
        return Cell(value, url if value else "", is_number=True)

    rows = [
        [row.name, linked(row.screened, row.code), linked(row.in_need, row.code, found="yes")]
        for row in screened_by_community(request.user, campaign)
    ]
    headings = [_("Community"), _("Screened"), _("With a need")]
    return Table(_("Screenings"), headings, rows, _("Nobody was screened yet."))
