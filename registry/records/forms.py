from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.forms.fields import CommunityField, DayField, grouped_areas
from registry.forms.people import ServiceForm
from registry.models import Area
from registry.records.days import community_on, not_in_future
from registry.versioned_forms import VersionedModelForm


def past_day(**kwargs) -> DayField:
    return DayField(validators=[not_in_future], **kwargs)


class RecordForm(VersionedModelForm):
    """Its days lie in the past or are today, those of `ahead` aside.

    Fields of `fixed` are not on the form, yet their constraints are checked.
    """

    fixed: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                make = DayField if name in self.ahead else past_day
                self.fields[name] = make(
                    label=field.label, initial=field.initial, required=field.required, help_text=field.help_text
                )
            # Django's boxes for several choices are radio buttons too, and may have none yet.
            if type(field.widget) is forms.RadioSelect:
                field.choices = [choice for choice in field.choices if choice[0] != ""]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - set(self.fixed)

    def write(self, by):
        """What saving does; None when somebody else was faster. May raise ValidationError."""
        return super().save_change(by=by)

    def save_change(self, *, by, action=""):
        try:
            with transaction.atomic():
                return self.write(by)
        except ValidationError as error:
            self.add_error(None, error)
        except IntegrityError:
            self.add_error(
                None, _("Somebody entered the same at this very moment. Look at the list before you save again.")
            )
        return None


class PersonRecordForm(RecordForm):
    """A record of what happened to a person on a day; it takes the community where the person lived then."""

    day_field = ""
    fixed = ("person",)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.instance.person = person

    def clean(self):
        super().clean()
        day = self.cleaned_data.get(self.day_field)
        if day:
            try:
                self.instance.community = community_on(self.person, day)
            except ValidationError as error:
                self.add_error(self.day_field, error)

    def write(self, by):
        if self.instance.pk is None and hasattr(self.instance, "entered_by_id"):
            self.instance.entered_by = by
        return super().write(by)


class InAreaForm(RecordForm):
    """A record of a community in the staff's own area."""

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"] = CommunityField(
            area_code=staff.area_id, label=self.fields["community"].label, initial=self.initial.get("community")
        )


class EndForm(ServiceForm):
    """The day on which something ended; subclasses add the reason."""

    on = past_day()

    def __init__(self, *args, on_label, on_hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = on_label
        self.fields["on"].help_text = on_hint
        self.fields["on"].initial = timezone.localdate()


class AreaForm(RecordForm):
    """A record of my own area or one inside it."""

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        areas = forms.ModelChoiceField(label=self.fields["area"].label, queryset=Area.objects.visible_to(staff))
        areas.choices = [(staff.area_id, staff.area.name), *grouped_areas(staff.area_id)]
        self.fields["area"] = areas
        self.initial.setdefault("area", staff.area_id)
