from django.core.management.base import BaseCommand

from relief.services.matching import find_matches


class Command(BaseCommand):
    help = (
        "Information matching: who is helped twice, wrongly, or not at all. For every night; twice does nothing twice."
    )

    def handle(self, **options):
        counts = find_matches().counts
        self.stdout.write(", ".join(f"{n} {name}" for name, n in counts.items()))
