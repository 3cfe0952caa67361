from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.forms.people import ServiceForm
from registry.models import HouseholdMember, Person
from registry.records.forms import past_day
from relief.bank_accounts import parse_account_number
from relief.choices import AmountReason, AmountRule, ReviewResult, StopReason, SuspendReason
from relief.forms.sheets import SheetForm, money_field
from relief.models import Account
from relief.months import month_of, months_after
from relief.services.accounts import set_account

# Which are decided here: the register tells the others, and what is paid once ends by itself.
STOPS = [reason for reason in StopReason if reason not in (StopReason.LEFT, StopReason.PAID_ONCE)]
MONTHS_BACK, MONTHS_AHEAD = 12, 3


class MonthField(forms.TypedChoiceField):
    """A month near today, as its first day."""

    def __init__(self, **kwargs):
        super().__init__(choices=_months, coerce=_month, **kwargs)


def _months() -> list[tuple[str, str]]:
    today = timezone.localdate()
    months = [months_after(today, offset) for offset in range(MONTHS_AHEAD, -MONTHS_BACK - 1, -1)]
    return [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months]


def _month(text: str):
    return month_of(timezone.datetime.strptime(text, "%Y-%m").date())


class AmountForm(ServiceForm):
    """Asks for what the programme's amount rests on: members and income, or the amount itself."""

    from_month = MonthField(label=_("From month"))
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, one.label) for one in AmountReason if one != AmountReason.GRANTED],
        widget=forms.RadioSelect,
    )
    members = forms.IntegerField(label=_("Members who share the income"), min_value=1, max_value=30)
    income_per_head = forms.DecimalField(
        label=_("Income per head, yuan a month"), min_value=0, max_digits=12, decimal_places=2
    )
    amount = money_field(_("Amount in yuan"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, entitlement, **kwargs):
        super().__init__(*args, **kwargs)
        rule, programme = entitlement.programme.amount_rule, entitlement.programme
        if rule != AmountRule.DIFFERENCE:
            del self.fields["income_per_head"]
            if not programme.is_for_households:
                del self.fields["members"]
        if rule in (AmountRule.DIFFERENCE, AmountRule.STANDARD):
            del self.fields["amount"]
        else:
            self.fields["amount"].required = True
        self.fields["from_month"].initial = f"{months_after(timezone.localdate(), 1):%Y-%m}"
        if last := entitlement.amounts.last():
            self.initial.setdefault("members", last.members)
            self.initial.setdefault("income_per_head", last.income_per_head)
            self.initial.setdefault("amount", last.amount)


class SuspendForm(ServiceForm):
    from_month = MonthField(label=_("Not paid from"))
    reason = forms.ChoiceField(label=_("Why"), choices=SuspendReason, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_month"].initial = f"{months_after(timezone.localdate(), 1):%Y-%m}"


class ResumeForm(ServiceForm):
    from_month = MonthField(label=_("Paid again from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_month"].initial = f"{month_of(timezone.localdate()):%Y-%m}"


class StopForm(ServiceForm):
    on = past_day(label=_("Day of what ends it"), help_text=_("It is not paid from the month after."))
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(one.value, one.label) for one in STOPS], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class RecertifyForm(ServiceForm):
    on = past_day(label=_("Re-certified on"))
    result = forms.ChoiceField(
        label=_("Result"),
        choices=ReviewResult,
        widget=forms.RadioSelect,
        help_text=_("A new amount is entered with “Change the amount” beside."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class SuccessorForm(ServiceForm):
    """Who of the household draws on: of those in scope."""

    person = forms.ModelChoiceField(label=_("Who draws on"), queryset=Person.objects.none())

    def __init__(self, *args, staff, household, **kwargs):
        super().__init__(*args, **kwargs)
        members = HouseholdMember.objects.visible_to(staff).present().filter(household=household)
        self.fields["person"].queryset = Person.objects.visible_to(staff).filter(pk__in=members.values("person"))


class AccountForm(SheetForm):
    """The number is checked as the kind of account asks; whoever holds it is the payee or a guardian on the register."""

    fixed = ("person",)

    class Meta:
        model = Account
        fields = ["kind", "number", "bank_name", "guardian", "from_on"]
        widgets = {
            "kind": forms.RadioSelect,
            "number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.person = person
        guardians = self.fields["guardian"]
        guardians.queryset = person.guardians.holding_on(timezone.localdate())
        guardians.empty_label = gettext("No: %(name)s holds it") % {"name": person.full_name}

    def clean(self):
        data = super().clean()
        if data.get("number") and data.get("kind"):
            try:
                data["number"] = parse_account_number(data["number"], data["kind"])
            except ValidationError as error:
                self.add_error("number", error)
        guardian = data.get("guardian")
        self.instance.holder_name = guardian.full_name if guardian else self.instance.person.full_name
        return data

    def validate_constraints(self):
        """The present account ends by the same saving: only that is in its way."""

    def write(self, by):
        set_account(account=self.instance, by=by)
