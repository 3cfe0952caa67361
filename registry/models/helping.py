from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import EncryptedField
from registry.helping_querysets import HelperVisitQuerySet, HelpingPairQuerySet, InPostQuerySet, VolunteerWorkQuerySet
from registry.masks import mask_phone
from registry.models.areas import Area
from registry.models.people import Person


class InPost(models.Model):
    """Somebody who works for a community from when to when."""

    full_name = models.CharField(_("name"), max_length=50)
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InPostQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["community", "full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class Commissioner(InPost):
    """A full-time commissioner (专职委员) of a village or community (T2: each has one)."""

    class Meta(InPost.Meta):
        verbose_name = _("full-time commissioner")
        verbose_name_plural = _("full-time commissioners")


class Volunteer(InPost):
    skills = models.CharField(_("what they can do"), max_length=100, blank=True)

    class Meta(InPost.Meta):
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")


class VolunteerWork(models.Model):
    """What a volunteer did on a day."""

    # A line of the volunteer, nothing by itself.
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="works")
    done_on = models.DateField(_("done on"), default=timezone.localdate)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    content = models.CharField(_("what was done"), max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = VolunteerWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work of a volunteer")
        verbose_name_plural = _("works of volunteers")
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="volunteer_work_hours_range",
                violation_error_message=_("A day has up to 24 hours."),
            ),
        ]

    def __str__(self):
        return f"{self.done_on}"


class HelpingPair(models.Model):
    """One-to-one help (结对帮扶, T4): who helps a person from when to when, and how often a visit is due."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="helping_pairs")
    helper_name = models.CharField(_("helper"), max_length=50)
    organisation = models.CharField(_("organisation of the helper"), max_length=80, blank=True)
    phone = EncryptedField(_("phone"), purpose="phone", blank=True)
    visit_every_days = models.PositiveSmallIntegerField(_("days between visits"), default=30)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HelpingPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("helping pair")
        verbose_name_plural = _("helping pairs")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "helper_name"],
                condition=Q(ended_on__isnull=True),
                name="helping_pair_once",
                violation_error_message=_("This helper of the person is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="helping_pair_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(visit_every_days__gte=1, visit_every_days__lte=366),
                name="helping_pair_days_range",
                violation_error_message=_("A visit is due at least once a year."),
            ),
        ]

    def __str__(self):
        return self.helper_name

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class HelperVisit(models.Model):
    # A line of the pair, nothing by itself.
    pair = models.ForeignKey(HelpingPair, models.CASCADE, related_name="visits")
    visited_on = models.DateField(_("visited on"), default=timezone.localdate)
    content = models.CharField(_("what was found and done"), max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HelperVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit of a helper")
        verbose_name_plural = _("visits of helpers")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "visited_on"],
                name="helper_visit_once_a_day",
                violation_error_message=_("This visit is already entered."),
            ),
        ]

    def __str__(self):
        return f"{self.visited_on}"
