from registry.records.forms import AreaForm
from rehab.models import Outreach


class OutreachForm(AreaForm):
    class Meta:
        model = Outreach
        fields = ["area", "kind", "title", "held_on", "reached", "copies", "passed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("reached", "copies", "passed"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}
