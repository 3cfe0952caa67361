from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.forms.people import ServiceForm
from registry.models import HouseholdMember
from registry.records.forms import PersonRecordForm, RecordForm
from relief.choices import IncomeSource, ObjectionOutcome, PropertyKind
from relief.forms.sheets import SheetForm, money_field
from relief.models import Bundle, HomeVisit, Matching, MedicalClaim, Objection, Programme
from relief.services.applications import enter_matching, enter_visit, raise_objection, receive, save_claim

WHAT_FOR = ["received_on", "agent_name", "circumstances", "papers", "kin_of"]


class BundleForm(PersonRecordForm):
    """Corrects what was received; the programmes asked for have a way of their own by then."""

    day_field = "received_on"

    class Meta:
        model = Bundle
        fields = [*WHAT_FOR, "household_size"]
        widgets = {
            "circumstances": forms.Textarea(attrs={"rows": 3}),
            "papers": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "agent_name": _("Leave empty where the applicant came in person."),
            "kin_of": _("The name of the member of staff whose kin the applicant is; always visited at home then."),
        }


class ReceiveForm(BundleForm):
    """One set of papers for one or several programmes. The household is the applicant's on the day."""

    programmes = forms.ModelMultipleChoiceField(
        label=_("Asked for"),
        queryset=Programme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several programmes go together: one visit and one set of papers do for all."),
    )

    class Meta(BundleForm.Meta):
        fields = ["programmes", *WHAT_FOR]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = Programme.objects.open_on(timezone.localdate())

    def write(self, by):
        bundle = self.instance
        members = HouseholdMember.objects.visible_to(by).holding_on(bundle.received_on)
        membership = members.filter(person=self.person).select_related("household").first()
        if membership:
            bundle.household = membership.household
            bundle.household_size = bundle.household.members.holding_on(bundle.received_on).count()
        return receive(bundle=bundle, programmes=self.cleaned_data["programmes"], by=by)


class ReasonForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class MatchingForm(SheetForm):
    class Meta:
        model = Matching
        fields = ["matched_on", "result", "note"]
        widgets = {"result": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    def write(self, by):
        enter_matching(application=self.application, matching=self.instance, by=by)
        return self.instance


class VisitForm(RecordForm):
    """The sheet of a visit: who came, who shares the income, what there is."""

    class Meta:
        model = HomeVisit
        fields = ["visited_on", "first_visitor", "second_visitor", "members", "findings", "property_compliant"]
        widgets = {"findings": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, bundle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.bundle = bundle
        for source in IncomeSource:
            self.fields[f"income_{source.value}"] = money_field(source.label)
        for kind in PropertyKind:
            self.fields[f"property_{kind.value}"] = money_field(kind.label)
        # Last on the sheet, where what it judges has been entered.
        self.fields["property_compliant"] = self.fields.pop("property_compliant")

    @property
    def sections(self):
        return [
            (gettext("The visit"), ["visited_on", "first_visitor", "second_visitor", "members"]),
            (
                gettext("Income in yuan a month"),
                [f"income_{source.value}" for source in IncomeSource],
                gettext("Of all members together; leave empty what there is none of."),
            ),
            (
                gettext("Property in yuan"),
                [*(f"property_{kind.value}" for kind in PropertyKind), "property_compliant"],
            ),
            (gettext("Findings"), ["findings"]),
        ]

    def _amounts(self, prefix: str) -> dict:
        starts = f"{prefix}_"
        return {
            name.removeprefix(starts): value
            for name, value in self.cleaned_data.items()
            if name.startswith(starts) and isinstance(value, Decimal)
        }

    def write(self, by):
        enter_visit(visit=self.instance, incomes=self._amounts("income"), properties=self._amounts("property"), by=by)
        return self.instance


class ClaimForm(SheetForm):
    fixed = ("application",)

    class Meta:
        model = MedicalClaim
        fields = ["treated_on", "compliant_cost", "insurance_paid", "serious_illness_paid"]

    def write(self, by):
        save_claim(claim=self.instance, by=by)
        return self.instance


class FirstReviewForm(ServiceForm):
    """`amount` only where the programme leaves it to the first review, `quantity` where it is given in kind."""

    amount = forms.DecimalField(label=_("Amount in yuan"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    quantity = forms.DecimalField(label=_("Quantity"), min_value=Decimal("0.001"), max_digits=10, decimal_places=3)

    def __init__(self, *args, programme, is_assessed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_assessed:
            del self.fields["amount"]
        if programme.is_in_kind:
            self.fields["quantity"].label = gettext("Quantity in %(unit)s") % {"unit": programme.quantity_unit}
        else:
            del self.fields["quantity"]


class ObjectionForm(SheetForm):
    fixed = ("notice",)

    class Meta:
        model = Objection
        fields = ["raised_on", "raised_by", "content"]
        widgets = {"content": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"raised_by": _("Leave empty where the person wants no name written down.")}

    def write(self, by):
        raise_objection(objection=self.instance, by=by)
        return self.instance


class AnswerForm(ServiceForm):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ObjectionOutcome, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
