import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry.models import Staff
from registry.permissions import Role

ALL = pgettext_lazy("filter", "all")


class StaffFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Name or user name"), method="by_text")
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Role"), field_name="roles__role", choices=Role.choices, empty_label=ALL
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        empty_label=ALL,
        choices=[("active", gettext_lazy("may sign in")), ("closed", gettext_lazy("closed"))],
    )

    class Meta:
        model = Staff
        fields = ()

    def by_text(self, accounts, name, value):
        return accounts.filter(Q(full_name__icontains=value) | Q(username__icontains=value))

    def by_state(self, accounts, name, value):
        return accounts.filter(is_active=value == "active")
