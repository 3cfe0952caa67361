from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registry.records.forms import past_day


class SheetForm(forms.ModelForm):
    """A row that is written once and never edited beside somebody else: it has no version. Its days are not to come.

    `write(by)` is the service that saves it; fields of `fixed` are not on the form, yet their constraints are checked.
    """

    fixed: tuple[str, ...] = ()
    future_days: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField) and name not in self.future_days:
                self.fields[name] = past_day(
                    label=field.label, initial=field.initial, required=field.required, help_text=field.help_text
                )
            # Django's boxes for several choices are radio buttons too, and may have none yet.
            if type(field.widget) is forms.RadioSelect:
                field.choices = [choice for choice in field.choices if choice[0] != ""]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - set(self.fixed)

    def write(self, by):
        raise NotImplementedError

    def save_change(self, *, by) -> bool:
        """False where the service refuses; the form then tells why."""
        try:
            with transaction.atomic():
                self.write(by)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        except IntegrityError:
            self.add_error(None, _("Somebody entered the same at this very moment. Look before you save again."))
            return False
        return True


def money_field(label) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "class": "short"}),
    )
