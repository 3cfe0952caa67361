"""Hands a drawing's parameters, as the include gave them, to the geometry of reports.charts."""

from inspect import signature

from django import template
from django.utils.translation import get_language

from reports import charts

register = template.Library()


def _geometry(context, function):
    given = context.flatten()
    return function(**{name: given[name] for name in signature(function).parameters if name in given})


@register.simple_tag(takes_context=True)
def bullet_chart(context):
    return _geometry(context, charts.bullet)


@register.simple_tag(takes_context=True)
def spark_chart(context):
    return _geometry(context, charts.spark)


@register.simple_tag(takes_context=True)
def trend_chart(context):
    return _geometry(context, charts.trend)


@register.simple_tag(takes_context=True)
def bars_chart(context):
    return _geometry(context, charts.bars)


@register.simple_tag
def chart_font():
    """Text in an SVG names its faces itself: the PDF's own ones first (registry.pdf.fonts), then the systems'."""
    script = "TC" if get_language() == "zh-hant" else "SC"
    systems = "PingFang TC, Microsoft JhengHei" if script == "TC" else "PingFang SC, Microsoft YaHei"
    # Names on the register are in simplified characters, which the TC face lacks in part.
    return f"Desk Sans {script}, Desk Sans SC, Noto Sans {script}, Noto Sans CJK {script}, {systems}, sans-serif"


@register.filter
def plus(number, addend):
    return round(float(number) + float(addend), 1)
