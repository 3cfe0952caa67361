from pathlib import Path

from django.core.management.base import BaseCommand

from registry.imports.documentation import documentation
from registry.plugs import plugs


class Command(BaseCommand):
    help = "Write the table of the datasets for the documentation: data_docs docs/datasets.md"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        file.write_text(documentation(plugs.datasets.values()))
        self.stdout.write(f"{file}")
