"""What payments put on Today: runs that wait for a step, payments that came back, and what is still to be handed over."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.plugs import Due
from relief.models import PaymentLine, PaymentRun
from relief.payment_choices import RunState as S
from relief.worklists import Lines

STEP_DAYS, SETTLE_DAYS = 3, 30


@dataclass(frozen=True)
class Runs:
    """Runs in these states, due some days after they were prepared."""

    states: tuple[str, ...]
    days: int = STEP_DAYS

    def _rows(self, staff):
        return PaymentRun.objects.visible_to(staff).in_state(*self.states)

    def count(self, staff, today: date) -> tuple[int, int]:
        late = Q(prepared_on__lt=today - timedelta(days=self.days))
        counts = self._rows(staff).aggregate(due=Count("pk"), overdue=Count("pk", filter=late))
        return counts["due"], counts["overdue"]

    def items(self, staff, today: date, limit: int) -> list[Due]:
        return [self._due(run) for run in self._rows(staff).for_list().order_by("prepared_on", "pk")[:limit]]

    def _due(self, run: PaymentRun) -> Due:
        return Due(
            text=run.number,
            url=reverse("relief:run-detail", args=[run.pk]),
            due_on=run.prepared_on + timedelta(days=self.days),
            detail=f"{run.area.name} · {run.line_count} · {run.get_state_display()}",
        )


TO_CHECK = Runs((S.PREPARED,))
TO_REVIEW = Runs((S.CHECKED,))
TO_APPROVE = Runs((S.REVIEWED, S.APPROVED_ONCE))
TO_RELEASE = Runs((S.APPROVED, S.RELEASED))
TO_SETTLE = Runs((S.FILED, S.RETURNED), SETTLE_DAYS)
TO_CORRECT = Lines(
    lambda staff, today: PaymentLine.objects.visible_to(staff).to_correct().of_people_on_register(),
    "due_on",
    SETTLE_DAYS,
    "relief:payment-detail",
    lambda row: row.return_reason or _("came back from the bank"),
)
TO_HAND_OVER = Lines(
    lambda staff, today: PaymentLine.objects.visible_to(staff).by_hand_without_proof(),
    "due_on",
    0,
    "relief:payment-detail",
    lambda row: row.get_method_display(),
)
