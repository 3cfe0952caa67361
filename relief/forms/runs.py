from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import DayField, grouped_areas
from registry.forms.people import ServiceForm
from registry.imports.forms import MAX_BYTES
from registry.models import Area
from registry.records.forms import past_day
from relief.forms.entitlements import MonthField
from relief.forms.sheets import SheetForm
from relief.models import ApprovalBand, CashPayee, PaymentRule, Programme
from relief.payment_choices import BankFormat
from relief.services.bank import pay_in_cash
from relief.services.rules import add_rule

ALL, ONLY_RETURNED = "all", "returned"


class PrepareForm(ServiceForm):
    area = forms.ChoiceField(label=_("Area"))
    month = MonthField(label=_("Month"))
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.all(), required=False, empty_label=_("All programmes")
    )

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        own = (staff.area_id, staff.area.name)
        self.fields["area"].choices = [own, *grouped_areas(staff.area_id)]
        self.fields["month"].initial = f"{timezone.localdate():%Y-%m}"

    def clean_area(self):
        return Area.objects.get(pk=self.cleaned_data["area"])


class BankFileForm(ServiceForm):
    format = forms.ChoiceField(label=_("Format"), choices=BankFormat.choices, widget=forms.RadioSelect)


class ReturnForm(ServiceForm):
    file = forms.FileField(label=_("Return file (.xlsx or .csv)"), help_text=_("Columns: 流水号, 金额, 结果, 原因."))
    on = past_day(label=_("Paid on"), help_text=_("The day on which the bank paid."))
    lists = forms.ChoiceField(
        label=_("The file lists"),
        choices=[
            (ALL, _("Every payment with its result")),
            (ONLY_RETURNED, _("Only what came back; the rest was paid")),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        self.fields["on"].initial = timezone.localdate()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(gettext("The file is larger than 100 MB: split it."))
        return file


class ExplainForm(ServiceForm):
    note = forms.CharField(label=_("Explanation"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class HandOverForm(ServiceForm):
    on = past_day(label=_("Handed over on"))
    proof = forms.CharField(
        label=_("Proof"),
        max_length=200,
        help_text=_("Number of the receipt, or who signed for it and where it is kept."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class CashForm(SheetForm):
    fixed = ("person",)

    class Meta:
        model = CashPayee
        fields = ["reason", "from_on"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.person = person

    def write(self, by):
        pay_in_cash(cash=self.instance, by=by)


class PaymentRuleForm(SheetForm):
    future_days = ("effective_from",)

    class Meta:
        model = PaymentRule
        fields = ["effective_from", "due_day", "account_rest_days", "back_months"]
        field_classes = {"effective_from": DayField}

    def write(self, by):
        add_rule(rule=self.instance, by=by)


class ApprovalBandForm(SheetForm):
    future_days = ("effective_from",)

    class Meta:
        model = ApprovalBand
        fields = ["effective_from", "from_amount", "approvers"]
        field_classes = {"effective_from": DayField}

    def write(self, by):
        add_rule(rule=self.instance, by=by)
