"""R01–R11, the community rehabilitation indicators of the model work plan."""

from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Certificate, Person, Population, Residence
from rehab.choices import ServiceCategory
from rehab.models import (
    Attendance,
    Coordinator,
    FloorArea,
    Funding,
    HealthStation,
    Need,
    RehabFile,
    RehabRoom,
    RehabStation,
    SatisfactionAnswer,
    ServiceRecord,
)
from reports.indicators.kinds import Field, Measure, Mend, Rate, Ratio, Rows, Subject, Tally
from reports.periods import Period


def _of_own_rows(key: str, label, rows: Rows, area_path: str = "community") -> Subject:
    """Counted where it is listed: its own table is narrow."""
    return Subject(key, label, rows, Tally(rows, area_path))


PERSON = Subject(
    "person",
    _("people"),
    lambda p, area: Person.objects.living_on(p.end, area),
    Tally(lambda p, area: Residence.objects.holding_on(p.end).inside(area), key_path="person"),
)
HEALTH_STATION = _of_own_rows(
    "health_station", _("health stations"), lambda p, area: HealthStation.objects.open_on(p.end).inside(area)
)
REHAB_STATION = _of_own_rows(
    "rehab_station", _("rehab stations"), lambda p, area: RehabStation.objects.open_on(p.end).inside(area)
)
COMMUNITY = _of_own_rows(
    "community",
    _("communities"),
    lambda p, area: Area.objects.communities().existing_on(p.end).inside(area),
    area_path="code",
)
COORDINATOR = _of_own_rows("coordinator", _("coordinators"), lambda p, area: Coordinator.objects.inside(area))
ANSWER = _of_own_rows("answer", _("answers"), lambda p, area: _valid_answers(p).inside(area))


def disabled(period: Period):
    return Certificate.objects.valid_on(period.end).values("person")


def found_in_need(period: Period):
    return Need.objects.found_by(period.end).values("person")


def in_need(period: Period):
    return Need.objects.open_on(period.end).values("person")


# Whether a file is due to everyone with a need, or to every disabled person.
due_a_file = disabled if settings.REHAB_FILE_RATE_BASE == "disabled" else in_need


def with_open_file(period: Period):
    return RehabFile.objects.open_on(period.end).values("person")


def served_this_year(period: Period):
    return ServiceRecord.objects.served_during(period.start, period.end).values("person")


def in_need_of_device(period: Period):
    return _device_needs(period).values("person")


def fitted(period: Period):
    return _device_needs(period).fitted_by(period.end).values("person")


def _device_needs(period: Period):
    return Need.objects.open_on(period.end).filter(category=ServiceCategory.DEVICE)


def of_early_age(period: Period):
    """Not older than CHILD_REHAB_MAX_AGE completed years on the day."""
    return Person.objects.aged_between(0, settings.CHILD_REHAB_MAX_AGE, period.end).values("pk")


def with_room(period: Period):
    return RehabRoom.objects.open_on(period.end).values("health_station")


def with_coordinator(period: Period):
    return Coordinator.objects.in_post_on(period.end).values("community")


def trained_this_year(period: Period):
    return Attendance.objects.held_during(period.start, period.end).values("coordinator")


def passed_this_year(period: Period):
    return Attendance.objects.held_during(period.start, period.end).passed().values("coordinator")


def _valid_answers(period: Period):
    return SatisfactionAnswer.objects.answered_during(period.start, period.end).valid()


def satisfied(period: Period):
    return _valid_answers(period).satisfied().values("pk")


def large_enough(period: Period):
    return FloorArea.objects.holding_on(period.end).reaching_standard(period.end).values("rehab_station")


FUNDING = Measure(
    "funding",
    _("yuan received this year"),
    lambda p, area: Funding.objects.received_during(p.start, p.end).inside(area),
    "area",
    Sum("amount"),
    nothing=Decimal(0),
)
COVERED_POPULATION = Measure(
    "covered_population",
    _("covered population"),
    lambda p, area: Population.objects.filter(year=p.year, area__code__inside=area),
    "area",
    Sum("residents"),
    own_row_first=True,
)

FIELD = Field(
    "rehab",
    _("Community rehabilitation"),
    (
        Rate(
            code="R01",
            name=_("Rehab-room rate"),
            subject=HEALTH_STATION,
            condition=with_room,
            numerator_words=_("health stations with an open rehab room"),
            denominator_words=_("health stations open on the day"),
            definition=_(
                "Health stations that have an open rehab room on the day, of all health stations open on the day."
            ),
            shortfall=_("health stations have no rehab room"),
            mend=Mend(label=_("Open a room"), url_name="rehab:room-open"),
        ),
        Rate(
            code="R02",
            name=_("Coordinator staffing"),
            subject=COMMUNITY,
            condition=with_coordinator,
            numerator_words=_("communities with a coordinator in post"),
            denominator_words=_("communities"),
            definition=_(
                "Communities with at least one rehab coordinator in post on the day, of all communities and villages."
            ),
            shortfall=_("communities have no coordinator"),
            mend=Mend(label=_("Add a coordinator"), url_name="rehab:coordinator-add-in"),
        ),
        Rate(
            code="R03",
            name=_("Coordinator pass rate"),
            subject=COORDINATOR,
            population=(trained_this_year,),
            condition=passed_this_year,
            numerator_words=_("coordinators who passed a training this year"),
            denominator_words=_("coordinators who attended a training this year"),
            definition=_(
                "Coordinators who reached the pass mark in at least one training held since 1 January, of those who attended one."
            ),
            shortfall=_("trained coordinators have not passed"),
            mend=Mend(label=_("Enter the mark"), url_name="rehab:coordinator-detail"),
        ),
        Rate(
            code="R04",
            name=_("Need screening"),
            subject=PERSON,
            population=(disabled,),
            condition=found_in_need,
            numerator_words=_("persons found to have a need"),
            denominator_words=_("disabled persons"),
            definition=_(
                "Persons with a certificate valid on the day in whom a screening has found a rehabilitation need by the day "
                "(met since or not), of all persons with a certificate valid on the day."
            ),
            shortfall=_("disabled persons have no need found"),
            mend=Mend(label=_("Screen"), url_name="rehab:screening-add"),
        ),
        Rate(
            code="R05",
            name=_("File rate"),
            subject=PERSON,
            population=(due_a_file,),
            condition=with_open_file,
            numerator_words=_("persons with an open rehab file"),
            denominator_words=_("persons with a need"),
            definition=_("Persons with a rehab file open on the day, of all persons with a need open on the day."),
            shortfall=_("persons with a need have no open file"),
            mend=Mend(label=_("Open a file"), url_name="rehab:file-open"),
        ),
        Rate(
            code="R06",
            name=_("Satisfaction rate"),
            subject=ANSWER,
            condition=satisfied,
            numerator_words=_("satisfied or very satisfied answers"),
            denominator_words=_("valid answers this year"),
            definition=_(
                "Answers “satisfied” or “very satisfied”, of all valid answers given since 1 January; “no answer” is not valid."
            ),
            shortfall=_("answers are neutral or dissatisfied"),
            mend=Mend(label=_("See the answer"), url_name="rehab:satisfaction-detail"),
        ),
        Rate(
            code="R07",
            name=_("Station area"),
            subject=REHAB_STATION,
            condition=large_enough,
            numerator_words=_("rehab stations of the standard floor area"),
            denominator_words=_("rehab stations open on the day"),
            definition=_(
                "Rehab stations whose floor area reaches the standard in force on the day, of all rehab stations open on the day."
            ),
            shortfall=_("rehab stations are too small or have no floor area entered"),
            mend=Mend(label=_("Enter the floor area"), url_name="rehab:floor-area-add"),
        ),
        Ratio(
            code="R08",
            name=_("Funding per head"),
            unit=_("yuan"),
            decimals=2,
            numerator=FUNDING,
            denominator=COVERED_POPULATION,
            numerator_words=_("yuan received this year"),
            denominator_words=_("covered population"),
            definition=_(
                "Rehabilitation funding received since 1 January from all sources, by the population of the year."
            ),
            shortfall=_("yuan short of the amount due"),
        ),
        Rate(
            code="R09",
            name=_("Basic service rate"),
            subject=PERSON,
            population=(in_need,),
            condition=served_this_year,
            numerator_words=_("persons served this year"),
            denominator_words=_("persons with a need"),
            definition=_(
                "Persons with at least one service since 1 January, of all persons with a need open on the day."
            ),
            shortfall=_("persons with a need were not served this year"),
            mend=Mend(label=_("Enter a service"), url_name="rehab:service-add"),
        ),
        Rate(
            code="R10",
            name=_("Device fitting"),
            subject=PERSON,
            population=(in_need, in_need_of_device),
            condition=fitted,
            numerator_words=_("persons fitted with a device"),
            denominator_words=_("persons with a device need"),
            definition=_(
                "Persons fitted since their device need was found, of all persons with a device need open on the day."
            ),
            shortfall=_("persons with a device need were not fitted"),
            mend=Mend(label=_("Enter a fitting"), url_name="rehab:service-add", query="category=device"),
        ),
        Rate(
            code="R11",
            name=_("Early intervention"),
            subject=PERSON,
            population=(in_need, of_early_age),
            condition=served_this_year,
            numerator_words=_("children with a need served this year"),
            denominator_words=_("young children with a need"),
            definition=_(
                "Children aged 0–6 with a need open on the day and at least one service since 1 January, of all such children."
            ),
            shortfall=_("young children with a need were not served this year"),
            mend=Mend(label=_("Enter a service"), url_name="rehab:service-add"),
        ),
    ),
)
