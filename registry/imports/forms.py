from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.plugs import datasets_for

MAX_BYTES = 100 * 2**20


class UploadForm(forms.Form):
    dataset = forms.ChoiceField(label=gettext_lazy("What the file holds"))
    file = forms.FileField(label=gettext_lazy("File (.xlsx or .csv)"))

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dataset"].choices = [(d.key, d.label) for d in datasets_for(staff)]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 100 MB: split it."))
        return file


class ExportForm(forms.Form):
    file_format = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[("xlsx", gettext_lazy("Excel workbook")), ("csv", gettext_lazy("csv, for any number of rows"))],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy(
            "The file holds ID numbers and phones in clear. The reason stands in the audit log, with your name and the time."
        ),
    )
