"""The words of information matching: lists of other departments, findings, recoveries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListKind(models.TextChoices):
    DEATHS = "deaths", _("Deaths")
    MOVED = "moved", _("Residents who moved away")
    INSTITUTION = "institution", _("Residents of institutions")
    PENSIONS = "pensions", _("Pensions drawn")
    VEHICLES = "vehicles", _("Vehicles")
    PROPERTY = "property", _("Property")
    OTHER_RELIEF = "other_relief", _("Relief of other departments")


# What happened once; of the other kinds the newest list of a department says how things stand.
EVENTS = (ListKind.DEATHS, ListKind.MOVED)
# Leads: looked at on a visit, never a reason to refuse by themselves.
LEADS = (ListKind.PENSIONS, ListKind.VEHICLES, ListKind.PROPERTY)


class FindingKind(models.TextChoices):
    DUPLICATE = "duplicate", _("Drawn twice")
    WRONG = "wrong", _("Wrongly drawn")
    MISSED = "missed", _("Missed")
    LEAD = "lead", _("Lead")


class FindingState(models.TextChoices):
    OPEN = "open", pgettext_lazy("finding", "Open")
    APPLIED = "applied", _("Applied for")
    STOPPED = "stopped", pgettext_lazy("finding", "Stopped")
    RECOVERED = "recovered", _("Recovery opened")
    EXPLAINED = "explained", _("Explained, silent until a day")
    GONE = "gone", _("Not found any more")


class MatchRule(models.TextChoices):
    """Rules of relief itself; the fields beside plug more of them in (registry.plugs.Omission)."""

    EXCLUDED = "excluded", _("Two programmes that exclude each other")
    SAME_HOUSEHOLD = "same_household", _("A household's benefit drawn twice")
    SAME_ACCOUNT = "same_account", _("One account for two payees")
    SAME_PERSON = "same_person", _("Perhaps one person entered twice")
    OTHER_RELIEF = "other_relief", _("Relief of another department as well")
    TWO_LISTS = "two_lists", _("In the lists of two departments")
    DEAD = "dead", _("Drawn after death")
    MOVED_AWAY = "moved_away", _("Drawn after moving away")
    INSTITUTION = "institution", _("Drawn while living in an institution")
    LAPSED = "lapsed", _("The certificate does not hold any more")
    VEHICLE = "vehicle", _("A vehicle in a means-tested household")
    PROPERTY = "property", _("Property in a means-tested household")
    PENSION = "pension", _("A pension in a means-tested household")
    NO_NURSING = "no_nursing", _("Severely disabled, without the nursing subsidy")
    NO_LIVING = "no_living", _("Of an allowance household, without the living subsidy")
    NO_OLD_AGE = "no_old_age", _("Of age, without the old-age allowance")


class RecoveryReason(models.TextChoices):
    DEATH = "death", _("Paid after death")
    DUPLICATE = "duplicate", _("Paid twice")
    NOT_ENTITLED = "not_entitled", _("Paid without being entitled")
    FALSE_PAPERS = "false_papers", _("False papers")
    MISTAKE = "mistake", _("A mistake of the office")


class RepaymentKind(models.TextChoices):
    RECEIVED = "received", _("Received")
    DEDUCTED = "deducted", _("Deducted from what is drawn")
