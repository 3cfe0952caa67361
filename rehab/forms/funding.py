from django.utils.translation import gettext_lazy as _

from registry.records.forms import AreaForm
from rehab.models import Funding


class FundingForm(AreaForm):
    class Meta:
        model = Funding
        fields = ["area", "received_on", "source", "purpose", "amount", "document"]
        help_texts = {"document": _("For example the number of the notice that grants the money.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs["inputmode"] = "decimal"
