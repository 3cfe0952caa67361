from datetime import datetime, time, timedelta

import django_filters
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy

from registry.audit_words import ACTIONS
from registry.forms.fields import DayField
from registry.models import AuditEntry, Staff
from registry.staff_filters import ALL


class DayFilter(django_filters.DateFilter):
    field_class = DayField


def _begin(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _records():
    names = {model._meta.label_lower: model._meta.verbose_name for model in apps.get_models() if _is_ours(model)}
    return sorted(names.items(), key=lambda item: str(item[1]))


def _is_ours(model) -> bool:
    return model._meta.app_label in ("registry", *_upper_apps()) and model is not AuditEntry


def _upper_apps():
    """Apps whose package stands beside registry; not those from elsewhere."""
    root = apps.get_app_config("registry").path.rpartition("/")[0]
    return [config.label for config in apps.get_app_configs() if config.path.rpartition("/")[0] == root]


class AuditFilter(django_filters.FilterSet):
    staff = django_filters.ModelChoiceFilter(label=gettext_lazy("Account"), queryset=None, empty_label=ALL)
    action = django_filters.ChoiceFilter(
        label=gettext_lazy("What"), choices=lambda: list(ACTIONS.items()), empty_label=ALL
    )
    record = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of record"), field_name="object_type", choices=_records, empty_label=ALL
    )
    number = django_filters.CharFilter(label=gettext_lazy("Record number"), field_name="object_id", max_length=40)
    since = DayFilter(label=gettext_lazy("From"), method="by_since")
    until = DayFilter(label=gettext_lazy("Until"), method="by_until")

    class Meta:
        model = AuditEntry
        fields = ()

    def __init__(self, data=None, *args, staff, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters["staff"].extra["queryset"] = Staff.objects.visible_to(staff)

    def by_since(self, entries, name, day):
        return entries.filter(at__gte=_begin(day))

    def by_until(self, entries, name, day):
        """The day itself included."""
        return entries.filter(at__lt=_begin(day + timedelta(days=1)))
