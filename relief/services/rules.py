from django.db import transaction

from registry import audit
from relief.models import ApprovalBand, PaymentRule


@transaction.atomic
def add_rule(*, rule: PaymentRule | ApprovalBand, by) -> None:
    """A new dated row; the rows before it stay, and tell what held then."""
    rule.save()
    audit.record(by=by, action="add", obj=rule, changes=audit.first_values(rule))
