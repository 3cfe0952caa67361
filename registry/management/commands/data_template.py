from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from registry.imports.workbooks import template
from registry.plugs import plugs


class Command(BaseCommand):
    help = "Write the template of a dataset: data_template people people.xlsx"

    def add_arguments(self, parser):
        parser.add_argument("dataset")
        parser.add_argument("file", type=Path)

    def handle(self, *, dataset, file, **options):
        if dataset not in plugs.datasets:
            raise CommandError(f"no dataset {dataset!r}; there are: {', '.join(sorted(plugs.datasets))}")
        file.write_bytes(template(plugs.datasets[dataset]))
        self.stdout.write(f"{file}")
