from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from registry.imports.command_line import dataset_named, staff_named
from registry.imports.reading import open_sheet
from registry.imports.refusals import FileRefusedError


class Command(BaseCommand):
    help = "Import a dataset from xlsx or csv; good rows go in, rejected ones are listed with row, column and reason."

    def add_arguments(self, parser):
        parser.add_argument("dataset")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--by", help="user name: their scope holds, and the audit log names them")

    def handle(self, *, dataset, file, dry_run, by, **options):
        dataset = dataset_named(dataset)
        resource = dataset.resource(staff=staff_named(by, dataset))
        try:
            with file.open("rb") as source:
                result = resource.import_data(open_sheet(source, file.name), dry_run=dry_run)
        except FileNotFoundError as error:
            raise CommandError(f"no such file: {file}") from error
        except FileRefusedError as error:
            raise CommandError(str(error)) from error
        for row in result.rejected:
            for name, message in row.errors.items():
                self.stdout.write(f"row {row.number}, {dataset.column(name).heading}: {message}")
        shown = ", ".join(f"{name} {result.outcomes[name]}" for name in ("added", "changed", "unchanged", "rejected"))
        self.stdout.write(f"read {result.total_rows}: {shown}{' (nothing written)' if dry_run else ''}")
