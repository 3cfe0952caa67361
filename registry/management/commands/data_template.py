from pathlib import Path

from django.core.management.base import BaseCommand

from registry.imports.command_line import dataset_named
from registry.imports.workbooks import template


class Command(BaseCommand):
    help = "Write the template of a dataset: data_template people people.xlsx"

    def add_arguments(self, parser):
        parser.add_argument("dataset")
        parser.add_argument("file", type=Path)

    def handle(self, *, dataset, file, **options):
        file.write_bytes(template(dataset_named(dataset)))
        self.stdout.write(f"{file}")
