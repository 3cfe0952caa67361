"""The relief panel of a person's page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from registry.permissions import Permission
from relief.matching.rules import rule_label
from relief.models import Account, Application, Entitlement, MatchFinding, PaymentLine, Petition
from relief.months import month_of

LAST_PAYMENTS, PETITIONS_SHOWN = 4, 5


def context(request, person) -> dict:
    """A query for each fact, whatever the person's history."""
    staff, month = request.user, month_of(timezone.localdate())
    drawn = Entitlement.objects.visible_to(staff).of_household_or(person).drawn_in(month).with_amount_in(month)
    account = Account.objects.visible_to(staff).present().filter(person=person).first()
    may_edit = staff.can(Permission.EDIT_RELIEF) and person.left_on is None
    return {
        "person": person,
        "drawn": list(drawn.select_related("programme").order_by("programme", "pk")),
        "open_applications": list(
            Application.objects.visible_to(staff).filter(person=person).undecided().select_related("programme")
        ),
        "account": account,
        "payments": list(PaymentLine.objects.visible_to(staff).for_list().live().filter(person=person)[:LAST_PAYMENTS]),
        "findings": [
            {"label": rule_label(row.rule), "url": reverse("relief:finding-detail", args=[row.pk])}
            for row in MatchFinding.objects.visible_to(staff).undecided().filter(person=person)
        ],
        "petitions": list(Petition.objects.visible_to(staff).filter(person=person)[:PETITIONS_SHOWN]),
        "may_edit": may_edit,
        "reveal_url": _reveal_url(staff, account),
        "back": urlencode({"next": reverse("registry:person-detail", args=[person.pk])}),
    }


def _reveal_url(staff, account: Account | None) -> str:
    return reverse("relief:account-reveal", args=[account.pk]) if account and staff.can(Permission.REVEAL) else ""
