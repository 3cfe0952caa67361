"""What registry puts on Today: certificates that end soon or have ended while in force, minors without a guardian."""

from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.filters import EXPIRES_WITHIN_DAYS
from registry.models import Certificate, Person, Residence
from registry.plugs import Due
from registry.records.waiting import Waiting


def _ending_certificates(staff, today: date):
    last_day = today + timedelta(days=EXPIRES_WITHIN_DAYS)
    return Certificate.objects.visible_to(staff).of_people_on_register().expiring(date.min, last_day)


def count_ending_certificates(staff, today: date) -> tuple[int, int]:
    overdue = Count("pk", filter=Q(expires_on__lt=today))
    counts = _ending_certificates(staff, today).aggregate(due=Count("pk"), overdue=overdue)
    return counts["due"], counts["overdue"]


def ending_certificates(staff, today: date, limit: int) -> list[Due]:
    rows = _ending_certificates(staff, today).select_related("person__community").order_by("expires_on", "pk")
    return [
        Due(
            text=one.person.full_name,
            url=reverse("registry:certificate-reissue", args=[one.pk]),
            due_on=one.expires_on,
            detail=_("%(community)s · %(type)s") % {"community": one.person.community.name, "type": str(one)},
        )
        for one in rows[:limit]
    ]


def _without_guardian(staff, today: date):
    """{person, since}: since the present residence began, which is when a street came to know of the child."""
    present = Residence.objects.visible_to(staff).holding_on(today)
    minors = present.filter(person__in=Person.objects.visible_to(staff).minors_on(today).without_guardian_on(today))
    return minors.order_by().values("person", since=F("from_on"))


WITHOUT_GUARDIAN = Waiting(
    _without_guardian, 30, "registry:guardian-add", gettext_lazy("on the register here since %(day)s")
)
