"""An application for a device from step to step, and devices lent from a station's stock."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from registry import audit
from registry.models import Person
from registry.permissions import Permission
from registry.records.days import community_on
from registry.services.days import check_not_before, check_not_future, months_after, shown
from registry.workflows import Transition, Workflow
from rehab.choices import DeviceState, ServiceCategory, ServicePlace
from rehab.models import DeviceApplication, DeviceLoan, ServiceRecord

APPLIED, CHECKED, REVIEWED, ASSESSED = (
    DeviceState.APPLIED,
    DeviceState.CHECKED,
    DeviceState.REVIEWED,
    DeviceState.ASSESSED,
)
APPROVED, FITTED = DeviceState.APPROVED, DeviceState.FITTED
EDIT, APPROVE = Permission.EDIT_REHAB, Permission.APPROVE_REHAB
DEVICE = Workflow(
    "device",
    DeviceState,
    (
        Transition("check", (APPLIED,), CHECKED, pgettext_lazy("device", "Checked by the community"), EDIT),
        Transition("review", (CHECKED,), REVIEWED, pgettext_lazy("device", "Reviewed by the street"), EDIT),
        Transition("assess", (REVIEWED,), ASSESSED, pgettext_lazy("device", "Assessed"), EDIT),
        Transition("approve", (REVIEWED, ASSESSED), APPROVED, pgettext_lazy("device", "Approve"), APPROVE),
        Transition(
            "refuse",
            (CHECKED, REVIEWED, ASSESSED),
            DeviceState.REFUSED,
            pgettext_lazy("device", "Refuse"),
            APPROVE,
        ),
        Transition("fit", (APPROVED,), FITTED, pgettext_lazy("device", "Fitted"), EDIT),
        Transition("visit", (FITTED,), DeviceState.VISITED, pgettext_lazy("device", "Return visit"), EDIT),
        Transition(
            "withdraw",
            (APPLIED, CHECKED, REVIEWED, ASSESSED, APPROVED),
            DeviceState.WITHDRAWN,
            pgettext_lazy("device", "Withdraw"),
            EDIT,
        ),
    ),
)


def open_steps(staff, application: DeviceApplication) -> list[Transition]:
    """As the table says; an assessment only where the catalogue asks for it, and then no approval before it."""
    unasked = "approve" if application.kind.needs_assessment else "assess"
    steps = DEVICE.open_to(staff, application)
    return [one for one in steps if application.state != REVIEWED or one.name != unasked]


@transaction.atomic
def apply_for(*, application: DeviceApplication, by) -> DeviceApplication:
    """Not again before the service life of the one that was fitted is over."""
    Person.objects.select_for_update().get(pk=application.person_id)
    same = DeviceApplication.objects.held().filter(person=application.person_id, kind__name=application.kind.name)
    last = same.filter(lasts_until__gt=application.applied_on).order_by("-lasts_until").first()
    if last:
        text = _("The one fitted on %(fitted)s lasts until %(until)s; no second one before that day.")
        raise ValidationError(text % {"fitted": shown(last.fitted_on), "until": shown(last.lasts_until)})
    application.step_on, application.entered_by = application.applied_on, by
    application.save()
    audit.record(by=by, action="add", obj=application, changes=audit.first_values(application))
    return application


def take(name: str):
    """A step that only leaves its day and a note."""

    def step(*, application: DeviceApplication, on: date, by, note: str = "") -> None:
        _check(application, on)
        _check_assessment(application, name)
        DEVICE.take(name, record=application, by=by, step_on=on, step_note=note)

    return step


def decide(name: str):
    """Nobody decides on what they entered."""

    def step(*, application: DeviceApplication, on: date, by, note: str = "") -> None:
        if application.entered_by_id == by.pk:
            raise ValidationError(_("You entered this application: somebody else decides on it."))
        _check(application, on)
        _check_assessment(application, name)
        DEVICE.take(name, record=application, by=by, step_on=on, step_note=note, decided_on=on)

    return step


@transaction.atomic
def fit(*, application: DeviceApplication, on: date, price: Decimal, place: str, note: str = "", by) -> None:
    """The subsidy is the price, at most the catalogue's cap; the fitting counts as a device service of its day."""
    _check(application, on)
    kind = application.kind
    service = ServiceRecord(
        person=application.person,
        community=community_on(application.person, on),
        category=ServiceCategory.DEVICE,
        served_on=on,
        place=place or ServicePlace.STATION,
        provider_name=by.full_name,
        content=kind.name,
        entered_by=by,
    )
    service.save()
    DEVICE.take(
        "fit",
        record=application,
        by=by,
        step_on=on,
        step_note=note,
        fitted_on=on,
        price=price,
        subsidy=min(price, kind.subsidy_cap),
        lasts_until=months_after(on, kind.service_life_months),
        service=service,
    )
    audit.record(by=by, action="add", obj=service, changes=audit.first_values(service))


def visit(*, application: DeviceApplication, on: date, note: str = "", by) -> None:
    _check(application, on)
    DEVICE.take("visit", record=application, by=by, step_on=on, step_note=note, visited_on=on)


def _check(application: DeviceApplication, on: date) -> None:
    check_not_future(on)
    check_not_before(on, application.step_on, _("The last step was on %(first)s."))


def _check_assessment(application: DeviceApplication, name: str) -> None:
    if name == "approve" and application.state == REVIEWED and application.kind.needs_assessment:
        raise ValidationError(_("The catalogue asks for an assessment of this device first."))


STEPS = {
    "check": take("check"),
    "review": take("review"),
    "assess": take("assess"),
    "approve": decide("approve"),
    "refuse": decide("refuse"),
    "fit": fit,
    "visit": visit,
    "withdraw": take("withdraw"),
}


@transaction.atomic
def return_loan(*, loan: DeviceLoan, on: date, by) -> None:
    check_not_future(on)
    check_not_before(on, loan.lent_on, _("It was lent on %(first)s."))
    returned = DeviceLoan.objects.not_returned().filter(pk=loan.pk)
    if not returned.update(returned_on=on, version=F("version") + 1):
        raise ValidationError(_("It is returned already."))
    audit.record(by=by, action="end", obj=loan, changes={"returned_on": [None, str(on)]})


@transaction.atomic
def withdraw_devices_of(*, person, on: date, reason: str, by) -> None:
    """Leave hook of the register. A loan stays open until the device is back."""
    for application in DeviceApplication.objects.ongoing().filter(person=person).select_related("kind"):
        STEPS["withdraw"](application=application, on=max(on, application.step_on), by=by)
