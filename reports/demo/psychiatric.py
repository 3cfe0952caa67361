"""Psychiatric files of synthetic people: most are looked after as they should be, some are waiting for somebody."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from psych_care import models, rules
from psych_care.choices import Diagnosis, State
from registry.codes import DisabilityType
from reports.demo.people import Drawn
from reports.demo.vocabulary import full_name, pick

ON_FILE, GUARDED, MEDICATED, AIDED, LATE = 0.88, 0.86, 0.8, 0.3, 0.03
MEDICINES = ["利培酮片", "奥氮平片", "氯氮平片", "喹硫平片", "碳酸锂片"]
HOSPITAL = "池州市第二人民医院"
NOTES = [
    "情绪平稳，协助家务",
    "睡眠欠佳，已指导用药",
    "能外出买菜，与邻里往来正常",
    "少语，家属称按时服药",
    "参加工疗站活动",
]
CLASSES = [("stable", 62), ("basically_stable", 30), ("unstable", 8)]
# risk, symptoms, insight, social function of each class.
SIGNS = {
    "stable": (0, "recovered", "full", "good"),
    "basically_stable": (1, "partly", "partly", "fair"),
    "unstable": (3, "marked", "none", "poor"),
}


class PsychiatricRows:
    """Rows of one chunk; those that hang on others are saved after them."""

    def __init__(self, rng: Random, today: date):
        self.rng, self.today = rng, today
        self.patients, self.visits, self.guardianships, self.members = [], [], [], []
        self.prescriptions, self.dispensings, self.stays, self.aid = [], [], [], []
        self.lock_ups, self.incidents = [], []

    def save(self) -> None:
        for rows in (
            self.patients,
            self.visits,
            self.guardianships,
            self.members,
            self.prescriptions,
            self.dispensings,
            self.stays,
            self.aid,
            self.lock_ups,
            self.incidents,
        ):
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=1000)

    def draw(self, drawn: Drawn) -> None:
        person = drawn.person
        if drawn.disability_type != DisabilityType.MENTAL or person.left_on or self.rng.random() > 0.9:
            return
        clue_on = person.registered_on + timedelta(days=self.rng.randint(0, 60))
        if clue_on + timedelta(days=60) > self.today:
            return
        patient = self._patient(person, clue_on)
        self.patients.append(patient)
        if patient.registered_on:
            self._care(drawn, patient)

    def _patient(self, person, clue_on: date) -> models.Patient:
        rng = self.rng
        patient = models.Patient(
            person=person, clue_on=clue_on, clue_source=pick(rng, [("family", 50), ("committee", 35), ("police", 15)])
        )
        if rng.random() > ON_FILE:
            return patient
        patient.diagnosis = pick(
            rng,
            [(Diagnosis.SCHIZOPHRENIA, 62), (Diagnosis.BIPOLAR, 14), (Diagnosis.EPILEPSY, 9), (Diagnosis.OTHER, 15)],
        )
        patient.diagnosed_on, patient.diagnosed_by = clue_on + timedelta(days=12), HOSPITAL
        patient.registered_on = patient.under_care_on = clue_on + timedelta(days=20)
        patient.first_due_on = rules.first_contact(patient.registered_on)
        patient.consent_by, patient.state = full_name(rng, "1"), State.LOST if rng.random() < 0.02 else State.UNDER_CARE
        patient.insurance = pick(rng, [("resident", 85), ("employee", 12), ("none", 3)])
        patient.poor_since = patient.registered_on if rng.random() < 0.45 else None
        patient.lives_alone, patient.home_visits_allowed = rng.random() < 0.12, rng.random() < 0.9
        return patient

    def _care(self, drawn: Drawn, patient) -> None:
        home = {"person": drawn.person, "community": drawn.residences[-1].community}
        begin = max(patient.registered_on, self.today - timedelta(days=400), drawn.residences[-1].from_on)
        if begin >= self.today - timedelta(days=20):
            return
        self._visits(home, begin)
        if self.rng.random() < GUARDED:
            self._guardianship(home, begin)
        if self.rng.random() < MEDICATED:
            self._medicine(home, begin)
        if self.rng.random() < AIDED:
            day = max(begin, self.today - timedelta(days=self.rng.randint(5, 150)))
            self.aid.append(
                models.Aid(given_on=day, kind="medicine", amount=Decimal(self.rng.randint(2, 12) * 50), **home)
            )
        self._events(home, begin)

    def _visits(self, home: dict, begin: date) -> None:
        rng, before, day = self.rng, None, begin + timedelta(days=self.rng.randint(1, 13))
        while day < self.today:
            kind = before if before and rng.random() < 0.6 else pick(rng, CLASSES)
            risk, symptoms, insight, social = SIGNS[kind]
            course = pick(rng, [("markedly_improved", 45), ("improved", 30), ("unchanged", 22), ("worse", 3)])
            due = rules.next_contact(day, kind, before=before, improved=course in ("markedly_improved", "improved"))
            self.visits.append(
                models.Visit(
                    visited_on=day,
                    visited_by=full_name(rng, "2"),
                    method=pick(rng, [("face_to_face", 80), ("phone", 14), ("family", 6)]),
                    symptoms=symptoms,
                    insight=insight,
                    risk=risk,
                    side_effects=pick(rng, [("none", 80), ("mild", 20)]),
                    physical="stable",
                    social=social,
                    takes_part=rng.random() < 0.6,
                    adherence=pick(rng, [("regular", 78), ("irregular", 18), ("none", 4)]),
                    course=course,
                    referred_to=HOSPITAL if kind == "unstable" else "",
                    note=f"{rng.choice(NOTES)}。",
                    stability=kind,
                    next_due_on=due,
                    **home,
                )
            )
            # Most come in time, some late.
            days = (due - day).days * (rng.uniform(1.05, 1.3) if rng.random() < LATE else rng.uniform(0.75, 1))
            day, before = day + timedelta(days=max(1, round(days))), kind

    def _guardianship(self, home: dict, begin: date) -> None:
        signed = begin if self.rng.random() < 0.9 else None
        group = models.Guardianship(
            guardian_name=full_name(self.rng, "1"),
            started_on=begin,
            letter_signed_on=signed,
            letter_until=signed and signed + timedelta(days=730),
            **home,
        )
        self.guardianships.append(group)
        for role in ("cadre", "doctor", "police"):
            self.members.append(
                models.GroupMember(guardianship=group, full_name=full_name(self.rng, "1"), role=role, joined_on=begin)
            )

    def _medicine(self, home: dict, begin: date) -> None:
        one = models.Prescription(
            medicine=self.rng.choice(MEDICINES), units_a_day=2, from_on=begin, prescribed_by=HOSPITAL, **home
        )
        self.prescriptions.append(one)
        day = begin
        while day < self.today:
            ends = day + timedelta(days=30)
            self.dispensings.append(
                models.Dispensing(
                    prescription=one,
                    dispensed_on=day,
                    quantity=60,
                    dispensed_by=full_name(self.rng, "2"),
                    runs_out_on=ends,
                )
            )
            day = ends + timedelta(days=self.rng.choice([-2, -1, 0, 0, 0, 4]))
            if self.rng.random() < 0.01:
                break

    def _events(self, home: dict, begin: date) -> None:
        rng = self.rng
        day = begin + timedelta(days=rng.randint(0, (self.today - begin).days - 15))
        if rng.random() < 0.06:
            stay = models.HospitalStay(hospital=HOSPITAL, admitted_on=day, **home)
            if rng.random() < 0.7:
                stay.discharged_on, stay.handed_over_to = day + timedelta(days=12), full_name(rng, "2")
            self.stays.append(stay)
        if rng.random() < 0.02:
            self.incidents.append(
                models.Incident(
                    happened_on=day,
                    kind="minor",
                    account="与邻居争吵，经劝阻平息",
                    measures="社区民警与医生上门",
                    **home,
                )
            )
        if rng.random() < 0.015:
            self.lock_ups.append(self._lock_up(home, day))

    def _lock_up(self, home: dict, day: date) -> models.LockUp:
        one = models.LockUp(
            found_on=day, found_by=full_name(self.rng, "1"), place="自家偏房", conditions="门外上锁，有饮食", **home
        )
        steps = (("assessed", 1), ("released", 4), ("treated", 5), ("followed", 14))
        for name, days in steps[: self.rng.randint(0, 4)]:
            setattr(one, f"{name}_on", day + timedelta(days=days))
            one.state = name
        return one
