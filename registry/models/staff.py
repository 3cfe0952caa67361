from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.areas import Area
from registry.permissions import ROLE_PERMISSIONS, Permission, Role


class StaffManager(BaseUserManager.from_queryset(models.QuerySet)):
    def visible_to(self, staff):
        return self.filter(area__code__inside=staff.area_id)

    def get_by_natural_key(self, username):
        return self.get(username=username)


class Staff(AbstractBaseUser):
    """An account: its area is its scope, its roles are its permissions. There is no superuser."""

    username = models.CharField(_("user name"), max_length=40, unique=True)
    full_name = models.CharField(_("name"), max_length=50)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="staff")
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("changes the password at the next sign-in"), default=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = StaffManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self):
        return self.full_name

    @property
    def role_codes(self) -> frozenset[str]:
        if not hasattr(self, "_role_codes"):
            self._role_codes = frozenset(row.role for row in self.roles.all())
        return self._role_codes

    def can(self, permission: Permission) -> bool:
        return self.is_active and any(permission in ROLE_PERMISSIONS[role] for role in self.role_codes)


class StaffRole(models.Model):
    # A role has no meaning without its account.
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=30, choices=Role)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["staff", "role"], name="staff_role_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="staff_role_known"),
        ]

    def __str__(self):
        return self.get_role_display()
