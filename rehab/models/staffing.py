from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import EncryptedField
from registry.masks import mask_phone
from registry.models import Area
from registry.records.querysets import CommunityQuerySet
from rehab.querysets import AttendanceQuerySet, CoordinatorQuerySet


class Coordinator(models.Model):
    """A community rehab coordinator (社区康复协调员) and the time in post."""

    full_name = models.CharField(_("name"), max_length=50)
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="coordinators")
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    is_full_time = models.BooleanField(_("full-time"), default=True)
    started_on = models.DateField(_("in post since"))
    ended_on = models.DateField(_("left the post on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("community rehab coordinator")
        verbose_name_plural = _("community rehab coordinators")
        ordering = ["community", "full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="coordinator_ends_after_start",
                violation_error_message=_("The day of leaving the post is before the first day."),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class TrainingQuerySet(CommunityQuerySet):
    area_field = "area"

    def visible_to(self, staff):
        """Trainings of my area, and those of the areas above it, which my coordinators attend."""
        from registry.areas import ancestor_codes

        return self.filter(Q(area__code__inside=staff.area_id) | Q(area__in=ancestor_codes(staff.area_id)))

    def held_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(held_on__range=(first_day, last_day))


class Training(models.Model):
    """A training of coordinators, organised by an area (often the district)."""

    title = models.CharField(_("title"), max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("organised by"), related_name="trainings")
    held_on = models.DateField(_("held on"))
    duration_hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    pass_mark = models.DecimalField(_("pass mark"), max_digits=5, decimal_places=1, default=60)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__gte=0, pass_mark__lte=100),
                name="training_pass_mark_range",
                violation_error_message=_("The pass mark lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(duration_hours__gt=0),
                name="training_has_hours",
                violation_error_message=_("A training lasts more than 0 hours."),
            ),
        ]

    def __str__(self):
        return self.title


class Attendance(models.Model):
    """One coordinator at one training: there or not, and the mark of the test (0 to 100), empty when not tested."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances")
    coordinator = models.ForeignKey(Coordinator, models.PROTECT, related_name="attendances")
    attended = models.BooleanField(_("attended"), default=True)
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=1, null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["coordinator"]
        constraints = [
            models.UniqueConstraint(fields=["training", "coordinator"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=100),
                name="attendance_mark_range",
                violation_error_message=_("A mark lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(attended=True) | Q(mark__isnull=True),
                name="attendance_mark_needs_presence",
                violation_error_message=_("Who was absent has no mark."),
            ),
        ]

    def __str__(self):
        return f"{self.training_id} {self.coordinator_id}"

    @property
    def is_passed(self) -> bool:
        """Needs the training loaded with the row."""
        return self.mark is not None and self.mark >= self.training.pass_mark
