from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.areas import AreaCodeField


class AuditEntryQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Entries of accounts inside my area, whatever they touched."""
        return self.filter(area_code__inside=staff.area_id)

    def outside(self, app_labels):
        """Without what concerns records of these apps."""
        concerning = [models.Q(object_type__startswith=f"{label}.") for label in app_labels]
        return self.exclude(reduce(or_, concerning)) if concerning else self


class AuditEntry(models.Model):
    """What was done, by whom, on which object. Only ever added (triggers refuse the rest); written by registry.audit."""

    at = models.DateTimeField(_("at"))
    # db_index: an index below begins with it.
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("account"), related_name="+", db_index=False
    )
    roles = models.CharField(_("roles"), max_length=200, blank=True)
    area_code = AreaCodeField(_("area"), blank=True)
    action = models.CharField(_("action"), max_length=40)
    object_type = models.CharField(_("kind of record"), max_length=60, blank=True)
    object_id = models.CharField(_("record"), max_length=40, blank=True)
    # Not a foreign key: the row must outlive whatever it tells of.
    person_id = models.BigIntegerField(_("person"), null=True)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Unique: no two entries follow the same one.
    previous_hash = models.CharField(max_length=64, blank=True, unique=True)
    hash = models.CharField(max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="audit_by_person"),
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["staff", "-id"], name="audit_by_staff"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
