from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.care_choices import BedEnd
from psych_care.care_querysets import HomeBedQuerySet, LossQuerySet
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person


class HomeBed(models.Model):
    """A home bed (家庭病床): treatment at home by a plan, from the opening to the day and reason of its end."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="home_beds")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    opened_by = models.CharField(_("opened by"), max_length=50)
    plan = EncryptedField(_("treatment plan"), purpose="psychiatric_note")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("why it was closed"), max_length=20, choices=BedEnd, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HomeBedQuerySet.as_manager()

    class Meta:
        verbose_name = _("home bed")
        verbose_name_plural = _("home beds")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_on__isnull=True),
                name="home_bed_one_open",
                violation_error_message=_("This patient has a home bed already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="home_bed_closes_after_opening",
                violation_error_message=_("The home bed would be closed before it was opened."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False) & Q(close_reason__in=BedEnd.values)),
                name="home_bed_closed_with_reason",
                violation_error_message=_("A closed home bed has the day and the reason, an open one neither."),
            ),
        ]

    def __str__(self):
        return f"{self.opened_on}"


class BedVisit(models.Model):
    """A visit to a home bed."""

    bed = models.ForeignKey(HomeBed, models.CASCADE, verbose_name=_("home bed"), related_name="visits")
    visited_on = models.DateField(_("visited on"), default=timezone.localdate)
    visited_by = models.CharField(_("visited by"), max_length=50)
    note = EncryptedField(_("what was seen and done"), purpose="psychiatric_note")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("visit to a home bed")
        verbose_name_plural = _("visits to home beds")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bed", "visited_on"],
                name="bed_visit_once_a_day",
                violation_error_message=_("The visit of that day is already entered."),
            )
        ]

    def __str__(self):
        return f"{self.visited_on}"


class Loss(models.Model):
    """A patient whom nobody finds, from the day they were lost until they were found or the file ended."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="psychiatric_losses")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    lost_on = models.DateField(_("lost since"))
    known = EncryptedField(_("what is known"), purpose="psychiatric_note", blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LossQuerySet.as_manager()

    class Meta:
        verbose_name = _("lost patient")
        verbose_name_plural = _("lost patients")
        ordering = ["-lost_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="loss_one_open",
                violation_error_message=_("This patient is being searched for already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("lost_on")),
                name="loss_ends_after_start",
                violation_error_message=_("The patient would be found before they were lost."),
            ),
        ]

    def __str__(self):
        return f"{self.lost_on}"
