"""What a person's page tells of the person: alerts, facts, certificates and residences."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.areas import ancestor_codes
from registry.models import Area, Certificate, Person
from registry.permissions import Permission
from registry.querysets import ADULT_AGE
from registry.services.days import shown

WARN_DAYS = 90
STREET_LEVEL = 9


@dataclass(frozen=True)
class Alert:
    """`kind` as components/status.html names it."""

    kind: str
    text: str


def context(staff, person: Person) -> dict:
    certificates = list(person.certificates.prefetch_related("components"))
    in_force = next((one for one in certificates if one.cancelled_on is None), None)
    today = timezone.localdate()
    return {
        "person": person,
        "place": place_of(person),
        "certificate": in_force,
        "certificates": [{"row": one, "state": certificate_state(one, today)} for one in certificates],
        "residences": person.residences.select_related("community").order_by("-from_on", "-pk"),
        "alerts": alerts(person, in_force, today),
        "may_edit": staff.can(Permission.EDIT_PEOPLE),
        "may_reveal": staff.can(Permission.REVEAL),
        "may_see_history": staff.can(Permission.VIEW_HISTORY),
    }


def place_of(person: Person) -> str:
    """Street and community, as "池阳街道 秀山居委会"."""
    return " ".join(_names(person.community_id))


def _names(code: str):
    codes = [one for one in ancestor_codes(code) if len(one) >= STREET_LEVEL]
    return Area.objects.filter(code__in=codes).order_by("code").values_list("name", flat=True)


def alerts(person: Person, in_force: Certificate | None, today: date) -> list[Alert]:
    if person.left_on:
        words = {"day": shown(person.left_on), "reason": person.get_left_reason_display()}
        return [Alert("overdue", _("Left the register on %(day)s: %(reason)s") % words)]
    found = _certificate_alerts(person, in_force, today)
    if person.age_on(today) < ADULT_AGE:
        found.append(Alert("info", _("Minor")))
    return found


def _certificate_alerts(person: Person, certificate: Certificate | None, today: date) -> list[Alert]:
    if certificate is None:
        return [Alert("info", _("No disability certificate in force"))]
    found = []
    state = certificate_state(certificate, today)
    if state.kind in ("short", "overdue"):
        found.append(Alert(state.kind, _("Certificate: %(state)s") % {"state": state.text}))
    if certificate.number[:18] != person.id_number:
        found.append(Alert("short", _("The certificate number does not begin with the ID number")))
    return found


def certificate_state(certificate: Certificate, today: date) -> Alert:
    if certificate.cancelled_on:
        words = {"day": shown(certificate.cancelled_on), "reason": certificate.get_cancel_reason_display()}
        return Alert("none", _("cancelled on %(day)s: %(reason)s") % words)
    days = (certificate.expires_on - today).days
    if days < 0:
        return Alert("overdue", _("expired on %(day)s") % {"day": shown(certificate.expires_on)})
    if days <= WARN_DAYS:
        text = ngettext("expires in %(days)d day", "expires in %(days)d days", days) % {"days": days}
        return Alert("short", text)
    return Alert("met", _("valid"))
