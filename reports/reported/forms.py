from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.forms.fields import DayField
from registry.forms.people import ServiceForm
from registry.models import Area
from registry.records.forms import RecordForm
from reports.models import FigureKind, FigureSheet, ReportedFigure
from reports.reported.services import Line


class AskForm(ServiceForm):
    """The sheets of a year for my own area and the streets below, with the day by which they are wanted."""

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Area.objects.visible_to(staff)
        here = [area for area in mine.filter(closed_on__isnull=True).order_by("code") if len(area.code) in (6, 9)]
        self.fields["areas"] = forms.ModelMultipleChoiceField(
            label=_("From whom"),
            queryset=mine.filter(code__in=[area.code for area in here]),
            initial=here,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Whoever has a sheet of the year already keeps it as it is."),
        )
        self.fields["areas"].choices = [(area.code, area.name) for area in here]
        self.fields["year"] = forms.IntegerField(
            label=_("Year"), min_value=2000, max_value=2100, initial=timezone.localdate().year
        )
        self.fields["due_on"] = DayField(label=_("Wanted by"))


class KindForm(RecordForm):
    """A figure that is nobody's record. One that was ever entered keeps its unit and its whole."""

    ahead = ("opened_on", "closed_on")
    sections = [
        (gettext_lazy("What is reported"), ["code", "name", "topic", "unit", "decimals", "note"]),
        (gettext_lazy("How it is asked for"), ["by_street", "whole", "position", "opened_on", "closed_on"]),
    ]

    class Meta:
        model = FigureKind
        fields = [
            "code",
            "name",
            "topic",
            "unit",
            "decimals",
            "note",
            "by_street",
            "whole",
            "position",
            "opened_on",
            "closed_on",
        ]
        help_texts = {
            "code": gettext_lazy("Lower case letters, digits and hyphens; it names the figure in exports."),
            "whole": gettext_lazy("The figure that this one is a part of: the parts must add up to it."),
            "closed_on": gettext_lazy("The first day on which it is no longer asked for."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wholes = FigureKind.objects.filter(whole__isnull=True).exclude(pk=self.instance.pk)
        self.fields["whole"].queryset = wholes.in_order()
        if self.instance.pk and self.instance.figures.exists():
            for name in ("code", "unit", "decimals", "whole", "by_street"):
                self.fields[name].disabled = True
        if self.instance.pk is None:
            self.fields["opened_on"].initial = timezone.localdate().replace(month=1, day=1)

    def clean_whole(self):
        whole = self.cleaned_data["whole"]
        if whole and self.instance.pk and self.instance.parts.exists():
            raise ValidationError(_("It has parts of its own, so it can't be a part."))
        return whole


class LineForm(forms.Form):
    """One figure's line of the sheet."""

    use_required_attribute = False
    value = forms.DecimalField(
        label=gettext_lazy("Number"), required=False, min_value=Decimal(0), max_digits=16, decimal_places=2
    )
    is_estimate = forms.BooleanField(label=gettext_lazy("Estimate"), required=False)
    source = forms.CharField(label=gettext_lazy("Source document"), required=False, max_length=120)
    remark = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=200)

    def __init__(self, *args, kind: FigureKind, figure: ReportedFigure | None, streets=None, **kwargs):
        initial = {
            "value": _as_kept(figure.value, kind) if figure else None,
            "is_estimate": bool(figure and figure.is_estimate),
            "source": figure.source if figure else "",
            "remark": figure.remark if figure else "",
        }
        super().__init__(*args, initial=initial, prefix=f"f{kind.pk}", **kwargs)
        self.kind, self.figure, self.streets = kind, figure, streets
        self.fields["value"].widget.attrs |= {"class": "medium", "inputmode": "decimal", "step": "any"}

    def clean_value(self):
        value = self.cleaned_data["value"]
        if value is not None and value != _as_kept(value, self.kind):
            raise ValidationError(_("The number has too many decimals."))
        return value

    def line(self) -> Line:
        return Line(kind=self.kind, **{name: self.cleaned_data[name] for name in self.base_fields})


def _as_kept(value: Decimal | None, kind: FigureKind) -> Decimal | None:
    return None if value is None else round(value, kind.decimals)


class SheetVersionForm(forms.Form):
    """The version that the sheet was shown in."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sheet: FigureSheet, **kwargs):
        super().__init__(*args, initial={"version": sheet.version}, **kwargs)


class StepForm(ServiceForm):
    """Nothing to say; the button is the decision."""


class ReasonForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), min_length=4, max_length=300)
