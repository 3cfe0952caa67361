"""All indicators by code, in the order of the report. A module a field; psych_care and relief come with their apps."""

from reports.indicators import rehab
from reports.indicators.kinds import Indicator

FIELDS = [rehab.FIELD]
INDICATORS: dict[str, Indicator] = {indicator.code: indicator for field in FIELDS for indicator in field.indicators}
