from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from registry.imports.command_line import dataset_named, staff_named
from registry.imports.exporting import export_table, note_export
from registry.tables import FORMATS


class Command(BaseCommand):
    help = (
        "Write a dataset to an xlsx or csv file that import_data reads again; numbers of people stand there in clear."
    )

    def add_arguments(self, parser):
        parser.add_argument("dataset")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", help="user name: their scope holds, and the audit log names them")

    def handle(self, *, dataset, file, by, **options):
        dataset, file_format = dataset_named(dataset), file.suffix.lstrip(".").lower()
        staff = staff_named(by, dataset)
        if file_format not in FORMATS:
            raise CommandError(f"{file.name}: the file's name must end with {' or '.join(FORMATS)}")
        try:
            note_export(dataset, by=staff, file_format=file_format, reason="export_data")
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        table = export_table(dataset, staff)
        with file.open("wb") as out:
            if file_format == "csv":
                out.writelines(line.encode() for line in table.csv_lines())
            else:
                table.write_xlsx(out)
        self.stdout.write(f"wrote {file}")
