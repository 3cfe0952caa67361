from django.core.management.base import BaseCommand
from django.utils import timezone

from psych_care.models import Doubt, Visit
from psych_care.quarters import ended_quarters
from psych_care.services import doubts


class Command(BaseCommand):
    help = "Find visits of this quarter and the last one that look made up; for the night, and after an import."

    def handle(self, **options):
        first, _last = ended_quarters(timezone.localdate(), 1)[0]
        before = Doubt.objects.count()
        doubts.find(visits=Visit.objects.filter(visited_on__gte=first), by=None)
        self.stdout.write(f"{Doubt.objects.count() - before} visits newly doubted.")
