from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReliefConfig(AppConfig):
    name = "relief"
    verbose_name = _("Relief")

    def ready(self):
        from relief import plugins  # noqa: F401  (fills registry.plugs)
