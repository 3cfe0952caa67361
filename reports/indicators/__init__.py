"""All indicators by code, in the order of the report. A module a field; relief comes with its figures."""

from reports.indicators import psych_care, rehab
from reports.indicators.kinds import Indicator

FIELDS = [rehab.FIELD, psych_care.FIELD]
INDICATORS: dict[str, Indicator] = {indicator.code: indicator for field in FIELDS for indicator in field.indicators}
