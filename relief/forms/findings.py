from datetime import timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import DayField
from registry.forms.people import ServiceForm
from registry.imports.forms import MAX_BYTES
from registry.imports.refusals import FileRefusedError
from relief.choices import StopReason
from relief.forms.entitlements import StopForm
from relief.forms.sheets import SheetForm
from relief.matching_choices import MatchRule, RecoveryReason
from relief.models import Entitlement, OutsideList, Recovery, Repayment
from relief.services.outside_lists import take_in
from relief.services.recoveries import open_recovery, repay

# Why a finding of the rule usually ends what is drawn.
USUAL_STOPS = {
    MatchRule.DEAD: StopReason.DIED,
    MatchRule.MOVED_AWAY: StopReason.MOVED,
    MatchRule.LAPSED: StopReason.REVIEW_FAILED,
}
USUAL_RECOVERIES = {MatchRule.DEAD: RecoveryReason.DEATH, MatchRule.LAPSED: RecoveryReason.NOT_ENTITLED}
SILENT_DAYS, LONGEST_SILENCE = 180, 3 * 366


def money(label) -> forms.DecimalField:
    """An amount in yuan that must be there."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "class": "short"}),
    )


class ListForm(SheetForm):
    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        help_text=_("Columns: ID number; and if known name, day, amount, detail. The ID number is kept encrypted."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    class Meta:
        model = OutsideList
        fields = ["kind", "department", "as_of"]
        help_texts = {
            "department": _("Who made the list, always written alike: a newer list of it replaces the older.")
        }

    def clean_department(self):
        return self.cleaned_data["department"].strip()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(gettext("The file is larger than 100 MB: split it."))
        return file

    def write(self, by):
        try:
            upload = self.cleaned_data["file"]
            take_in(outside_list=self.instance, file=upload.file, name=upload.name, by=by)
        except FileRefusedError as error:
            raise ValidationError({"file": str(error)}) from error


class StopDrawnForm(StopForm):
    """Which of the two is stopped, and why."""

    def __init__(self, *args, finding, drawn: list[Entitlement], **kwargs):
        super().__init__(*args, **kwargs)
        which = forms.TypedChoiceField(
            label=gettext("What is stopped"),
            choices=[(one.pk, f"{one.programme} · {one.person}") for one in drawn],
            coerce=lambda pk: next(one for one in drawn if str(one.pk) == str(pk)),
            widget=forms.RadioSelect,
        )
        if len(drawn) == 1:
            which.initial = drawn[0].pk
        self.fields = {"entitlement": which, **self.fields}
        self.fields["reason"].initial = USUAL_STOPS.get(finding.rule, StopReason.EXCLUDED)
        self.fields["on"].initial = min(finding.since, timezone.localdate())


class RecoverForm(ServiceForm):
    amount = money(_("Amount in yuan"))
    reason = forms.ChoiceField(label=_("Why it is asked back"), choices=RecoveryReason, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, finding, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = finding.amount
        self.fields["reason"].initial = USUAL_RECOVERIES.get(finding.rule, RecoveryReason.DUPLICATE)


class ExplainForm(ServiceForm):
    note = forms.CharField(label=_("Explanation"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    silent_until = DayField(
        label=_("Silent until"), help_text=_("If it is found on that day or later, it is open again.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["silent_until"].initial = timezone.localdate() + timedelta(days=SILENT_DAYS)

    def clean_silent_until(self):
        day = self.cleaned_data["silent_until"]
        if day > timezone.localdate() + timedelta(days=LONGEST_SILENCE):
            raise ValidationError(gettext("Three years at most: look again by then."))
        return day


class SettledOutsideForm(ServiceForm):
    note = forms.CharField(label=_("Where, and since when"), max_length=300)


class PlanForm(ServiceForm):
    instalments = forms.IntegerField(label=_("Number of instalments"), min_value=1, max_value=120)
    first_due_on = DayField(label=_("The first is due on"), help_text=_("The others a month apart each."))


class RepaymentForm(SheetForm):
    class Meta:
        model = Repayment
        fields = ["paid_on", "kind", "amount", "note"]
        widgets = {"kind": forms.RadioSelect, "amount": forms.NumberInput(attrs={"step": "0.01", "class": "short"})}

    def write(self, by):
        repay(repayment=self.instance, by=by)


class RecoveryForm(SheetForm):
    """Without a finding: what came to light otherwise."""

    class Meta:
        model = Recovery
        fields = ["amount", "reason", "entitlement", "note"]
        widgets = {"reason": forms.RadioSelect, "amount": forms.NumberInput(attrs={"step": "0.01", "class": "short"})}

    def __init__(self, *args, person, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.person, self.instance.community = person, person.community
        drawn = Entitlement.objects.visible_to(staff).filter(person=person).select_related("programme")
        self.fields["entitlement"].queryset = drawn

    def write(self, by):
        self.instance.decided_on = timezone.localdate()
        open_recovery(recovery=self.instance, by=by)
