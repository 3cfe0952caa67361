from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from registry.services.areas import AreaFileError, load_areas


class Command(BaseCommand):
    help = "Areas from a csv file with the columns code,name (UTF-8 or GB18030). New ones are added, none is deleted."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            loaded = load_areas(by=None, content=file.read_bytes())
        except FileNotFoundError as error:
            raise CommandError(f"no such file: {file}") from error
        except AreaFileError as error:
            raise CommandError(f"{file}: nothing was loaded\n{error}") from error
        self.stdout.write(f"added {loaded.added}, renamed {loaded.renamed}, unchanged {loaded.unchanged}")
