"""P01–P10, psychiatric care: of the prevention survey and of the management standard of 2018.

A patient is *on file* from consent to the end of the file; counted where the person lives on the day. *Supervised* is who is
on file with a guardianship in force that day. *Followed up* is who was visited at least once by the day; the last visit
is the newest one by the day. What these figures say of few people is withheld (reports/withheld.py).
"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from psych_care.models import Aid, Guardianship, Incident, LockUp, Patient, Visit
from registry.models import Person, Residence
from reports.indicators.kinds import Field, Measure, Mend, Rate, Ratio, Subject, Tally
from reports.indicators.rehab import COVERED_POPULATION
from reports.periods import Period


def _on_file(period: Period):
    return Patient.objects.on_file_on(period.end).values("person")


PATIENT = Subject(
    "patient",
    _("patients on file"),
    lambda p, area: Person.objects.living_on(p.end, area).filter(pk__in=_on_file(p)),
    Tally(
        lambda p, area: Residence.objects.holding_on(p.end).inside(area).filter(person__in=_on_file(p)),
        key_path="person",
    ),
    confidential=True,
)
LOCK_UP = Subject(
    "lock_up",
    _("persons found locked up"),
    lambda p, area: LockUp.objects.locked_during(p.start, p.end).inside(area),
    Tally(lambda p, area: LockUp.objects.locked_during(p.start, p.end).inside(area)),
    confidential=True,
)


def supervised(period: Period):
    return Guardianship.objects.in_force_on(period.end).values("person")


def _last_visits(period: Period):
    return Visit.objects.newest_by(period.end)


def followed_up(period: Period):
    return Visit.objects.made_by(period.end).values("person")


def markedly_improved(period: Period):
    return _last_visits(period).markedly_improved().values("person")


def participating(period: Period):
    return _last_visits(period).participating().values("person")


def taking_regularly(period: Period):
    return _last_visits(period).taking_regularly().values("person")


def stable(period: Period):
    return _last_visits(period).stable().values("person")


def poor(period: Period):
    return Patient.objects.on_file_on(period.end).poor_on(period.end).values("person")


def aided_this_year(period: Period):
    return Aid.objects.given_during(period.start, period.end).values("person")


def with_incident_this_year(period: Period):
    return Incident.objects.happened_during(period.start, period.end).values("person")


def released(period: Period):
    return LockUp.objects.released_by(period.end).values("pk")


def every_contact_made(period: Period):
    return Patient.objects.on_file_on(period.end).with_every_contact(period.start, period.end).values("person")


SUPERVISION = Rate(
    code="P02",
    name=_("Supervision rate"),
    subject=PATIENT,
    condition=supervised,
    numerator_words=_("patients supervised"),
    denominator_words=_("patients on file"),
    definition=_("Patients on file with a guardianship in force on the day, of all patients on file on the day."),
    shortfall=_("patients on file have no guardianship"),
    mend=Mend(label=_("Enter a guardianship"), url_name="psych_care:guardianship-add"),
)
PATIENTS_ON_FILE = Measure("patient", PATIENT.label, PATIENT.rows, population_of=SUPERVISION)

FIELD = Field(
    "psych_care",
    _("Psychiatric care"),
    (
        Ratio(
            code="P01",
            name=_("Detection rate"),
            unit="‰",
            scale=Decimal(1000),
            counts_subjects=True,
            confidential=True,
            numerator=PATIENTS_ON_FILE,
            denominator=COVERED_POPULATION,
            numerator_words=_("patients on file"),
            denominator_words=_("covered population"),
            definition=_(
                "Patients with a severe mental disorder on file on the day, for each thousand of the population of the year."
            ),
            shortfall=_("patients fewer on file than the target asks for"),
        ),
        SUPERVISION,
        Rate(
            code="P03",
            name=_("Marked improvement rate"),
            subject=PATIENT,
            population=(supervised,),
            condition=markedly_improved,
            implies=(followed_up,),
            numerator_words=_("patients markedly improved"),
            denominator_words=_("patients supervised"),
            definition=_(
                "Supervised patients found markedly improved at their last visit by the day, of all supervised patients."
            ),
            shortfall=_("supervised patients are not markedly improved"),
        ),
        Rate(
            code="P04",
            name=_("Social participation rate"),
            subject=PATIENT,
            population=(supervised,),
            condition=participating,
            implies=(followed_up,),
            numerator_words=_("patients taking part in housework, work or study"),
            denominator_words=_("patients supervised"),
            definition=_(
                "Supervised patients who took part in housework, work or study at their last visit by the day, "
                "of all supervised patients."
            ),
            shortfall=_("supervised patients do not take part"),
        ),
        Rate(
            code="P05",
            name=_("Aid rate"),
            subject=PATIENT,
            population=(poor,),
            condition=aided_this_year,
            numerator_words=_("poor patients aided this year"),
            denominator_words=_("poor patients"),
            definition=_(
                "Poor patients on file on the day who were given aid since 1 January, of all poor patients on file on the day."
            ),
            shortfall=_("poor patients were not aided this year"),
            mend=Mend(label=_("Enter aid"), url_name="psych_care:aid-add"),
        ),
        Rate(
            code="P06",
            name=_("Incident rate"),
            lower_is_better=True,
            subject=PATIENT,
            population=(supervised,),
            condition=with_incident_this_year,
            numerator_words=_("supervised patients with an incident this year"),
            denominator_words=_("patients supervised"),
            definition=_("Supervised patients with at least one incident since 1 January, of all supervised patients."),
            shortfall=_("supervised patients had no incident this year"),
        ),
        Rate(
            code="P07",
            name=_("Unlocking rate"),
            subject=LOCK_UP,
            condition=released,
            numerator_words=_("persons released"),
            denominator_words=_("persons found locked up"),
            definition=_(
                "Findings of a person locked up that ended with a release by the day, of all findings that stood open "
                "on 1 January or were made since. Locked up again is a new finding."
            ),
            shortfall=_("persons found locked up are not released"),
        ),
        Rate(
            code="P08",
            name=_("Follow-up on time"),
            subject=PATIENT,
            condition=every_contact_made,
            numerator_words=_("patients with every due contact made in time"),
            denominator_words=_("patients on file"),
            definition=_(
                "Patients on file on the day with whom every contact that fell due since 1 January was made by its day, "
                "of all patients on file on the day; a contact due on the day itself counts. Who had none due counts as kept."
            ),
            shortfall=_("patients on file have a due contact that was not made in time"),
            mend=Mend(label=_("Enter a visit"), url_name="psych_care:visit-add"),
        ),
        Rate(
            code="P09",
            name=_("Regular medication rate"),
            subject=PATIENT,
            condition=taking_regularly,
            implies=(followed_up,),
            numerator_words=_("patients taking their medicine regularly"),
            denominator_words=_("patients on file"),
            definition=_(
                "Patients on file on the day who took their medicine regularly at their last visit by the day, "
                "of all patients on file on the day."
            ),
            shortfall=_("patients on file do not take their medicine regularly"),
            mend=Mend(label=_("Enter a visit"), url_name="psych_care:visit-add"),
        ),
        Rate(
            code="P10",
            name=_("Stability rate"),
            subject=PATIENT,
            population=(followed_up,),
            condition=stable,
            numerator_words=_("patients stable at the last visit"),
            denominator_words=_("patients followed up"),
            definition=_(
                "Patients on file on the day classed as stable at their last visit by the day, of all patients on file on "
                "the day who were visited at least once by then."
            ),
            shortfall=_("patients followed up are not stable"),
            mend=Mend(label=_("Enter a visit"), url_name="psych_care:visit-add"),
        ),
    ),
)
