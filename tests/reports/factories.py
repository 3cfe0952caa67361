from datetime import date
from decimal import Decimal

import factory

from reports.models import FigureKind, FigureSheet, ReportedFigure


class FigureKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FigureKind

    code = factory.Sequence(lambda n: f"kind-{n}")
    name = factory.Sequence(lambda n: f"项目{n}")
    topic = "other"
    unit = "个"
    opened_on = date(2020, 1, 1)


class FigureSheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FigureSheet

    area_id = "341702001"
    year = 2026
    asked_on = date(2026, 3, 1)
    due_on = date(2026, 3, 31)


class ReportedFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportedFigure

    sheet = factory.SubFactory(FigureSheetFactory)
    kind = factory.SubFactory(FigureKindFactory)
    value = Decimal(10)
