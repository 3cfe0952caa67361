"""What information matching and petitions put on Today."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.plugs import Due
from relief.matching.rules import rule_label
from relief.models import MatchFinding, Petition, Recovery
from relief.worklists import Lines

FINDING_DAYS, CALL_BACK_DAYS = 30, 10


@dataclass(frozen=True)
class FindingLines(Lines):
    """A finding may be about no programme."""

    def _due(self, row) -> Due:
        return Due(
            text=self.name_of(row),
            url=reverse(self.url_name, args=[row.pk]),
            due_on=getattr(row, self.day_field) + timedelta(days=self.days),
            detail=f"{row.community.name} · {self.words(row)}",
        )

    @staticmethod
    def name_of(row) -> str:
        return row.person.full_name

    def items(self, staff, today: date, limit: int) -> list[Due]:
        rows = self.rows(staff, today).select_related("person", "community")
        return [self._due(row) for row in rows.order_by(self.day_field, "pk")[:limit]]


@dataclass(frozen=True)
class PetitionLines(FindingLines):
    """The petitioner need not be on the register."""

    @staticmethod
    def name_of(row) -> str:
        return row.petitioner_name


FINDINGS = FindingLines(
    lambda staff, today: MatchFinding.objects.visible_to(staff).undecided(),
    "found_on",
    FINDING_DAYS,
    "relief:finding-detail",
    lambda row: rule_label(row.rule),
)
RECOVERIES = FindingLines(
    lambda staff, today: Recovery.objects.visible_to(staff).overdue_on(today),
    "next_due_on",
    0,
    "relief:recovery-detail",
    lambda row: row.get_reason_display(),
)
PETITIONS = PetitionLines(
    lambda staff, today: Petition.objects.visible_to(staff).unanswered(),
    "due_on",
    0,
    "relief:petition-detail",
    lambda row: row.get_state_display(),
)
CALL_BACKS = PetitionLines(
    lambda staff, today: Petition.objects.visible_to(staff).to_call_back(),
    "answered_on",
    CALL_BACK_DAYS,
    "relief:petition-detail",
    lambda row: _("to be called back"),
)
