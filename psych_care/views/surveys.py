"""Survey campaigns: the draw, the households of the sample, their answers, and the results beside the register."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from psych_care import survey_results
from psych_care.forms.surveys import AnswerForm, SurveyForm
from psych_care.gate import behind_gate
from psych_care.models import Survey, SurveyHousehold
from psych_care.section import PSYCH
from psych_care.services import surveys
from psych_care.views.records import load_of
from registry import audit
from registry.forms.people import ServiceForm
from registry.models import Area
from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, form_page, person_form_page, way_back
from registry.records.sections import crumb


def _survey(request, pk) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(request.user).for_list(), pk=pk)


def _page(survey: Survey) -> str:
    return reverse("psych_care:survey-detail", args=[survey.pk])


def _crumb() -> dict:
    return crumb(_("Surveys"), "psych_care:survey-list")


@requires(Permission.EDIT_PSYCH)
def survey_add(request):
    return _saved(request, SurveyForm(request.POST or None, staff=request.user), _("Plan a survey"), _crumb()["url"])


@requires(Permission.EDIT_PSYCH)
def survey_edit(request, pk):
    """Only before the draw: afterwards its numbers tell what was drawn."""
    survey = _survey(request, pk)
    if survey.drawn_on:
        raise PermissionDenied
    form = SurveyForm(request.POST or None, instance=survey, staff=request.user)
    return _saved(request, form, _("Change the survey"), _page(survey))


def _saved(request, form, heading, back):
    if form.is_valid() and (survey := form.save_change(by=request.user)):
        return done(request, _("Saved."), _page(survey))
    return form_page(request, PSYCH, form, heading=heading, back=back, crumbs=[_crumb()])


@require_safe
@requires(Permission.VIEW_PSYCH)
def survey_detail(request, pk):
    """The sample as it was drawn, and the results."""
    survey = _survey(request, pk)
    audit.record(by=request.user, action="read", obj=survey)
    return detail_page(
        request,
        PSYCH,
        heading=survey.title,
        facts=_facts(request.user, survey),
        crumbs=[_crumb()],
        actions=_actions(request.user, survey),
        tables=[_results(request.user, survey), _streets(request.user, survey)] if survey.drawn_on else [],
    )


def _actions(staff, survey: Survey) -> list[Action]:
    if not staff.can(Permission.EDIT_PSYCH):
        return []
    if survey.drawn_on is None:
        draw = Action(_("Draw the sample"), reverse("psych_care:survey-draw", args=[survey.pk]), is_main=True)
        return [draw, Action(_("Edit"), reverse("psych_care:survey-edit", args=[survey.pk]))]
    households = f"{reverse('psych_care:survey-household-list')}?{urlencode({'survey': survey.pk, 'answered': 'no'})}"
    return [Action(_("Enter answers"), households, is_main=True)]


def _facts(staff, survey: Survey) -> list[Fact]:
    facts = [
        Fact(_("Area"), survey.area),
        Fact(_("Days"), f"{survey.begins_on} – {survey.ends_on}"),
        Fact(_("Streets a district"), survey.streets_a_district),
        Fact(_("Households a street"), survey.households_a_street),
        Fact(_("Seed"), str(survey.seed)),
        Fact(_("Drawn on"), survey.drawn_on and survey.drawn_on.isoformat()),
    ]
    return [*facts, *_sample_facts(staff, survey)] if survey.drawn_on else facts


def _sample_facts(staff, survey: Survey) -> list[Fact]:
    """Drawing again from the frozen frame must give the households that were drawn."""
    rows = SurveyHousehold.objects.visible_to(staff).filter(survey=survey)
    drawn, again = set(rows.values_list("person", flat=True)), surveys.sample_of(survey)
    repeated = {person for people in again.values() for person in people}
    same = drawn == repeated
    counts = survey_results.counts_of(survey, staff)
    label = _("gives the same households") if same else _("gives other households")
    return [
        Fact(_("Streets drawn"), f"{len(again):,}"),
        Fact(_("Households drawn"), f"{counts['drawn']:,}"),
        Fact(_("Households that answered"), f"{counts['households']:,}"),
        Fact(_("Patients of these"), f"{counts['patients']:,}"),
        Fact(_("Drawing again"), label, kind="met" if same else "short"),
    ]


def _shown(share) -> str:
    if share is None or share.percent is None:
        return "—"
    return f"{share.percent}% ({share.numerator:,} / {share.denominator:,})"


def _results(staff, survey: Survey) -> Table:
    rows = survey_results.lines_of(survey, staff, min(timezone.localdate(), survey.ends_on))
    return Table(
        _("Results beside the register"),
        [_("What was asked"), _("Survey"), _("Register")],
        [
            [line.label, Cell(_shown(line.survey), is_number=True), Cell(_shown(line.register), is_number=True)]
            for line in rows
        ],
    )


def _streets(staff, survey: Survey) -> Table:
    sample = surveys.sample_of(survey)
    names = dict(Area.objects.filter(code__in=sample).values_list("code", "name"))
    of_street = {street: len(people) for streets in survey.frame.values() for street, people in streets.items()}
    link = reverse("psych_care:survey-household-list")
    return Table(
        _("Streets of the sample"),
        [_("Street"), _("Households with a patient"), _("Households drawn")],
        [
            [
                Cell(names.get(street, street), f"{link}?{urlencode({'survey': survey.pk, 'area': street})}"),
                Cell(f"{of_street[street]:,}", is_number=True),
                Cell(f"{len(people):,}", is_number=True),
            ]
            for street, people in sample.items()
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PSYCH)
def survey_draw(request, pk):
    """Asked before, since it cannot be taken back."""
    survey = _survey(request, pk)
    form = ServiceForm(request.POST or None)
    # A form without a field is sent all the same.
    form.is_bound = request.method == "POST"
    if form.submit(surveys.draw, survey=survey, on=timezone.localdate(), by=request.user):
        return done(request, _("The sample is drawn."), _page(survey))
    lede = _("%(streets)s streets a district, %(households)s households a street, seed %(seed)s. It is drawn once.") % {
        "streets": survey.streets_a_district,
        "households": survey.households_a_street,
        "seed": survey.seed,
    }
    heading = _("Draw the sample")
    return form_page(
        request, PSYCH, form, heading=heading, back=_page(survey), crumbs=[_crumb()], lede=lede, submit_label=heading
    )


@requires(Permission.EDIT_PSYCH)
@behind_gate(load_of(SurveyHousehold))
def survey_answer(request, household):
    """A household is told by one of its patients: behind the gate like all that is said of them."""
    form = AnswerForm(request.POST or None, instance=household, initial=_today(household))
    back = way_back(request, _page(household.survey))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The answers are saved."), back)
    heading = _("Questionnaire of a household")
    return person_form_page(request, PSYCH, form, household.person, heading=heading, back=back)


def _today(household: SurveyHousehold) -> dict:
    return {} if household.answered_on else {"answered_on": timezone.localdate()}
