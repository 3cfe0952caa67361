from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Area, Person
from rehab.choices import CloseReason, NeedEnd, Priority, Respondent, Satisfaction, ServiceCategory, ServicePlace
from rehab.querysets import (
    NeedQuerySet,
    RehabFileQuerySet,
    SatisfactionAnswerQuerySet,
    ScreeningQuerySet,
    ServiceRecordQuerySet,
)


class Screening(models.Model):
    """A need screening (需求筛查): who asked whom and when; each need found is a row of its own, none is a result too."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="screenings")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    screened_on = models.DateField(_("screened on"), default=timezone.localdate)
    screened_by = models.CharField(_("screened by"), max_length=50)
    campaign = models.ForeignKey(
        "rehab.Campaign", models.PROTECT, verbose_name=_("campaign"), null=True, blank=True, related_name="screenings"
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    functional_note = models.CharField(_("functional assessment"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("need screening")
        verbose_name_plural = _("need screenings")
        ordering = ["-screened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "screened_on"],
                name="screening_once_a_day",
                violation_error_message=_("This person was already screened on that day."),
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="screening_priority_known"),
        ]
        indexes = [models.Index(fields=["community", "screened_on"], name="screening_by_community")]

    def __str__(self):
        return f"{self.screened_on}"


class Need(models.Model):
    """A rehabilitation need from the day it was found to the day it ended."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="needs", db_index=False)
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="needs")
    category = models.CharField(_("need"), max_length=20, choices=ServiceCategory)
    found_on = models.DateField(_("found on"))
    closed_on = models.DateField(_("ended on"), null=True, blank=True)
    close_reason = models.CharField(_("why it ended"), max_length=20, choices=NeedEnd, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehabilitation need")
        verbose_name_plural = _("rehabilitation needs")
        ordering = ["-found_on", "pk"]
        indexes = [
            # Read in the order of people: sets of people are then built without sorting.
            models.Index(fields=["person", "found_on", "closed_on", "category"], name="need_cover"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=Q(closed_on__isnull=True),
                name="need_one_open_each",
                violation_error_message=_("This need is already open for the person."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("found_on")),
                name="need_ends_after_found",
                violation_error_message=_("The need would end before it was found."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="need_ends_with_reason",
            ),
            models.CheckConstraint(condition=Q(category__in=ServiceCategory.values), name="need_category_known"),
            models.CheckConstraint(condition=Q(close_reason__in=["", *NeedEnd.values]), name="need_reason_known"),
        ]

    def __str__(self):
        return self.get_category_display()


class RehabFile(models.Model):
    """A rehab file (康复档案) of a person, one open at a time."""

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="rehab_files", db_index=False
    )
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    opened_on = models.DateField(_("file opened on"), default=timezone.localdate)
    closed_on = models.DateField(_("file closed on"), null=True, blank=True)
    close_reason = models.CharField(_("reason for closing"), max_length=20, choices=CloseReason, blank=True)
    responsible_name = models.CharField(_("responsible"), max_length=50, blank=True)
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    reopens = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reopened_as")
    reopen_reason = models.CharField(_("why it is opened again"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RehabFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("rehab file")
        verbose_name_plural = _("rehab files")
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["person", "opened_on", "closed_on"], name="rehab_file_cover")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_on__isnull=True),
                name="rehab_file_one_open",
                violation_error_message=_("The person already has an open rehab file."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="rehab_file_closes_after_opening",
                violation_error_message=_("The closing day is before the opening day."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="rehab_file_closed_with_reason",
                violation_error_message=_("Closing needs both a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(close_reason__in=["", *CloseReason.values]), name="rehab_file_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(reopens__isnull=True, reopen_reason="") | (Q(reopens__isnull=False) & ~Q(reopen_reason="")),
                name="rehab_file_reopened_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.opened_on}"


class ServiceRecord(models.Model):
    """One service given to a person; a device service is the fitting of a device. `community` is that of its day."""

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="service_records", db_index=False
    )
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    category = models.CharField(_("service"), max_length=20, choices=ServiceCategory)
    served_on = models.DateField(_("served on"), default=timezone.localdate)
    place = models.CharField(_("place"), max_length=20, choices=ServicePlace, default=ServicePlace.STATION)
    provider_name = models.CharField(_("served by"), max_length=80)
    content = models.CharField(_("what was done"), max_length=300, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("service record")
        verbose_name_plural = _("service records")
        ordering = ["-served_on", "-pk"]
        indexes = [
            models.Index(fields=["served_on", "person"], name="service_cover"),
            models.Index(fields=["person", "category", "served_on"], name="service_by_person"),
            models.Index(fields=["community", "served_on"], name="service_by_community"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(category__in=ServiceCategory.values), name="service_category_known"),
            models.CheckConstraint(condition=Q(place__in=ServicePlace.values), name="service_place_known"),
            models.CheckConstraint(
                condition=Q(duration_minutes__isnull=True) | Q(duration_minutes__gt=0, duration_minutes__lte=1440),
                name="service_minutes_range",
                violation_error_message=_("A service lasts between 1 minute and a day."),
            ),
        ]

    def __str__(self):
        return f"{self.served_on} {self.get_category_display()}"


class SatisfactionAnswer(models.Model):
    """An answer to the satisfaction question; score 0 (no answer) is kept but not valid."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="satisfaction_answers")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    answered_on = models.DateField(_("asked on"), default=timezone.localdate)
    respondent = models.CharField(_("who answered"), max_length=10, choices=Respondent, default=Respondent.PERSON)
    score = models.PositiveSmallIntegerField(_("satisfaction"), choices=Satisfaction)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SatisfactionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("satisfaction answer")
        verbose_name_plural = _("satisfaction answers")
        ordering = ["-answered_on", "-pk"]
        indexes = [models.Index(fields=["answered_on", "community", "score"], name="satisfaction_cover")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "answered_on", "respondent"],
                name="satisfaction_once_a_day",
                violation_error_message=_("This answer of that day is already entered."),
            ),
            models.CheckConstraint(condition=Q(score__in=Satisfaction.values), name="satisfaction_score_known"),
            models.CheckConstraint(condition=Q(respondent__in=Respondent.values), name="satisfaction_respondent_known"),
        ]

    def __str__(self):
        return self.get_score_display()
