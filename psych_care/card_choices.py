"""Codes of the drug-relief card and of surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CardState(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate, to be diagnosed")
    DIAGNOSED = "diagnosed", pgettext_lazy("drug card", "Diagnosed, to be reviewed")
    ISSUED = "issued", _("Issued, to be followed up")
    FOLLOWED = "followed", _("Followed up, intake to be confirmed")
    CONFIRMED = "confirmed", _("Intake confirmed by the guardian")
    REFUSED = "refused", pgettext_lazy("drug card", "Refused")
    STOPPED = "stopped", pgettext_lazy("drug card", "Stopped")


# Whoever holds one of these has a place of the quota.
VALID_STATES = (CardState.ISSUED, CardState.FOLLOWED, CardState.CONFIRMED)
ENDED_STATES = (CardState.REFUSED, CardState.STOPPED)


class CardEnd(models.TextChoices):
    NOT_FIT = "not_fit", _("Does not meet the conditions")
    NOT_POOR = "not_poor", _("No longer poor")
    RECOVERED = "recovered", _("Needs no medicine any more")
    DECLINED = "declined", _("Does not want the card, or does not take the medicine")
    MOVED = "moved", _("Moved out of the district")
    DIED = "died", _("Died")
    FILE_ENDED = "file_ended", _("The psychiatric file was ended")


# The others come with the end of the file.
CARD_ENDS_DECIDED = (CardEnd.NOT_FIT, CardEnd.NOT_POOR, CardEnd.RECOVERED, CardEnd.DECLINED)


class Respondent(models.TextChoices):
    GUARDIAN = "guardian", _("Guardian")
    GROUP = "group", _("Member of the guardianship group")
    FAMILY = "family", _("Family member")
    PATIENT = "patient", _("The patient")


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", _("Satisfied")
    FAIR = "fair", pgettext_lazy("satisfaction", "So-so")
    DISSATISFIED = "dissatisfied", _("Not satisfied")
    NO_ANSWER = "no_answer", _("No answer")
