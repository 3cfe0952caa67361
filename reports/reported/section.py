"""Reported figures stand beside the board; they are about areas and never about a person."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.records.sections import Section

FIGURES = Section(
    _("Reported figures"),
    "reports:figure-home",
    "reports:figure-export",
    Permission.VIEW_BOARD,
    Permission.ENTER_FIGURES,
    lambda request, person: {},
)
