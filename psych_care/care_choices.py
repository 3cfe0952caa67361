"""Codes of home beds, guardian incentives, doubted visits, training and money."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BedEnd(models.TextChoices):
    RECOVERED = "recovered", _("Recovered so far that it is not needed")
    HOSPITAL = "hospital", _("Taken to hospital")
    WISH = "wish", _("At the family's wish")
    FILE_ENDED = "file_ended", _("The file ended")


class DoubtRule(models.TextChoices):
    HASTE = "haste", _("Many visits entered within an hour")
    SAME_NOTE = "same_note", _("The same note for several patients")
    AFTER_DEATH = "after_death", _("After the patient's death")
    LAST_DAY = "last_day", _("All on the last day they were due")


class DoubtState(models.TextChoices):
    FOUND = "found", _("To be looked at again")
    CONFIRMED = "confirmed", _("Confirmed, to be called back")
    CORRECTED = "corrected", _("Corrected")
    CALLED_BACK = "called_back", _("Called back")


class CallOutcome(models.TextChoices):
    MADE = "made", _("The visit was made")
    PARTLY = "partly", _("It was made, not as written")
    NOT_MADE = "not_made", _("It was not made")
    UNREACHED = "unreached", _("Nobody could be reached")


class Audience(models.TextChoices):
    MANAGERS = "managers", pgettext_lazy("trained", "Managers")
    DOCTORS = "doctors", pgettext_lazy("trained", "Doctors")
    REHAB_WORKERS = "rehab_workers", pgettext_lazy("trained", "Rehab workers")
    FAMILIES = "families", pgettext_lazy("trained", "Families")


class IncomeKind(models.TextChoices):
    BUDGET = "budget", _("Budget")
    DONATION = "donation", _("Donation")
    LOTTERY = "lottery", _("Lottery fund")
    OTHER = "other", pgettext_lazy("income", "Other")
