from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import Area
from rehab.choices import OutreachKind
from rehab.querysets import OutreachQuerySet


class Outreach(models.Model):
    """A lecture, a publicity event or a training of relatives: how many it reached, in person-times, told by its organiser."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("organised by"), related_name="rehab_outreach")
    kind = models.CharField(_("kind"), max_length=20, choices=OutreachKind)
    title = models.CharField(_("title"), max_length=100)
    held_on = models.DateField(_("held on"))
    reached = models.PositiveIntegerField(_("people reached"))
    copies = models.PositiveIntegerField(_("copies handed out"), default=0)
    passed = models.PositiveIntegerField(_("passed the test"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OutreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("lecture or publicity")
        verbose_name_plural = _("lectures and publicity")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on", "area"], name="outreach_cover")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "held_on", "kind", "title"],
                name="outreach_once",
                violation_error_message=_("This event was already entered."),
            ),
            models.CheckConstraint(condition=Q(kind__in=OutreachKind.values), name="outreach_kind_known"),
            models.CheckConstraint(
                condition=Q(reached__gt=0),
                name="outreach_reaches_somebody",
                violation_error_message=_("An event reaches at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | Q(passed__lte=F("reached")),
                name="outreach_passed_of_reached",
                violation_error_message=_("More passed the test than were there."),
            ),
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | Q(kind=OutreachKind.RELATIVES),
                name="outreach_test_after_training",
                violation_error_message=_("Only a training of relatives ends with a test."),
            ),
        ]

    def __str__(self):
        return self.title
