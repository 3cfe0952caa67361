from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before, check_not_future
from relief.models import Account


@transaction.atomic
def set_account(*, account: Account, by) -> Account:
    """From `from_on` money goes there; the account before ends on that day and stays as history."""
    check_not_future(account.from_on, "from_on")
    present = Account.objects.select_for_update().present().filter(person=account.person).first()
    if present is not None:
        check_not_before(account.from_on, present.from_on, _("The present account holds since %(first)s."), "from_on")
        Account.objects.filter(pk=present.pk).update(until_on=account.from_on)
        changes = {"until_on": [None, str(account.from_on)]}
        audit.record(by=by, action="end", obj=present, changes=changes)
    check_payee(account)
    account.entered_by = by
    account.save()
    audit.record(by=by, action="add", obj=account, changes=audit.first_values(account))
    return account


def check_payee(account: Account) -> None:
    """One account for two payees only where a registered guardian holds it. Raises ValidationError."""
    others = Account.objects.present().with_number(account.number).exclude(person=account.person)
    if account.guardian_id is None and others.filter(guardian__isnull=True).exists():
        raise ValidationError(
            _("Another payee holds this account. Only a registered guardian may hold it for several.")
        )
