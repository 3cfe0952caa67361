"""What a survey found beside what the register tells of the same area, each share with its counts."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from psych_care.card_choices import Satisfaction
from psych_care.models import Guardianship, Patient, Survey, SurveyHousehold, Visit


@dataclass(frozen=True)
class Share:
    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """One decimal, half up."""
        if not self.denominator:
            return None
        return (Decimal(100 * self.numerator) / self.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """`register` is None for what only a survey can ask."""

    label: Any
    survey: Share
    register: Share | None = None


def counts_of(survey: Survey, staff) -> dict[str, int]:
    answers = SurveyHousehold.objects.visible_to(staff).filter(survey=survey)
    sums = ("patients", "supervised", "medicated", "improved", "participating")
    answered = Q(answered_on__isnull=False)
    return answers.aggregate(
        drawn=Count("pk"),
        households=Count("pk", filter=answered),
        satisfied=Count("pk", filter=answered & Q(satisfaction=Satisfaction.SATISFIED)),
        told=Count("pk", filter=answered & ~Q(satisfaction=Satisfaction.NO_ANSWER)),
        aid_known=Count("pk", filter=answered & Q(aid_known=True)),
        **{name: Sum(name, filter=answered, default=0) for name in sums},
    )


def lines_of(survey: Survey, staff, day: date) -> list[Line]:
    """Improvement and participation are shares of those supervised, as the indicators P03 and P04 count them."""
    found, known = counts_of(survey, staff), register_counts(survey, staff, day)

    def line(label, name: str, of: str) -> Line:
        return Line(label, Share(found[name], found[of]), Share(known[name], known[of]))

    return [
        line(_("Supervised, of all patients"), "supervised", "patients"),
        line(_("Medicine taken regularly, of all patients"), "medicated", "patients"),
        line(_("Markedly improved, of those supervised"), "improved", "supervised"),
        line(_("Taking part in society, of those supervised"), "participating", "supervised"),
        Line(_("Satisfied, of the households that told"), Share(found["satisfied"], found["told"])),
        Line(_("Households that know of the aid"), Share(found["aid_known"], found["households"])),
    ]


def register_counts(survey: Survey, staff, day: date) -> dict[str, int]:
    """On file, supervised, and how the last visit up to the day found them."""
    on_file = Patient.objects.visible_to(staff).inside(survey.area_id).on_file_on(day).order_by()
    guarded = Guardianship.objects.visible_to(staff).in_force_on(day).order_by().values("person")
    newest = Visit.objects.visible_to(staff).newest_by(day).order_by()
    supervised = Q(person__in=guarded)
    return on_file.aggregate(
        patients=Count("pk"),
        supervised=Count("pk", filter=supervised),
        medicated=Count("pk", filter=Q(person__in=newest.taking_regularly().values("person"))),
        improved=Count("pk", filter=supervised & Q(person__in=newest.markedly_improved().values("person"))),
        participating=Count("pk", filter=supervised & Q(person__in=newest.participating().values("person"))),
    )
