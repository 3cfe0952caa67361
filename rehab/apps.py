from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RehabConfig(AppConfig):
    name = "rehab"
    verbose_name = _("Rehabilitation")

    def ready(self):
        from rehab import plugins  # noqa: F401  (fills registry.plugs)
