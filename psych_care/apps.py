from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PsychCareConfig(AppConfig):
    name = "psych_care"
    verbose_name = _("Psychiatric care")

    def ready(self):
        from psych_care import plugins  # noqa: F401  (fills registry.plugs)
