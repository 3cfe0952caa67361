from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from psych_care import rules
from psych_care.choices import Stability
from psych_care.forms.register import NOTE
from psych_care.models import Visit
from psych_care.services import doubts
from psych_care.services.visits import reckon_following
from registry.records.forms import PersonRecordForm

SIGNS = ("risk", "symptoms", "insight", "side_effects", "physical", "social")


class VisitForm(PersonRecordForm):
    """One column for a phone at the door. Class and next day are not on it: they are computed."""

    day_field = "visited_on"
    sections = [
        (gettext_lazy("Visit"), ["visited_on", "visited_by", "method"]),
        (
            gettext_lazy("How the patient is"),
            ["risk", "symptoms", "insight", "social", "takes_part", "physical", "course"],
        ),
        (gettext_lazy("Medicine"), ["adherence", "medication", "side_effects"]),
        (gettext_lazy("What was done"), ["note", "referred_to"]),
    ]

    class Meta:
        model = Visit
        fields = [
            "visited_on",
            "visited_by",
            "method",
            "risk",
            "symptoms",
            "insight",
            "social",
            "takes_part",
            "physical",
            "side_effects",
            "adherence",
            "medication",
            "course",
            "note",
            "referred_to",
        ]
        radios = ("method", "risk", "symptoms", "insight", "social", "physical", "side_effects", "adherence", "course")
        widgets = {
            **dict.fromkeys(radios, forms.RadioSelect),
            "medication": forms.Textarea(attrs={"rows": 2}),
            "note": NOTE,
        }
        help_texts = {
            "medication": gettext_lazy("Medicine and dose, as seen."),
            "referred_to": gettext_lazy("An unstable patient is referred at once and seen again within two weeks."),
        }

    def clean(self):
        super().clean()
        signs = {name: self.cleaned_data.get(name) for name in SIGNS}
        if None in signs.values() or "" in signs.values():
            return
        unstable = rules.stability_of(**signs | {"risk": int(signs["risk"])}) == Stability.UNSTABLE
        if unstable and not self.cleaned_data.get("referred_to"):
            self.add_error("referred_to", _("By these signs the patient is unstable: say where you refer to."))

    def write(self, by):
        self.instance.classify()
        visit = super().write(by)
        if visit:
            reckon_following(visit=visit, by=by)
            doubts.look_at(visit=visit, by=by)
        return visit
