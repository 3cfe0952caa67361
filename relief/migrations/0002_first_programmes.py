"""The programmes every desk starts from, with the rules of national documents; amounts are each locality's own."""

from datetime import date

from django.db import migrations

FIRST_DAY = date(2000, 1, 1)
P, H = "person", "household"

# code, name, department, unit, cycle, amount rule, drawn only with, rule
PROGRAMMES = [
    ("allowance", "最低生活保障", "civil_affairs", H, "monthly", "difference", None, {"review_months": 12}),
    ("destitute", "特困供养", "civil_affairs", P, "monthly", "standard", None, {"review_months": 12}),
    ("medical", "医疗救助", "medical_insurance", P, "once", "claim", None, {"ratio_percent": 70, "deductible": 0}),
    ("temporary", "临时救助", "civil_affairs", H, "once", "assessed", None, {}),
    ("disaster", "灾害救助", "emergency", H, "once", "assessed", None, {}),
    ("disaster_rice", "灾害救助粮", "emergency", H, "once", "assessed", None, {}),
    ("old_age", "高龄津贴", "civil_affairs", P, "monthly", "standard", None, {"min_age": 80, "review_months": 12}),
    # Orphans are minors: nothing of them is published.
    ("orphan", "孤儿基本生活费", "civil_affairs", P, "monthly", "standard", None,
     {"max_age": 17, "notice_days": 0, "least_amount": 600, "review_months": 12}),
    ("living_subsidy", "困难残疾人生活补贴", "federation", P, "monthly", "standard", "allowance",
     {"max_grade": 4, "max_grade_mental": 4, "review_months": 12}),
    ("nursing_subsidy", "重度残疾人护理补贴", "federation", P, "monthly", "standard", None,
     {"max_grade": 2, "max_grade_mental": 3, "review_months": 12}),
    ("study", "助学", "federation", P, "yearly", "standard", None, {"min_age": 3, "max_age": 30}),
    ("housing", "住房租赁补助", "housing", H, "monthly", "assessed", None, {"review_months": 12}),
    ("commissioner", "专职委员补贴", "federation", P, "monthly", "standard", None, {"notice_days": 0}),
    # What a mental disorder is the ground for is never published.
    ("guardian_incentive", "监护人以奖代补", "health", P, "yearly", "standard", None, {"notice_days": 0}),
    ("drug_relief", "精神障碍患者药物救助", "health", P, "yearly", "assessed", None, {"notice_days": 0}),
]  # fmt: skip
QUANTITY_UNITS = {"disaster_rice": "吨"}
# Destitute support excludes both subsidies; orphan support the living subsidy (国发〔2015〕52号).
EXCLUSIONS = [
    ("destitute", "living_subsidy"),
    ("destitute", "nursing_subsidy"),
    ("orphan", "living_subsidy"),
    ("destitute", "allowance"),
]
SOURCE = "国发〔2015〕52号"


def add(apps, schema_editor):
    Programme = apps.get_model("relief", "Programme")
    made = {}
    for code, name, department, unit, cycle, amount_rule, needs, rule in PROGRAMMES:
        made[code] = Programme.objects.create(
            code=code,
            name=name,
            department=department,
            unit=unit,
            cycle=cycle,
            amount_rule=amount_rule,
            needs=made.get(needs),
            quantity_unit=QUANTITY_UNITS.get(code, ""),
            opened_on=FIRST_DAY,
        )
        apps.get_model("relief", "ProgrammeRule").objects.create(
            programme=made[code], effective_from=FIRST_DAY, **rule
        )
    for prevailing, excluded in EXCLUSIONS:
        apps.get_model("relief", "Exclusion").objects.create(
            prevailing=made[prevailing], excluded=made[excluded], effective_from=FIRST_DAY, source=SOURCE
        )


def remove(apps, schema_editor):
    codes = [row[0] for row in PROGRAMMES]
    apps.get_model("relief", "Exclusion").objects.filter(effective_from=FIRST_DAY, prevailing__code__in=codes).delete()
    apps.get_model("relief", "ProgrammeRule").objects.filter(effective_from=FIRST_DAY, programme__code__in=codes).delete()
    programmes = apps.get_model("relief", "Programme").objects.filter(code__in=codes)
    programmes.update(needs=None)
    # Backwards, Django sees the model that refers to itself as two and cannot collect its rows; the database still guards them.
    programmes._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("relief", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
