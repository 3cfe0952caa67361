"""The figures that district reports tell without a record here behind them; each district closes or adds its own."""

from datetime import date

from django.db import migrations

FIRST_DAY = date(2000, 1, 1)

# code, name, topic, unit, decimals, part of, asked from the streets
FIGURES = [
    ("committees-due", "应换届村（居）委会", "elections", "个", 0, None, True),
    ("committees-elected", "完成换届村（居）委会", "elections", "个", 0, None, True),
    ("village-cadres", "新当选村“两委”干部", "elections", "人", 0, None, True),
    ("community-cadres", "新当选社区“两委”干部", "elections", "人", 0, None, True),
    ("dual-post-villages", "书记主任“一肩挑”的村", "elections", "个", 0, None, True),
    ("dual-post-communities", "书记主任“一肩挑”的社区", "elections", "个", 0, None, True),
    ("grid-communities", "实行网格化管理的社区", "grids", "个", 0, None, True),
    ("grids", "社区网格", "grids", "个", 0, None, True),
    ("veterans-money", "优抚对象抚恤补助", "veterans", "元", 2, None, False),
    ("discharged", "接收退役士兵", "veterans", "人", 0, None, False),
    ("discharged-city", "城镇退役士兵", "veterans", "人", 0, "discharged", False),
    ("discharged-country", "农村退役士兵", "veterans", "人", 0, "discharged", False),
    ("home-service-elders", "享受居家养老服务的老人", "elders", "人", 0, None, True),
    ("elders-phones", "安装老人呼叫电话", "elders", "部", 0, None, False),
    ("elders-cards", "发放老年优待证", "elders", "个", 0, None, True),
    ("marriage-work", "婚姻登记业务", "marriages", "件", 0, None, False),
    ("marriages", "结婚登记", "marriages", "件", 0, "marriage-work", False),
    ("divorces", "离婚登记", "marriages", "件", 0, "marriage-work", False),
    ("marriage-certificates", "补领证件与出具证明", "marriages", "件", 0, "marriage-work", False),
    ("organisations", "登记的社会组织", "organisations", "个", 0, None, False),
    ("organisations-companies", "民办非企业单位", "organisations", "个", 0, "organisations", False),
    ("organisations-associations", "社会团体", "organisations", "个", 0, "organisations", False),
    ("vagrants", "救助流浪乞讨人员", "vagrants", "人次", 0, None, True),
    ("homes-built", "敬老院建设投入", "homes", "元", 2, None, False),
    ("homes-mended", "敬老院维修改造投入", "homes", "元", 2, None, False),
    ("stores", "救灾物资储备投入", "relief", "元", 2, None, False),
]  # fmt: skip


def add(apps, schema_editor):
    FigureKind = apps.get_model("reports", "FigureKind")
    made = {}
    for position, (code, name, topic, unit, decimals, whole, by_street) in enumerate(FIGURES, 1):
        made[code] = FigureKind.objects.create(
            code=code,
            name=name,
            topic=topic,
            unit=unit,
            decimals=decimals,
            whole=made.get(whole),
            by_street=by_street,
            position=position,
            opened_on=FIRST_DAY,
        )


def remove(apps, schema_editor):
    """Parts first; fails where one was reported, rather than losing what was entered."""
    FigureKind = apps.get_model("reports", "FigureKind")
    codes = [code for code, *_rest in FIGURES]
    FigureKind.objects.filter(code__in=codes, whole__isnull=False).delete()
    FigureKind.objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_reported_figures")]
    operations = [migrations.RunPython(add, remove)]
