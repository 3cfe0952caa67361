from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.areas import ancestor_codes
from registry.records.forms import EndForm, PersonRecordForm
from rehab.choices import NeedEnd, Priority, ServiceCategory
from rehab.models import Campaign, RehabFile, SatisfactionAnswer, Screening, ServiceRecord
from rehab.services.files import NEED_END
from rehab.services.screenings import correct_needs, record_screening

LATE_ENTRY_DAYS = 365


class ScreeningForm(PersonRecordForm):
    day_field = "screened_on"
    categories = forms.MultipleChoiceField(
        label=_("Needs found"),
        choices=ServiceCategory,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None is a result too. A need that is already open stays as it is."),
    )

    class Meta:
        model = Screening
        fields = ["screened_on", "screened_by", "campaign", "functional_note", "categories", "priority"]
        widgets = {"functional_note": forms.Textarea(attrs={"rows": 3}), "priority": forms.RadioSelect}
        help_texts = {"priority": _("How soon the needs found should be met.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = self._campaigns()
        self.fields["campaign"].empty_label = _("None of them")
        self.fields["priority"].required = False
        if self.instance.pk:
            self.initial["categories"] = [need.category for need in self.instance.needs.all()]

    def clean_priority(self):
        return self.cleaned_data["priority"] or Priority.NORMAL

    def _campaigns(self):
        """Those that reached the person's community within the last year, and the one that is named already."""
        running_of_late = Q(ended_on__gt=timezone.localdate() - timedelta(days=LATE_ENTRY_DAYS))
        of_the_area = Q(area__in=ancestor_codes(self.person.community_id))
        return Campaign.objects.filter(of_the_area & running_of_late | Q(pk=self.instance.campaign_id))

    def write(self, by):
        categories = self.cleaned_data["categories"]
        if self.instance.pk is None:
            return record_screening(screening=self.instance, categories=categories, by=by)
        screening = super().write(by)
        if screening:
            correct_needs(screening=screening, categories=categories, by=by)
        return screening


class NeedEndForm(EndForm):
    reason = forms.ChoiceField(
        label=_("Why it ended"),
        choices=[choice for choice in NeedEnd.choices if choice[0] != NeedEnd.LEFT],
        widget=forms.RadioSelect,
    )


class FileForm(PersonRecordForm):
    day_field = "opened_on"

    class Meta:
        model = RehabFile
        fields = ["opened_on", "responsible_name", "goal"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 3})}


class FileCloseForm(EndForm):
    """Only the reasons that are decided here: whoever moved or died leaves the register, and the file closes with that."""

    reason = forms.ChoiceField(
        label=_("Reason for closing"),
        choices=[(reason.value, reason.label) for reason in NEED_END],
        widget=forms.RadioSelect,
        help_text=_("Has the person moved away or died? Record that on the person's page; the file closes with it."),
    )
    with_needs = forms.BooleanField(label=_("The open needs end with it"), required=False, initial=True)


class ServiceForm(PersonRecordForm):
    day_field = "served_on"

    class Meta:
        model = ServiceRecord
        fields = ["category", "served_on", "place", "provider_name", "duration_minutes", "content"]
        widgets = {
            "category": forms.RadioSelect,
            "place": forms.RadioSelect,
            "content": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"category": _("A service of assistive devices is the fitting of a device.")}


class SatisfactionForm(PersonRecordForm):
    day_field = "answered_on"

    class Meta:
        model = SatisfactionAnswer
        fields = ["score", "answered_on", "respondent", "remark"]
        widgets = {
            "score": forms.RadioSelect,
            "respondent": forms.RadioSelect,
            "remark": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"score": _("“No answer” is kept, but does not count for the satisfaction rate.")}
