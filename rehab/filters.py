from datetime import date

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.areas import is_area_code
from registry.filters import NameFilter
from registry.records.filters import (
    CLOSED,
    NAME_INPUT,
    NO,
    OPEN,
    YES,
    RecordFilter,
    area_filter,
    day_filter,
    name_filter,
    state_filter,
)
from rehab.choices import FundingPurpose, FundingSource, Priority, ServiceCategory
from rehab.forms.flow import FIRST_YEAR
from rehab.models import (
    Campaign,
    Coordinator,
    FloorArea,
    Funding,
    HealthStation,
    Need,
    RehabFile,
    RehabRoom,
    RehabStation,
    SatisfactionAnswer,
    Screening,
    ServiceRecord,
    Standard,
    StandardCode,
    Training,
)

FILE_STATES = [(OPEN, _("Open")), (CLOSED, _("File closed"))]


def _check_area_code(code: str) -> None:
    if not is_area_code(code):
        raise ValidationError(_("An area code has 2, 4, 6, 9 or 12 digits."))


class CellFilter(RecordFilter):
    """A cell of a table by area and year; what else names the cell is added by those who inherit."""

    year = filters.NumberFilter(label=_("Year"), method="chosen_later", min_value=FIRST_YEAR, max_value=2100)
    street = filters.CharFilter(label=_("Area code"), method="chosen_later", validators=[_check_area_code])

    def chosen_later(self, rows, name, value):
        return rows

    def cell(self) -> tuple[date, date, str]:
        """First and last day and the area's code: this year until today, and the reader's area, where none is chosen."""
        today, chosen = timezone.localdate(), self.form.cleaned_data
        year = int(chosen.get("year") or today.year)
        return date(year, 1, 1), min(date(year, 12, 31), today), chosen.get("street") or self.request.user.area_id


class ScreeningFilter(RecordFilter):
    day_field = "screened_on"
    name = name_filter()
    area = area_filter()
    found = filters.ChoiceFilter(
        label=_("Result"),
        choices=[(YES, _("Need found")), (NO, _("No need"))],
        empty_label=_("All"),
        method="with_need",
    )
    priority = filters.ChoiceFilter(label=_("Priority"), choices=Priority, empty_label=_("All"))
    campaign = filters.ModelChoiceFilter(
        label=_("Campaign"), queryset=lambda request: Campaign.objects.visible_to(request.user), empty_label=_("All")
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Screening
        fields = []

    def with_need(self, rows, name, value):
        found = Exists(Need.objects.filter(screening=OuterRef("pk")))
        return rows.filter(found if value == YES else ~found)


class NeedFilter(RecordFilter):
    WAITING = "waiting"
    name = name_filter()
    area = area_filter()
    category = filters.ChoiceFilter(label=_("Need"), choices=ServiceCategory, empty_label=_("All"))
    state = state_filter([(WAITING, _("Open, no rehab file")), (OPEN, _("Still open")), (CLOSED, _("Ended"))])

    class Meta:
        model = Need
        fields = []

    def open_or_closed(self, rows, name, value):
        if value == self.WAITING:
            today = timezone.localdate()
            return rows.open_on(today).without_file_on(today)
        return super().open_or_closed(rows, name, value)


class FileFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    state = state_filter(FILE_STATES)

    class Meta:
        model = RehabFile
        fields = []


class ServiceFilter(RecordFilter):
    day_field = "served_on"
    name = name_filter()
    area = area_filter()
    category = filters.ChoiceFilter(label=_("Service"), choices=ServiceCategory, empty_label=_("All"))
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = ServiceRecord
        fields = []


class SatisfactionFilter(RecordFilter):
    day_field = "answered_on"
    name = name_filter()
    area = area_filter()
    score = filters.ChoiceFilter(
        label=_("Answer"),
        choices=[(YES, _("Satisfied")), (NO, _("Neutral or dissatisfied"))],
        empty_label=_("All"),
        method="satisfied",
    )
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = SatisfactionAnswer
        fields = []

    def satisfied(self, rows, name, value):
        return rows.satisfied() if value == YES else rows.not_satisfied()


class HealthStationFilter(RecordFilter):
    area = area_filter()
    room = filters.ChoiceFilter(
        label=_("Rehab room"), choices=[(YES, _("With")), (NO, _("Without"))], empty_label=_("All"), method="with_room"
    )
    state = state_filter()

    class Meta:
        model = HealthStation
        fields = []

    def with_room(self, rows, name, value):
        room = Exists(RehabRoom.objects.open_on(timezone.localdate()).filter(health_station=OuterRef("pk")))
        return rows.filter(room if value == YES else ~room)


class StationFilter(RecordFilter):
    area = area_filter()
    size = filters.ChoiceFilter(
        label=_("Floor area"),
        choices=[(YES, _("Reaches the standard")), (NO, _("Too small or not entered"))],
        empty_label=_("All"),
        method="large_enough",
    )
    state = state_filter()

    class Meta:
        model = RehabStation
        fields = []

    def large_enough(self, rows, name, value):
        today = timezone.localdate()
        large = FloorArea.objects.holding_on(today).reaching_standard(today).values("rehab_station")
        return rows.filter(pk__in=large) if value == YES else rows.exclude(pk__in=large)


class CoordinatorFilter(RecordFilter):
    name = NameFilter(label=_("Name"), field_name="full_name", lookup_expr="icontains", widget=NAME_INPUT)
    area = area_filter()
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("In post")), (CLOSED, _("Left the post"))],
        empty_label=_("All"),
        method="in_post",
    )

    class Meta:
        model = Coordinator
        fields = []

    def in_post(self, rows, name, value):
        in_post = rows.in_post_on(timezone.localdate())
        return in_post if value == OPEN else rows.exclude(pk__in=in_post.order_by().values("pk"))


class TrainingFilter(RecordFilter):
    day_field = "held_on"
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Training
        fields = []


class FundingFilter(RecordFilter):
    day_field = "received_on"
    area = area_filter()
    source = filters.ChoiceFilter(label=_("Source"), choices=FundingSource, empty_label=_("All"))
    purpose = filters.ChoiceFilter(label=_("Purpose"), choices=FundingPurpose, empty_label=_("All"))
    start = day_filter(pgettext_lazy("day filter", "From"), "since")
    end = day_filter(pgettext_lazy("day filter", "To"), "until")

    class Meta:
        model = Funding
        fields = []


class StandardFilter(filters.FilterSet):
    code = filters.ChoiceFilter(label=_("Standard"), choices=StandardCode.choices, empty_label=_("All"))

    class Meta:
        model = Standard
        fields = []
