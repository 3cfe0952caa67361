"""Who may draw a programme: the rule of a day as a condition on people, and as findings on one application."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.codes import DisabilityType
from registry.models import Certificate, HouseholdMember, Person
from registry.querysets import ADULT_AGE, years_before
from relief.amounts import Facts, Standards, facts_of
from relief.choices import AmountRule, Cycle
from relief.models import Account, Application, Entitlement, Exclusion, Programme, ProgrammeRule, Standard
from relief.months import month_of

MENTAL = (DisabilityType.INTELLECTUAL, DisabilityType.MENTAL)


def meeting(people: QuerySet[Person], programme: Programme, rule: ProgrammeRule, day: date) -> QuerySet[Person]:
    """Those of `people` whom the rule's ages, grades and the programme it needs let in on the day."""
    if rule.min_age is not None:
        people = people.filter(birth_on__lte=years_before(day, rule.min_age))
    if rule.max_age is not None:
        people = people.filter(birth_on__gt=years_before(day, rule.max_age + 1))
    if rule.max_grade is not None:
        people = people.filter(pk__in=certificates_for(rule, day).values("person"))
    if programme.needs_id:
        people = people.filter(pk__in=drawing(programme.needs_id, day))
    return people


def certificates_for(rule: ProgrammeRule, day: date):
    wide_enough = Q(grade__lte=rule.max_grade)
    if rule.max_grade_mental is not None:
        components = Q(components__disability_type__in=MENTAL, components__grade__lte=rule.max_grade_mental)
        wide_enough |= Q(disability_type__in=MENTAL, grade__lte=rule.max_grade_mental) | components
    return Certificate.objects.valid_on(day).filter(wide_enough)


def drawing(programme_id: int, day: date) -> QuerySet:
    """Ids of people who draw the programme, themselves or with their household."""
    drawn = Entitlement.objects.filter(programme=programme_id).drawn_on(day)
    at_home = HouseholdMember.objects.holding_on(day).filter(household__in=drawn.values("household"))
    return Person.objects.filter(Q(pk__in=drawn.values("person")) | Q(pk__in=at_home.values("person"))).values("pk")


@dataclass(frozen=True)
class Finding:
    """`blocks`: the first review and the approval refuse as long as it stands."""

    text: str
    blocks: bool = True

    @property
    def kind(self) -> str:
        return "overdue" if self.blocks else "short"


@dataclass(frozen=True)
class Case:
    """An application with what its findings rest on, read once."""

    application: Application
    day: date
    rule: ProgrammeRule | None
    standard: Standard | None
    facts: Facts

    @property
    def programme(self) -> Programme:
        return self.application.programme

    @property
    def visit(self):
        """The newest, or None."""
        return self.application.bundle.visits.first()


def case_of(application: Application, day: date) -> Case:
    programme = application.programme
    facts = facts_of(application.person, application.bundle.household, day)
    standard = Standards(programme, day).of(facts)
    return Case(application, day, programme.rule_on(day), standard, facts)


def findings(case: Case) -> list[Finding]:
    """What speaks against an application, most of it before anybody decides."""
    return [*_of_person(case), *_of_rule(case), *_of_other_programmes(case), *_of_means(case), *_advice(case)]


def _of_person(case: Case):
    person = case.application.person
    if person.left_on:
        yield Finding(_("The applicant has left the register."))
    if case.programme.is_for_households and case.application.bundle.household_id is None:
        yield Finding(_("The applicant belongs to no household on the register: enter it on the person's page first."))
    if not case.programme.opened_on <= case.day < (case.programme.closed_on or date.max):
        yield Finding(_("The programme is not open."))


def _of_rule(case: Case):
    rule, person = case.rule, case.application.person
    if rule is None:
        yield Finding(_("The programme has no rule yet."))
        return
    age = case.facts.age
    if rule.min_age is not None and age < rule.min_age:
        yield Finding(_("Too young: %(age)s years, from %(least)s on.") % {"age": age, "least": rule.min_age})
    if rule.max_age is not None and age > rule.max_age:
        yield Finding(_("Too old: %(age)s years, up to %(most)s.") % {"age": age, "most": rule.max_age})
    if rule.max_grade is not None and not certificates_for(rule, case.day).filter(person=person).exists():
        yield Finding(_("No valid certificate of a grade that the programme is for."))


def _of_other_programmes(case: Case):
    """Tested by the month from which it would be paid."""
    person, programme = case.application.person, case.programme
    month = case.rule.first_paid_month(case.day) if case.rule else month_of(case.day)
    around = Entitlement.objects.of_household_or(person).overlapping(month).select_related("programme")
    drawn = {row.programme_id: row for row in around}
    if programme.needs_id and programme.needs_id not in drawn:
        yield Finding(_("Only with %(programme)s, which is not drawn.") % {"programme": programme.needs})
    if programme.pk in drawn and programme.cycle != Cycle.ONCE and _same_drawer(drawn[programme.pk], case):
        yield Finding(_("It is drawn already, since %(month)s.") % {"month": f"{drawn[programme.pk].from_month:%Y-%m}"})
    for other in _in_conflict(programme, case.day):
        if other in drawn:
            yield Finding(
                _("It cannot be drawn along with %(programme)s, which is drawn.")
                % {"programme": drawn[other].programme}
            )


def _same_drawer(entitlement: Entitlement, case: Case) -> bool:
    return case.programme.is_for_households or entitlement.person_id == case.application.person_id


def _in_conflict(programme: Programme, day: date) -> set[int]:
    held = Exclusion.objects.holding_on(day)
    pairs = held.filter(Q(prevailing=programme) | Q(excluded=programme)).values_list("prevailing", "excluded")
    return {one for pair in pairs for one in pair} - {programme.pk}


def _of_means(case: Case):
    if case.programme.amount_rule == AmountRule.CLAIM:
        return
    if case.standard is None and case.programme.amount_rule != AmountRule.ASSESSED:
        yield Finding(_("There is no standard in force for this applicant."))
    visit = case.visit
    if case.programme.amount_rule != AmountRule.DIFFERENCE or visit is None:
        return
    if case.standard and visit.income_per_head >= case.standard.amount:
        figures = {"income": visit.income_per_head, "standard": case.standard.amount}
        yield Finding(_("The income per head, %(income)s, reaches the standard of %(standard)s.") % figures)
    if not visit.property_compliant:
        yield Finding(_("The property is not within the rules."))


def _advice(case: Case):
    application = case.application
    if application.bundle.is_kin:
        kin = {"name": application.bundle.kin_of}
        yield Finding(_("Kin of %(name)s: always visited at home, and not handled by them.") % kin, blocks=False)
    if not Account.objects.filter(person=application.person).holding_on(case.day).exists():
        yield Finding(_("No account is known to pay to."), blocks=False)
    if case.facts.age < ADULT_AGE and not application.person.guardians.holding_on(case.day).exists():
        yield Finding(_("A minor without a guardian on the register."), blocks=False)
    floor = case.rule and case.rule.least_amount
    if floor and case.standard and case.standard.amount < floor:
        yield Finding(
            _("The standard of %(amount)s is below %(least)s.") % {"amount": case.standard.amount, "least": floor},
            blocks=False,
        )
