"""The one standard every desk starts from: 30 m² for a rehab station (model community rehabilitation plan)."""

from datetime import date

from django.db import migrations

FIRST = {"code": "station_floor_area", "effective_from": date(2000, 1, 1)}


def add(apps, schema_editor):
    apps.get_model("rehab", "Standard").objects.get_or_create(
        **FIRST, defaults={"value": 30, "source": "残疾人社区康复示范区工作标准"}
    )


def remove(apps, schema_editor):
    apps.get_model("rehab", "Standard").objects.filter(**FIRST).delete()


class Migration(migrations.Migration):
    dependencies = [("rehab", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
