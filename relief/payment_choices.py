"""Codes of payment runs and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relief.choices import StopReason


class RunState(models.TextChoices):
    PREPARING = "preparing", _("Being prepared")
    PREPARED = "prepared", _("Prepared")
    CHECKED = "checked", _("Identity checked")
    REVIEWED = "reviewed", pgettext_lazy("payment run", "Reviewed")
    APPROVED_ONCE = "approved_once", _("Approved by one of two")
    APPROVED = "approved", pgettext_lazy("payment run", "Approved")
    RELEASED = "released", pgettext_lazy("payment run", "Released")
    FILED = "filed", _("Bank file made")
    RETURNED = "returned", _("Return file taken in")
    CLOSED = "closed", pgettext_lazy("payment run", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("payment run", "Cancelled")


class LineKind(models.TextChoices):
    REGULAR = "regular", _("For the month of the run")
    BACK = "back", _("Back-paid for an earlier month")
    REPAID = "repaid", _("Paid again after a return")


class Method(models.TextChoices):
    CARD = "card", _("One card")
    CASH = "cash", _("In cash")
    KIND = "kind", _("In kind")


class LineState(models.TextChoices):
    OPEN = "open", _("Not settled yet")
    PAID = "paid", pgettext_lazy("payment", "Paid")
    RETURNED = "returned", pgettext_lazy("payment", "Returned")
    VOID = "void", _("Taken out")


class Bucket(models.TextChoices):
    """Where a regular line stands beside last month's; told by its two amounts, never stored."""

    UNCHANGED = "unchanged", _("Unchanged")
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed amount")


class LineReason(models.TextChoices):
    """Why a line was added, or why its amount changed."""

    FIRST_RUN = "first_run", _("First run of this desk")
    GRANTED = "granted", _("Granted")
    RESUMED = "resumed", _("Paid again after a suspension")
    HELD_BEFORE = "held_before", _("Left out last month")
    MOVED_IN = "moved_in", _("Moved here from another area")
    DUE_NOW = "due_now", _("Paid once a year, in this month")
    HOUSEHOLD = "household", _("The household changed")
    INCOME = "income", _("The income changed")
    STANDARD = "standard", _("The standard changed")
    STATUS = "status", _("Age, grade or category changed")
    UNEXPLAINED = "unexplained", _("Not explained")


class AbsenceReason(models.TextChoices):
    """Why somebody is not paid by a run: left out of it, or not entitled any more since last month."""

    DEAD = "dead", _("Died")
    MOVED = "moved", _("Moved out of the district")
    LEFT = "left", _("Left the register")
    REVIEW_OVERDUE = "review_overdue", _("Re-certification overdue")
    EXCLUDED = "excluded", _("Excluded by another programme")
    NO_ACCOUNT = "no_account", _("No account")
    ACCOUNT_CHANGED = "account_changed", _("The account was changed only lately")
    ACCOUNT_HOLDER = "account_holder", _("Held by a guardian who is not registered any more")
    ACCOUNT_SHARED = "account_shared", _("One account for several payees, without a guardian")
    NO_AMOUNT = "no_amount", _("No amount known")
    STOPPED = "stopped", _("The entitlement has ended")
    SUSPENDED = "suspended", _("Suspended")
    OTHER_AREA = "other_area", _("Moved to another area")
    NOT_DUE = "not_due", _("Paid once a year, in another month")
    UNEXPLAINED = "unexplained", _("Not explained")


# An entitlement that ended in one of these ways is told in the same words.
STOPPED_FOR = {StopReason.DIED: AbsenceReason.DEAD, StopReason.MOVED: AbsenceReason.MOVED}
SUPPLEMENTS = (LineKind.BACK, LineKind.REPAID)


class BankFormat(models.TextChoices):
    DELIMITED = "delimited", _("Text with separators (.txt)")
    FIXED = "fixed", _("Text of fixed widths (.txt)")
    XLSX = "xlsx", _("Workbook (.xlsx)")
