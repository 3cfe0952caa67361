"""The plugs that the floors above fill from their `apps.py`; registry knows none of them by name.

A panel shows on a person's page, a worklist on the home page, a nav item in the rail, a settings item on the settings page,
a dataset in import and export;
a payment proposal is something one field of work proposes and another may pay;
a leave hook ends what an upper floor keeps open for a person who leaves the register, a closing hook says what an upper
floor still has open in a community that is to be closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from registry.permissions import Permission


@dataclass(frozen=True)
class Panel:
    """`context(request, person)` returns the template's variables."""

    key: str
    template: str
    context: Callable[[Any, Any], dict]
    permission: Permission
    order: int = 100


@dataclass(frozen=True)
class Due:
    """One line of a worklist. `due_on` None: no date; `url` opens the form that settles it."""

    text: str
    url: str
    due_on: Any = None
    detail: str = ""


@dataclass(frozen=True)
class Worklist:
    """`count(staff, today)` is (due, overdue); `items(staff, today, limit)` lists Due, overdue first."""

    key: str
    label: Any
    count: Callable[[Any, Any], tuple[int, int]]
    items: Callable[[Any, Any, int], list[Due]]
    permission: Permission
    order: int = 100


@dataclass(frozen=True)
class NavItem:
    """`key` is also the first segment of the URLs that belong to the item."""

    key: str
    label: Any
    url_name: str
    icon: str
    permissions: tuple[Permission, ...]
    order: int = 100


@dataclass(frozen=True)
class SettingsItem:
    """A line of the settings page, for whoever has one of the permissions; for everyone when there are none."""

    key: str
    label: Any
    hint: Any
    url_name: str
    permissions: tuple[Permission, ...] = ()
    order: int = 100


@dataclass(frozen=True)
class PaymentProposal:
    """Yuan proposed to somebody for the days from `from_on` to `until_on`; a `key` is paid once.

    `programme` is the code of the programme that it belongs to. It tells of the payee only, never for whom they care.
    """

    key: str
    programme: str
    payee: str
    community_code: str
    from_on: Any
    until_on: Any
    amount: Any


@dataclass(frozen=True)
class Omission:
    """Something that people are entitled to and are without (遗漏). `missed(day)` are their ids, as a query of one column.

    With `permission` nobody else may know of it.
    """

    key: str
    label: Any
    missed: Callable[[Any], Any]
    permission: Permission | None = None


@dataclass
class Plugs:
    panels: dict[str, Panel] = field(default_factory=dict)
    worklists: dict[str, Worklist] = field(default_factory=dict)
    nav_items: dict[str, NavItem] = field(default_factory=dict)
    settings_items: dict[str, SettingsItem] = field(default_factory=dict)
    datasets: dict[str, Any] = field(default_factory=dict)
    leave_hooks: list[Callable] = field(default_factory=list)
    confidential: dict[str, Permission] = field(default_factory=dict)
    closing_hooks: list[Callable] = field(default_factory=list)
    payment_proposals: dict[str, Callable] = field(default_factory=dict)
    omissions: dict[str, Omission] = field(default_factory=dict)


plugs = Plugs()


def _allowed(plugged: dict, staff) -> list:
    items = (item for item in plugged.values() if staff.can(item.permission))
    return sorted(items, key=lambda item: item.order)


def add_panel(panel: Panel):
    plugs.panels[panel.key] = panel


def add_worklist(worklist: Worklist):
    plugs.worklists[worklist.key] = worklist


def add_nav_item(item: NavItem):
    plugs.nav_items[item.key] = item


def add_settings_item(item: SettingsItem):
    plugs.settings_items[item.key] = item


def add_dataset(dataset):
    plugs.datasets[dataset.key] = dataset


def add_confidential(app_label: str, permission: Permission):
    """What the audit log tells of the app's records is for those with the permission only."""
    plugs.confidential[app_label] = permission


def hidden_from(staff) -> list[str]:
    """The apps whose records this account must not even know of."""
    return [app_label for app_label, permission in plugs.confidential.items() if not staff.can(permission)]


def add_omission(omission: Omission):
    plugs.omissions[omission.key] = omission


def add_leave_hook(hook):
    """`hook(person=, on=, reason=, by=)` ends what upper floors keep open for who leaves the register (a LeftReason)."""
    plugs.leave_hooks.append(hook)


def person_left(*, person, on, reason, by) -> None:
    """Call it inside the transaction in which the person leaves."""
    for hook in plugs.leave_hooks:
        hook(person=person, on=on, reason=reason, by=by)


def add_closing_hook(hook):
    """`hook(community)` are sentences: what must be ended or moved before the community may be closed."""
    plugs.closing_hooks.append(hook)


def closing_obstacles(community) -> list[str]:
    return [obstacle for hook in plugs.closing_hooks for obstacle in hook(community)]


def add_payment_proposals(programme: str, proposals):
    """`proposals(staff)` lists every PaymentProposal of the programme in the staff's area, paid already or not."""
    plugs.payment_proposals[programme] = proposals


def payment_proposals_for(staff, programme: str) -> list[PaymentProposal]:
    """For the field that pays: it keeps which keys it has taken."""
    proposals = plugs.payment_proposals.get(programme)
    return proposals(staff) if proposals else []


def panels_for(staff) -> list[Panel]:
    return _allowed(plugs.panels, staff)


def worklists_for(staff) -> list[Worklist]:
    return _allowed(plugs.worklists, staff)


def datasets_for(staff) -> list:
    return _allowed(plugs.datasets, staff)


def settings_items_for(staff) -> list[SettingsItem]:
    items = sorted(plugs.settings_items.values(), key=lambda item: item.order)
    return [item for item in items if not item.permissions or any(staff.can(one) for one in item.permissions)]


def nav_items_for(request) -> list[dict]:
    """The rail: {key, label, url, icon, active} of what my roles may use."""
    staff = request.user
    active = request.path.split("/")[1] or "today"
    return [
        {
            "key": item.key,
            "label": item.label,
            "url": reverse(item.url_name),
            "icon": item.icon,
            "active": item.key == active,
        }
        for item in sorted(plugs.nav_items.values(), key=lambda item: item.order)
        if any(staff.can(permission) for permission in item.permissions)
    ]
