"""Who may open the boards, targets and reports."""

from registry.permissions import Permission as P
from registry.permissions import Role
from reports.models import FigureSheet, Target
from tests.factories import StaffFactory
from tests.matrix_rows import Place, Row
from tests.reports.factories import FigureKindFactory, FigureSheetFactory


def target(place: Place):
    year = 2000 + Target.objects.count() % 100
    return Target.objects.create(indicator="R05", area_id=place.code, year=year, value=90, source="计划")


def sheet(place: Place):
    """Of the street; sent in, so that it may be approved and sent back."""
    staff = StaffFactory(area_id=place.level(6), role=Role.CLERK)
    return FigureSheetFactory(
        area_id=place.level(9),
        year=2000 + FigureSheet.objects.count() % 100,
        state="submitted",
        submitted_on="2026-03-02",
        submitted_by=staff,
    )


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
    "reports:figure-home": Row(P.VIEW_BOARD),
    "reports:figure-sheet-list": Row(P.VIEW_BOARD),
    "reports:figure-list": Row(P.VIEW_BOARD),
    "reports:figure-kind-list": Row(P.VIEW_BOARD),
    "reports:figure-export": Row((P.VIEW_BOARD, P.EXPORT_DATA), args={"key": "figures", "file_format": "csv"}),
    "reports:figure-ask": Row(P.APPROVE_FIGURES),
    "reports:figure-kind-add": Row(P.APPROVE_FIGURES),
    "reports:figure-kind-edit": Row(P.APPROVE_FIGURES, of=lambda place: FigureKindFactory(), everywhere=True),
    "reports:figure-sheet": Row(P.VIEW_BOARD, of=sheet),
    "reports:figure-sheet-fill-in": Row(P.ENTER_FIGURES, of=sheet),
    "reports:figure-sheet-step": Row((P.VIEW_BOARD, P.APPROVE_FIGURES), of=sheet, args={"step": "return_sheet"}),
    "reports:report-list": Row(P.MAKE_REPORT),
    "reports:report-make": Row(P.MAKE_REPORT, post=True),
}
