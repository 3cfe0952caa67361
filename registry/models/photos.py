from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import EncryptedField
from registry.helping_querysets import AboutPersonQuerySet
from registry.models.people import Person


class PersonPhoto(models.Model):
    """The photo of a person: a small JPEG made by us (registry.photos), in base64. A new one replaces it."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="photo")
    image = EncryptedField(_("photo"), purpose="photo")
    added_at = models.DateTimeField(_("added at"), default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return f"{self.added_at:%Y-%m-%d}"
