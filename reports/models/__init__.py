from reports.models.reported import FigureKind, FigureSheet, ReportedFigure
from reports.models.targets import Target

__all__ = ["FigureKind", "FigureSheet", "ReportedFigure", "Target"]
