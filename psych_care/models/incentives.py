"""Guardian incentives (以奖代补): a quarter is checked once, a year reviewed once."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from psych_care.care_querysets import GuardianCheckQuerySet
from psych_care.models.support import Guardianship
from registry.encrypted_fields import EncryptedField
from registry.models import Area, Person
from registry.records.querysets import PersonRecordQuerySet


class GuardianCheck(models.Model):
    """How a guardian did in a quarter; `amount` is that of the setting on the quarter's last day.

    Whether it is proposed for payment is never stored: an incident told later still prevents it (`payable()`).
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="guardian_checks")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    guardianship = models.ForeignKey(
        Guardianship, models.PROTECT, verbose_name=_("guardianship"), related_name="checks"
    )
    from_on = models.DateField(_("quarter from"))
    until_on = models.DateField(_("quarter until"))
    checked_on = models.DateField(_("checked on"), default=timezone.localdate)
    checked_by = models.CharField(_("checked by"), max_length=50)
    is_fit = models.BooleanField(_("the guardian did what the letter asks for"), default=False)
    note = EncryptedField(_("what the check found"), purpose="psychiatric_note")
    amount = models.DecimalField(_("yuan"), max_digits=10, decimal_places=2, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuardianCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarterly check of a guardian")
        verbose_name_plural = _("quarterly checks of guardians")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "from_on"],
                name="guardian_check_once_a_quarter",
                violation_error_message=_("This quarter was checked already."),
            ),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="guardian_check_quarter_in_order"),
            models.CheckConstraint(
                condition=Q(checked_on__gt=F("until_on")),
                name="guardian_check_after_the_quarter",
                violation_error_message=_("A quarter is checked when it is over."),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="guardian_check_amount_not_negative"),
        ]

    def __str__(self):
        return f"{self.from_on} – {self.until_on}"


class GuardianReview(models.Model):
    """How a guardian did in a year; who is not assessed fit is proposed for no quarter of it."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="guardian_reviews")
    community = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="+")
    guardianship = models.ForeignKey(
        Guardianship, models.PROTECT, verbose_name=_("guardianship"), related_name="reviews"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    reviewed_on = models.DateField(_("reviewed on"), default=timezone.localdate)
    reviewed_by = models.CharField(_("reviewed by"), max_length=50)
    is_fit = models.BooleanField(_("the guardian did what the letter asks for"), default=False)
    note = EncryptedField(_("what the review found"), purpose="psychiatric_note")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly review of a guardian")
        verbose_name_plural = _("yearly reviews of guardians")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                name="guardian_review_once_a_year",
                violation_error_message=_("This year was reviewed already."),
            ),
            models.CheckConstraint(condition=Q(year__range=(2000, 2199)), name="guardian_review_year_plausible"),
        ]

    def __str__(self):
        return f"{self.year}"
