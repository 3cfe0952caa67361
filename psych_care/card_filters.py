import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from psych_care.card_choices import CardState
from psych_care.filters import ALL
from psych_care.models import CardQuota, DesignatedHospital, DrugCard, Survey, SurveyHousehold
from registry.records.filters import CLOSED, NO, OPEN, YES, RecordFilter, area_filter, name_filter, state_filter


class DrugCardFilter(RecordFilter):
    WAITING, VALID, FOLLOW_UP, REVIEW = "waiting", "valid", "follow_up", "review"
    name = name_filter()
    area = area_filter()
    state = filters.ChoiceFilter(label=_("State"), choices=CardState, empty_label=ALL)
    standing = filters.ChoiceFilter(
        label=_("What is due"),
        choices=[
            (WAITING, _("To be decided")),
            (VALID, _("Valid cards")),
            (FOLLOW_UP, _("To be followed up")),
            (REVIEW, _("To be reviewed")),
        ],
        empty_label=ALL,
        method="by_standing",
    )

    class Meta:
        model = DrugCard
        fields = []

    def by_standing(self, rows, name, value):
        today = timezone.localdate()
        return {
            self.WAITING: rows.waiting,
            self.VALID: rows.valid,
            self.FOLLOW_UP: lambda: rows.to_be_followed_up_by(today),
            self.REVIEW: lambda: rows.to_be_reviewed_by(today),
        }[value]()


class QuotaFilter(RecordFilter):
    area = area_filter()
    year = filters.NumberFilter(label=_("Year"))
    room = filters.ChoiceFilter(
        label=_("Left"), choices=[(YES, _("Places left")), (NO, _("None left"))], empty_label=ALL, method="by_room"
    )

    class Meta:
        model = CardQuota
        fields = []

    def by_room(self, rows, name, value):
        return rows.with_room() if value == YES else rows.exclude(pk__in=rows.with_room().order_by().values("pk"))


class HospitalFilter(RecordFilter):
    state = state_filter([(OPEN, _("Designated")), (CLOSED, pgettext_lazy("designated hospital", "Ended"))])

    class Meta:
        model = DesignatedHospital
        fields = []


class SurveyFilter(RecordFilter):
    drawn = filters.ChoiceFilter(
        label=_("Sample"), choices=[(YES, _("Drawn")), (NO, _("Not drawn"))], empty_label=ALL, method="by_draw"
    )

    class Meta:
        model = Survey
        fields = []

    def by_draw(self, rows, name, value):
        return rows.filter(drawn_on__isnull=value == NO)


class SurveyHouseholdFilter(RecordFilter):
    name = name_filter()
    area = area_filter()
    survey = filters.ModelChoiceFilter(
        label=_("Survey"), empty_label=ALL, queryset=lambda request: Survey.objects.visible_to(request.user)
    )
    answered = filters.ChoiceFilter(
        label=_("Answers"), choices=[(YES, _("Answered")), (NO, _("Not yet"))], empty_label=ALL, method="by_answer"
    )

    class Meta:
        model = SurveyHousehold
        fields = []

    def by_answer(self, rows, name, value):
        return rows.answered() if value == YES else rows.unanswered()
