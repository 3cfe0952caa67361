from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from registry.encrypted_fields import DigestField, EncryptedField
from registry.encryption import parse_keys

CHUNK = 1000


class Command(BaseCommand):
    help = "Write every encrypted value again under the newest of FIELD_KEYS, and its digest under LOOKUP_KEY."

    def handle(self, **options):
        version = max(parse_keys(settings.FIELD_KEYS))
        for model in apps.get_models():
            fields = [
                field for field in model._meta.concrete_fields if isinstance(field, (EncryptedField, DigestField))
            ]
            if fields:
                self.stdout.write(f"{model._meta.label}: {_rewrite(model, fields)} rows under key {version}")


def _rewrite(model, fields) -> int:
    """In chunks by primary key, each locked while it is read and written, so that no edit in between is lost."""
    count, last = 0, None
    while True:
        with transaction.atomic():
            rows = model._base_manager.select_for_update().order_by("pk")
            chunk = list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK])
            if not chunk:
                return count
            for row in chunk:
                for field in fields:
                    field.pre_save(row, add=False)
            model._base_manager.bulk_update(chunk, [field.name for field in fields])
        count, last = count + len(chunk), chunk[-1].pk
