"""The words of petitions and requests for help."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PetitionKind(models.TextChoices):
    PETITION = "petition", _("Petition")
    HELP = "help", _("Request for help")
    DISPUTE = "dispute", _("Dispute to be mediated")
    SUGGESTION = "suggestion", _("Suggestion")


class PetitionVia(models.TextChoices):
    VISIT = "visit", _("In person")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By phone")
    ONLINE = "online", _("Online")
    BOX = "box", _("Suggestion box")
    FORWARDED = "forwarded", _("Forwarded by another office")


class PetitionState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("petition", "Registered")
    ASSIGNED = "assigned", _("Being worked on")
    ANSWERED = "answered", pgettext_lazy("petition", "Answered")
    CALLED_BACK = "called_back", _("Called back")
    ARCHIVED = "archived", _("Archived")


class EntryKind(models.TextChoices):
    TALK = "talk", _("Talk")
    SURVEY = "survey", pgettext_lazy("petition", "Survey")
    PROPOSAL = "proposal", _("Proposal")
    UNDERTAKING = "undertaking", _("Undertaking")
    ANSWER = "answer", _("Answer")
    CALL_BACK = "call_back", _("Call back")


# What is entered beside the steps of the workflow.
FREE_ENTRIES = (EntryKind.TALK, EntryKind.SURVEY, EntryKind.PROPOSAL, EntryKind.UNDERTAKING)
