from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Topic(models.TextChoices):
    ELECTIONS = "elections", _("Elections of communities and villages")
    GRIDS = "grids", _("Grids of communities")
    VETERANS = "veterans", _("Veterans")
    ELDERS = "elders", _("Services for elders")
    MARRIAGES = "marriages", _("Marriage registration")
    ORGANISATIONS = "organisations", _("Social organisations")
    VAGRANTS = "vagrants", _("Vagrants and beggars")
    HOMES = "homes", _("Homes and institutions")
    RELIEF = "relief", _("Relief in kind and buildings")
    OTHER = "other", pgettext_lazy("topic", "Other")


class SheetState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("sheet", "To be filled in")
    SUBMITTED = "submitted", pgettext_lazy("sheet", "Sent in")
    RETURNED = "returned", pgettext_lazy("sheet", "Sent back")
    APPROVED = "approved", pgettext_lazy("sheet", "Approved")
