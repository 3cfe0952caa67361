from django.db import migrations

from registry import dialect


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: dialect.guard_audit_table(schema_editor),
            lambda apps, schema_editor: dialect.unguard_audit_table(schema_editor),
        )
    ]
