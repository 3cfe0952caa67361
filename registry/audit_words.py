"""An audit entry in the words of those who read it: labels of records, fields and codes instead of their names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from registry.models import Area, AuditEntry
from registry.permissions import Role
from registry.plugs import hidden_from

ACTIONS = {
    "add": pgettext_lazy("audit", "entered"),
    "change": pgettext_lazy("audit", "changed"),
    "delete": pgettext_lazy("audit", "deleted"),
    "move": pgettext_lazy("audit", "moved"),
    "leave": pgettext_lazy("audit", "left the register"),
    "return": pgettext_lazy("audit", "returned to the register"),
    "reissue": pgettext_lazy("audit", "reissued"),
    "cancel": pgettext_lazy("audit", "cancelled"),
    "open": pgettext_lazy("audit", "opened"),
    "reopen": pgettext_lazy("audit", "opened again"),
    "check": pgettext_lazy("audit", "checked"),
    "review": pgettext_lazy("audit", "reviewed"),
    "assess": pgettext_lazy("audit", "assessed"),
    "fit": pgettext_lazy("audit", "fitted"),
    "visit": pgettext_lazy("audit", "visited"),
    "approve": pgettext_lazy("audit", "approved"),
    "refuse": pgettext_lazy("audit", "refused"),
    "place": pgettext_lazy("audit", "placed with an agency"),
    "accept": pgettext_lazy("audit", "accepted"),
    "decline": pgettext_lazy("audit", "declined"),
    "finish": pgettext_lazy("audit", "finished"),
    "withdraw": pgettext_lazy("audit", "withdrawn"),
    "close": pgettext_lazy("audit", "closed"),
    "end": pgettext_lazy("audit", "ended"),
    "reveal": pgettext_lazy("audit", "looked at a masked value"),
    "export": pgettext_lazy("audit", "exported"),
    "export-data": pgettext_lazy("audit", "exported"),
    "import": pgettext_lazy("audit", "imported"),
    "confirm": pgettext_lazy("audit", "confirmed"),
    "remove": pgettext_lazy("audit", "removed"),
    "send_in": pgettext_lazy("audit", "sent in"),
    "approve_sheet": pgettext_lazy("audit", "approved"),
    "return_sheet": pgettext_lazy("audit", "sent back"),
    "reopen_sheet": pgettext_lazy("audit", "opened for correction"),
    "report": pgettext_lazy("audit", "made a report"),
    "demo": pgettext_lazy("audit", "loaded demo people"),
    "load-areas": pgettext_lazy("audit", "loaded areas"),
    "sign-in": pgettext_lazy("audit", "signed in"),
    "sign-out": pgettext_lazy("audit", "signed out"),
    "sign-in-failed": pgettext_lazy("audit", "failed to sign in"),
    "sign-in-locked": pgettext_lazy("audit", "was locked out"),
    "change-password": pgettext_lazy("audit", "changed the password"),
    "reset-password": pgettext_lazy("audit", "made a temporary password"),
    "deactivate": pgettext_lazy("audit", "closed the account"),
    "reactivate": pgettext_lazy("audit", "opened the account again"),
    "read": pgettext_lazy("audit", "read"),
    "open-record": pgettext_lazy("audit", "opened a confidential record"),
    "diagnose": pgettext_lazy("audit", "entered the diagnosis"),
    "put_on_file": pgettext_lazy("audit", "put on file"),
    "take_under_care": pgettext_lazy("audit", "took under care"),
    "lose": pgettext_lazy("audit", "reported as lost"),
    "find": pgettext_lazy("audit", "found again"),
    "end_file": pgettext_lazy("audit", "ended the file"),
    "release": pgettext_lazy("audit", "released"),
    "treat": pgettext_lazy("audit", "brought into treatment"),
    "follow_up": pgettext_lazy("audit", "closed after follow-up"),
    "doubt": pgettext_lazy("audit", "found doubtful by a rule"),
    "correct": pgettext_lazy("audit", "corrected"),
    "call_back": pgettext_lazy("audit", "called back"),
    "issue": pgettext_lazy("audit", "issued"),
    "hand_back": pgettext_lazy("audit", "sent back"),
    "follow": pgettext_lazy("audit", "followed up"),
    "renew": pgettext_lazy("audit", "renewed after review"),
    "share_out": pgettext_lazy("audit", "shared places out"),
    "reallocate": pgettext_lazy("audit", "moved places"),
    "draw": pgettext_lazy("audit", "drew the sample"),
    "sample": pgettext_lazy("audit", "loaded a sample"),
    "ask_correction": pgettext_lazy("audit", "asked to complete it"),
    "complete": pgettext_lazy("audit", "completed it"),
    "match": pgettext_lazy("audit", "entered the matching"),
    "first_review": pgettext_lazy("audit", "passed the first review"),
    "post": pgettext_lazy("audit", "posted the notice"),
    "take_down": pgettext_lazy("audit", "took the notice down"),
    "object": pgettext_lazy("audit", "entered an objection"),
    "answer": pgettext_lazy("audit", "answered the objection"),
    "resurvey": pgettext_lazy("audit", "sent to a new survey"),
    "send_back": pgettext_lazy("audit", "sent back to the visit"),
    "return_to_visit": pgettext_lazy("audit", "sent back to the visit"),
    "refuse_review": pgettext_lazy("audit", "refused"),
    "refuse_approval": pgettext_lazy("audit", "refused"),
    "grant": pgettext_lazy("audit", "granted"),
    "suspend": pgettext_lazy("audit", "suspended"),
    "resume": pgettext_lazy("audit", "resumed"),
    "stop": pgettext_lazy("audit", "stopped"),
    "recertify": pgettext_lazy("audit", "re-certified"),
    "prepare": pgettext_lazy("audit", "began a payment run"),
    "approve_once": pgettext_lazy("audit", "approved as the first of two"),
    "file": pgettext_lazy("audit", "made the bank file"),
    "take_return": pgettext_lazy("audit", "took in a return file"),
    "take_in": pgettext_lazy("audit", "took a file in"),
    "cancel_review": pgettext_lazy("audit", "cancelled"),
    "cancel_approval": pgettext_lazy("audit", "cancelled"),
    "cancel_release": pgettext_lazy("audit", "cancelled"),
    "explain": pgettext_lazy("audit", "explained"),
    "clear": pgettext_lazy("audit", "confirmed the account"),
    "hand_over": pgettext_lazy("audit", "handed over"),
    "find_matches": pgettext_lazy("audit", "matched the information"),
    "apply": pgettext_lazy("audit", "noted that it is applied for"),
    "stop_drawn": pgettext_lazy("audit", "ended a finding: stopped"),
    "recover": pgettext_lazy("audit", "ended a finding: money asked back"),
    "open_recovery": pgettext_lazy("audit", "asked money back"),
    "plan": pgettext_lazy("audit", "planned instalments"),
    "repay": pgettext_lazy("audit", "entered a repayment"),
    "assign": pgettext_lazy("audit", "assigned"),
    "answer_petition": pgettext_lazy("audit", "answered the petition"),
    "take_up": pgettext_lazy("audit", "took it up again"),
    "archive": pgettext_lazy("audit", "archived"),
    "verify-audit": pgettext_lazy("audit", "checked the audit log"),
}

# What is recorded besides fields.
LABELS = {
    "dataset": pgettext_lazy("audit", "file"),
    "rows": pgettext_lazy("audit", "rows"),
    "broken": pgettext_lazy("audit", "first broken entry"),
    "people": pgettext_lazy("audit", "people from, to"),
    "households": pgettext_lazy("audit", "households drawn"),
    "sample": pgettext_lazy("audit", "sample"),
    "added": pgettext_lazy("audit", "new findings"),
    "reopened": pgettext_lazy("audit", "found again"),
    "ended": pgettext_lazy("audit", "not found any more"),
    "unchanged": pgettext_lazy("audit", "found as before"),
    "rule": pgettext_lazy("audit", "matching rule"),
    "instalments": pgettext_lazy("audit", "instalments"),
    "planned": pgettext_lazy("audit", "planned services"),
}


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    entry: AuditEntry
    action: str
    record: str
    roles: str
    changes: list[Change]


def lines(entries: Iterable[AuditEntry], staff) -> list[Line]:
    """One query for the names of all areas, besides what reading `entries` costs.

    Of confidential records others learn that somebody did something, and nothing of whom or what about.
    """
    entries, hidden = list(entries), hidden_from(staff)
    areas = _area_names(entries)
    return [_veiled(entry) if _app_of(entry) in hidden else _line(entry, areas) for entry in entries]


def _app_of(entry: AuditEntry) -> str:
    return entry.object_type.partition(".")[0]


def _veiled(entry: AuditEntry) -> Line:
    entry.object_id, entry.person_id, entry.reason = "", None, ""
    return Line(
        entry, str(ACTIONS.get(entry.action, entry.action)), _("a confidential record"), _roles(entry.roles), []
    )


def _line(entry: AuditEntry, areas: dict[str, str]) -> Line:
    model = _model(entry)
    changes = [
        Change(_label(model, name), *(_shown(model, name, value, areas) for value in pair))
        for name, pair in entry.changes.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    record = str(model._meta.verbose_name) if model else ""
    return Line(entry, str(ACTIONS.get(entry.action, entry.action)), record, _roles(entry.roles), changes)


def _roles(codes: str) -> str:
    return "、".join(str(Role(code).label) for code in codes.split(",") if code in Role.values)


def _model(entry: AuditEntry):
    try:
        return apps.get_model(entry.object_type) if entry.object_type else None
    except LookupError:
        return None


def _field(model, name: str):
    """The field of that name; for what is recorded with a person or a certificate, the one of its rows."""
    candidates = [model, *(apps.get_model("registry", near) for near in ("Residence",))] if model else []
    for candidate in candidates:
        try:
            return candidate._meta.get_field(name)
        except FieldDoesNotExist:
            continue
    return None


def _label(model, name: str) -> str:
    field = _field(model, name)
    if field is None:
        return str(LABELS.get(name, name))
    if field.auto_created and field.is_relation:
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)


def _shown(model, name: str, value, areas: dict[str, str]) -> str:
    if value in (None, ""):
        return "—"
    if value == "…":
        return _("not shown")
    if name == "roles":
        return _roles(value)
    field = _field(model, name)
    if field is not None and _leads_to_area(field):
        return areas.get(value, value)
    if choices := dict(getattr(field, "flatchoices", None) or ()):
        return str(choices.get(value) or choices.get(_number(value)) or value)
    return str(value)


def _number(value):
    return int(value) if str(value).isdecimal() else value


def _leads_to_area(field) -> bool:
    return field.is_relation and field.related_model is Area


def _area_names(entries: list[AuditEntry]) -> dict[str, str]:
    codes = set()
    for entry in entries:
        model = _model(entry)
        for name, pair in entry.changes.items():
            field = _field(model, name)
            if field is not None and _leads_to_area(field):
                codes.update(value for value in pair if value)
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
