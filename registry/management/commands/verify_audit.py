from django.core.management.base import BaseCommand, CommandError

from registry import audit
from registry.models import AuditEntry


class Command(BaseCommand):
    help = (
        "Check that no entry of the audit log was altered or removed. Entries removed at the end leave no gap: "
        "note the last hash somewhere else, and name it with --contains the next time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--contains", metavar="HASH", help="a hash noted earlier, which must still be there")

    def handle(self, *, contains, **options):
        if broken := audit.first_broken():
            raise CommandError(f"the chain is broken at entry {broken.pk} of {broken.at:%Y-%m-%d %H:%M:%S %Z}")
        if contains and not AuditEntry.objects.filter(hash=contains).exists():
            raise CommandError(f"entry {contains} is gone: the end of the log was removed")
        last = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first()
        self.stdout.write(f"the chain is whole: {AuditEntry.objects.count()} entries, last hash {last or '—'}")
