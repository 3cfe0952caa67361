"""Drug-relief cards of poor patients, the quotas they take their places from, and a survey of the district."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from django.db.models import F

from psych_care.models import (
    CardFollowUp,
    CardPlace,
    CardQuota,
    DesignatedHospital,
    DrugCard,
    IntakeConfirmation,
    Patient,
    Survey,
    SurveyHousehold,
)
from psych_care.services import surveys
from registry.models import Staff
from registry.services.days import years_after
from reports.demo.vocabulary import full_name, pick

HOSPITAL = "池州市第二人民医院"
PLACES_A_STREET, YUAN_A_PLACE = 40, 450
CARD, CANDIDATE = 0.45, 0.15
STATES = [("issued", 20), ("followed", 25), ("confirmed", 55)]
COURSES = [("markedly_improved", 45), ("improved", 35), ("unchanged", 20)]
SURVEY = "精神病防治康复入户调研"


def draw_quotas(communities: list, district: str, today: date) -> None:
    """Of this year and the one before: the district's places, most of them shared out to the streets."""
    streets = sorted({community.code[:9] for community in communities})
    for year in (today.year - 1, today.year):
        shared = PLACES_A_STREET * len(streets)
        total = shared + PLACES_A_STREET
        money = {"city_money": total * YUAN_A_PLACE * 3 // 10, "matched_money": total * YUAN_A_PLACE * 7 // 10}
        CardQuota.objects.create(area_id=district, year=year, places=total, shared_out=shared, **money)
        CardQuota.objects.bulk_create(CardQuota(area_id=code, year=year, places=PLACES_A_STREET) for code in streets)
    opened_on = date(today.year - 2, 1, 1)
    names = (HOSPITAL, "贵池区人民医院精神科")
    DesignatedHospital.objects.bulk_create(
        DesignatedHospital(area_id=district, name=name, address="池州市贵池区", opened_on=opened_on) for name in names
    )


class CardRows:
    """Cards of one chunk."""

    def __init__(self, rng: Random, today: date):
        self.rng, self.today = rng, today
        self.hospitals = list(DesignatedHospital.objects.all())
        self.quotas = {(row.area_id, row.year): row for row in CardQuota.objects.all()}
        names = ("psychiatric2", "psychiatric", "psychiatric3")
        staff = {one.username: one for one in Staff.objects.filter(username__in=names)}
        self.found_by, self.diagnosed_by, self.issued_by = (staff.get(name) for name in names)
        self.cards, self.places, self.follow_ups, self.confirmations = [], [], [], []
        self.used: Counter = Counter()

    def draw(self, patients: list[Patient]) -> None:
        for patient in patients:
            chance = self.rng.random()
            if not patient.poor_since or chance > CARD + CANDIDATE:
                continue
            add = self._issued if chance < CARD else self._candidate
            add(patient)

    def _card(self, patient: Patient, found_on: date) -> DrugCard:
        person = patient.person
        return DrugCard(
            person=person,
            community=person.community,
            found_on=found_on,
            found_by=self.found_by,
            circumstances=self.rng.choice(["低保家庭，父母年迈", "一人就医，家庭欠债", "务农为生，无力负担药费"]),
        )

    def _diagnosed(self, card: DrugCard, patient: Patient, on: date) -> None:
        card.state, card.diagnosis, card.diagnosed_on = "diagnosed", patient.diagnosis, on
        card.specialist, card.at_home = f"{HOSPITAL} {full_name(self.rng, '1')}医师", self.rng.random() < 0.2
        card.treatment_plan, card.diagnosed_by = "维持用药，每月随访一次", self.diagnosed_by

    def _candidate(self, patient: Patient) -> None:
        found_on = self.today - timedelta(days=self.rng.randint(3, 50))
        if found_on <= patient.registered_on:
            return
        card = self._card(patient, found_on)
        if self.rng.random() < 0.5:
            self._diagnosed(card, patient, found_on + timedelta(days=2))
        self.cards.append(card)

    def _issued(self, patient: Patient) -> None:
        rng = self.rng
        issued_on = self.today - timedelta(days=rng.randint(10, 375))
        quota = self.quotas.get((patient.person.community_id[:9], issued_on.year))
        if issued_on - timedelta(days=20) <= patient.registered_on or quota is None or not self._room(quota):
            return
        card = self._card(patient, issued_on - timedelta(days=20))
        self._diagnosed(card, patient, issued_on - timedelta(days=8))
        self.used[quota.pk] += 1
        card.state, card.issued_on, card.valid_until = pick(rng, STATES), issued_on, years_after(issued_on, 1)
        card.number = f"{quota.area_id}{quota.year}{quota.numbered + self.used[quota.pk]:04d}"
        card.hospital, card.issued_by = rng.choice(self.hospitals), self.issued_by
        self.cards.append(card)
        self.places.append(CardPlace(card=card, quota=quota, taken_on=issued_on))
        if card.state != "issued":
            self._follow(card)

    def _room(self, quota: CardQuota) -> bool:
        return quota.left_over > self.used[quota.pk]

    def _follow(self, card: DrugCard) -> None:
        """Monthly; what the last one saw is not confirmed yet where the card stands so."""
        rng, home = self.rng, {"card": card, "person": card.person, "community": card.community}
        doctor, guardian = full_name(rng, "1"), full_name(rng, "2")
        days = [card.issued_on + timedelta(days=30 * n + rng.randint(-3, 3)) for n in range(1, 12)]
        days = [day for day in days if card.issued_on < day < self.today - timedelta(days=2)]
        if not days:
            card.state = "issued"
        for day in days:
            self.follow_ups.append(
                CardFollowUp(
                    followed_on=day,
                    doctor_name=doctor,
                    doctor_trained_on=date(day.year - 1, 11, 5),
                    adherence=pick(rng, [("regular", 80), ("irregular", 20)]),
                    course=pick(rng, COURSES),
                    side_effects=pick(rng, [("none", 85), ("mild", 15)]),
                    **home,
                )
            )
            if day != days[-1] or card.state == "confirmed":
                confirmed_on = day + timedelta(days=1)
                self.confirmations.append(
                    IntakeConfirmation(confirmed_on=confirmed_on, confirmed_by=guardian, role="guardian", **home)
                )

    def save(self) -> None:
        for rows in (self.cards, self.places, self.follow_ups, self.confirmations):
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=500)
        for quota, count in self.used.items():
            CardQuota.objects.filter(pk=quota).update(used=F("used") + count, numbered=F("numbered") + count)


def draw_survey(rng: Random, district: str, today: date) -> None:
    """Under way: most of the households of the sample have answered."""
    begins_on = today - timedelta(days=20)
    survey = Survey.objects.create(
        area_id=district, title=SURVEY, begins_on=begins_on, ends_on=today + timedelta(days=25), seed=2026
    )
    if not Patient.objects.on_file_on(today).inside(district).exists():
        return
    surveys.draw(survey=survey, on=begins_on, by=None)
    for row in SurveyHousehold.objects.filter(survey=survey):
        if rng.random() < 0.75:
            _answer(rng, row, today)


def _answer(rng: Random, row: SurveyHousehold, today: date) -> None:
    row.answered_on, row.patients = today - timedelta(days=rng.randint(1, 18)), 1
    row.respondent = rng.choice(["guardian", "group", "family"])
    row.supervised, row.medicated = int(rng.random() < 0.85), int(rng.random() < 0.75)
    row.improved, row.participating = int(rng.random() < 0.5), int(rng.random() < 0.5)
    row.satisfaction, row.aid_known = pick(rng, [("satisfied", 80), ("fair", 20)]), rng.random() < 0.6
    row.save()
