"""Who may open the boards, targets and reports."""

from registry.permissions import Permission as P
from reports.models import Target
from tests.matrix_rows import Place, Row


def target(place: Place):
    year = 2000 + Target.objects.count() % 100
    return Target.objects.create(indicator="R05", area_id=place.code, year=year, value=90, source="计划")


_LISTS = (P.VIEW_BOARD, P.VIEW_PEOPLE, P.VIEW_REHAB)
_MEMBERS = {"code": "R05", "part": "missing"}

REPORTS: dict[str, Row] = {
    "reports:board": Row(P.VIEW_BOARD),
    "reports:board-trend": Row(P.VIEW_BOARD),
    "reports:board-export": Row((P.VIEW_BOARD, P.EXPORT_DATA), args={"file_format": "csv"}),
    "reports:indicator": Row(P.VIEW_BOARD, args={"code": "R05"}),
    "reports:indicator-export": Row((P.VIEW_BOARD, P.EXPORT_DATA), args={"code": "R05", "file_format": "csv"}),
    "reports:members": Row(_LISTS, args=_MEMBERS),
    "reports:members-export": Row((*_LISTS, P.EXPORT_DATA), args={**_MEMBERS, "file_format": "csv"}),
    "reports:target-list": Row(P.VIEW_BOARD),
    "reports:target-add": Row(P.EDIT_TARGETS),
    "reports:target-edit": Row(P.EDIT_TARGETS, of=target),
    "reports:target-delete": Row(P.EDIT_TARGETS, of=target, post=True),
    "reports:report-list": Row(P.MAKE_REPORT),
    "reports:report-make": Row(P.MAKE_REPORT, post=True),
}
