from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.encrypted_fields import DigestField, EncryptedField
from registry.masks import mask_account
from registry.models import Guardian, Person
from relief.choices import AccountKind
from relief.querysets import AccountQuerySet


class Account(models.Model):
    """Where a payee's money goes from when to when (一卡通). Another number is a new row: the old one is history."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("payee"), related_name="accounts")
    kind = models.CharField(_("kind of account"), max_length=10, choices=AccountKind, default=AccountKind.CARD)
    number = EncryptedField(_("account number"), purpose="account")
    number_digest = DigestField(of="number", null=False)
    bank_name = models.CharField(_("bank"), max_length=60)
    holder_name = models.CharField(_("account holder"), max_length=50)
    # Empty: the payee holds it.
    guardian = models.ForeignKey(
        Guardian, models.PROTECT, null=True, blank=True, verbose_name=_("held by the guardian"), related_name="+"
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["number_digest"], name="account_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on__isnull=True),
                name="account_one_present",
                violation_error_message=_("The payee has an account already."),
            ),
            models.UniqueConstraint(
                fields=["number_digest"],
                condition=Q(until_on__isnull=True, guardian__isnull=True),
                name="account_of_one_payee",
                violation_error_message=_("Another payee holds this account."),
            ),
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="account_kind_known"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="account_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.masked_number

    @property
    def masked_number(self) -> str:
        return mask_account(self.number)
