"""Loading the synthetic district as a job: chunk by chunk, resumable, the same for the same seed and day."""

import csv
from datetime import date
from itertools import accumulate
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit, jobs
from registry.models import Area, Certificate, CertificateComponent, Job, Person, Residence, Staff
from registry.models.jobs import JobState
from rehab.choices import CentreKind
from rehab.models import Campaign, Centre
from reports.demo.accounts import create_accounts
from reports.demo.applications import draw_applications
from reports.demo.cases import CaseRows, draw_case
from reports.demo.casework import draw_petitions
from reports.demo.children import draw_children
from reports.demo.devices import draw_catalogue, draw_devices, draw_loans
from reports.demo.drug_cards import CardRows, draw_quotas, draw_survey
from reports.demo.families import draw_families
from reports.demo.findings import draw_findings, draw_list_rows, draw_lists
from reports.demo.payments import draw_payments
from reports.demo.people import Numbers, draw_person
from reports.demo.places import DISTRICT, draw_places
from reports.demo.plans import draw_campaigns, draw_plans
from reports.demo.posts import draw_posts
from reports.demo.psychiatric import PsychiatricRows
from reports.demo.psychiatric_care import draw_care, draw_care_running
from reports.demo.referrals import draw_centres, draw_referrals
from reports.demo.relief import draw_relief, draw_standards
from reports.demo.reported import draw_reported

KIND = "load_demo"
CHUNK = 2000


def load_areas() -> None:
    with open(settings.BASE_DIR / "data" / "areas.csv", encoding="utf-8") as file:
        rows = [Area(code=row["code"], name=row["name"]) for row in csv.DictReader(file)]
    Area.objects.bulk_create(rows, ignore_conflicts=True)


def prepare(*, people: int, seed: int, today: date) -> Job:
    """Areas, accounts and the job; a job begun before (even with another size) is taken up, never begun twice."""
    load_areas()
    create_accounts()
    begun = Job.objects.filter(kind=KIND).exclude(state=JobState.CANCELLED).first()
    if begun is not None:
        Job.objects.filter(pk=begun.pk).exclude(state=JobState.DONE).update(state=JobState.QUEUED, holder="")
        begun.refresh_from_db()
        return begun
    return Job.objects.create(
        kind=KIND,
        title=_("Demo district"),
        params={"people": people, "seed": seed, "today": today.isoformat()},
        total=people,
        area_id=DISTRICT,
        created_by=Staff.objects.get(username="admin"),
    )


@jobs.handler(KIND)
def load(run: jobs.Run, on_progress=lambda done, total: None) -> None:
    district = District(**run.job.params)
    if "places" not in run.job.cursor:
        with transaction.atomic():
            district.load_places()
            run.progress(cursor={"places": True, "next": 0}, total=district.people)
    for first in range(run.job.cursor["next"], district.people, CHUNK):
        with transaction.atomic():
            last = min(first + CHUNK, district.people)
            district.load_people(first, last)
            run.progress(cursor={"places": True, "next": last}, done=last)
        on_progress(last, district.people)
    if "payments" not in run.job.cursor:
        with transaction.atomic():
            district.load_payments()
            run.progress(cursor={**run.job.cursor, "payments": True})
    if "findings" not in run.job.cursor:
        with transaction.atomic():
            district.load_findings()
            run.progress(cursor={**run.job.cursor, "findings": True})


class District:
    """All that is drawn for a seed; each chunk has a random stream of its own, so that it can be drawn alone."""

    def __init__(self, *, people: int, seed: int, today: str):
        self.people, self.seed, self.today = people, seed, date.fromisoformat(today)
        self.communities = list(Area.objects.communities().inside(DISTRICT))
        rng = self._rng("shape")
        self.zeal = {code: rng.triangular(0.82, 1.12, 1.0) for code in sorted({c.code[:9] for c in self.communities})}
        self.shares = list(accumulate(rng.lognormvariate(0, 0.5) for _ in self.communities))

    def _rng(self, purpose) -> Random:
        return Random(f"{self.seed}:{purpose}")  # noqa: S311 (a synthetic district, not a secret)

    def load_places(self) -> None:
        draw_places(self._rng("places"), self.communities, self.zeal, self.today)
        draw_campaigns(self.today, DISTRICT)
        draw_centres(DISTRICT)
        draw_catalogue(self._rng("devices"), DISTRICT)
        draw_posts(self._rng("posts"), self.communities, self.today)
        draw_standards(self.today)
        draw_care_running(self._rng("psychiatric care"), DISTRICT, self.today)
        draw_reported(self._rng("reported"), DISTRICT, self.today)
        draw_quotas(self.communities, DISTRICT, self.today)
        draw_lists(self.today, DISTRICT)

    def load_payments(self) -> None:
        """What everybody is paid, once everybody is there."""
        draw_payments(self._rng("payments"), self.today, DISTRICT)

    def load_people(self, first: int, last: int) -> None:
        rng, numbers, rows = self._rng(first), Numbers(first // CHUNK), CaseRows(list(Campaign.objects.all()))
        drawn = [self._draw(rng, numbers, rows) for _ in range(first, last)]
        Person.objects.bulk_create([d.person for d in drawn], batch_size=500)
        Residence.objects.bulk_create([r for d in drawn for r in d.residences], batch_size=2000)
        certified = [d for d in drawn if d.certificate]
        Certificate.objects.bulk_create([d.certificate for d in certified], batch_size=500)
        for d in certified:
            for component in d.components:
                component.certificate = d.certificate
        CertificateComponent.objects.bulk_create([c for d in certified for c in d.components])
        rows.save()
        psychiatric = PsychiatricRows(self._rng(f"psychiatric:{first}"), self.today)
        for d in drawn:
            psychiatric.draw(d)
        psychiatric.save()
        draw_care(self._rng(f"psychiatric care:{first}"), psychiatric, self.today)
        cards = CardRows(self._rng(f"drug_cards:{first}"), self.today)
        cards.draw(psychiatric.patients)
        cards.save()
        draw_plans(self._rng(f"plans:{first}"), rows, self.today)
        draw_devices(self._rng(f"devices:{first}"), rows.services, rows.needs, self.today)
        draw_loans(self._rng(f"loans:{first}"), [d.person for d in drawn if d.person.left_on is None], self.today)
        draw_referrals(self._rng(f"referrals:{first}"), rows.needs, list(Centre.objects.all()), self.today)
        guardians = draw_families(self._rng(f"families:{first}"), drawn, self.today)
        agencies = list(Centre.objects.filter(kind=CentreKind.AGENCY))
        draw_children(self._rng(f"children:{first}"), guardians, rows.needs, agencies, self.today)
        rng = self._rng(f"relief:{first}")
        relief = draw_relief(rng, drawn, self.today)
        draw_applications(rng, relief, self.today)
        draw_list_rows(self._rng(f"lists:{first}"), relief, self.today)
        if last == self.people:
            draw_survey(self._rng("survey"), DISTRICT, self.today)
        audit.record(by=None, action="demo", changes={"people": [first, last]})

    def load_findings(self) -> None:
        """Once everybody is there: the matching looks at all together."""
        draw_findings(self._rng("findings"), self.today)
        draw_petitions(self._rng("petitions"), self.people, self.today)

    def _draw(self, rng, numbers, rows):
        community = rng.choices(self.communities, cum_weights=self.shares)[0]
        drawn = draw_person(rng, numbers, community, self.today, self.communities)
        draw_case(rng, rows, drawn, self.zeal[community.code[:9]], self.today)
        return drawn
