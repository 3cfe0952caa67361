from registry.records.forms import RecordForm
from rehab.forms.funding import choose_area
from rehab.models import Outreach


class OutreachForm(RecordForm):
    """An event is entered for my own area or one inside it."""

    class Meta:
        model = Outreach
        fields = ["area", "kind", "title", "held_on", "reached", "copies", "passed"]

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        choose_area(self, staff)
        for name in ("reached", "copies", "passed"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}
