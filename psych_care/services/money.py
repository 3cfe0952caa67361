from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from psych_care.models import CareIncome, CareSpending


def check_within_income(spending: CareSpending) -> None:
    """Never more is spent than came in. Call it inside the transaction that saves: the income is locked."""
    income = CareIncome.objects.select_for_update().get(pk=spending.income_id)
    others = income.spendings.exclude(pk=spending.pk).aggregate(total=Sum("amount"))["total"] or 0
    if others + spending.amount > income.amount:
        left = {"left": f"{income.amount - others:,.2f}"}
        raise ValidationError({"amount": _("Of this income %(left)s yuan are left.") % left})
    if spending.spent_on < income.received_on:
        raise ValidationError({"spent_on": _("The money had not come yet on that day.")})


def check_covers_spendings(income: CareIncome) -> None:
    """A correction leaves the income at least what was spent of it. Inside the transaction that saves, too."""
    if income.pk is None:
        return
    CareIncome.objects.select_for_update().get(pk=income.pk)
    spent = income.spendings.aggregate(total=Sum("amount"))["total"] or 0
    if income.amount < spent:
        raise ValidationError({"amount": _("%(spent)s yuan of it are spent.") % {"spent": f"{spent:,.2f}"}})
