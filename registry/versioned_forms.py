"""Edit forms that know which version they were opened on: whoever saves second sees both values and keeps what they typed."""

from collections.abc import Callable

from django import forms
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.classification import masked_value
from registry.encrypted_fields import DigestField


class StaleVersionError(Exception):
    """The record was saved by somebody else between opening (or checking) the form and saving it."""


class MaskedField(forms.CharField):
    """Shows an encrypted value masked; what still holds a * is taken for untouched, anything else goes through `parse`."""

    def __init__(self, *, mask: Callable[[str], str], parse: Callable[[str], str], **kwargs):
        self.mask, self.parse, self.stored = mask, parse, ""
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        return self.stored if self.stored and "*" in value else self.parse(value)


class VersionedModelForm(forms.ModelForm):
    """A ModelForm of a model with `version`.

    After a conflict `form.conflict` lists {label, yours, theirs} and the form carries the newer version: saving it once
    more is then a choice made with both values in sight.

    Views call `form.save_change(by=…)`, which writes the audit row too and returns None on a conflict:

        if form.is_valid() and form.save_change(by=request.user):
            return redirect(…)
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict: list[dict] = []
        self.fields["version"].initial = self.instance.version
        self._before = audit.snapshot(self.instance) if self.instance.pk else {}
        for name, field in self.fields.items():
            if isinstance(field, MaskedField):
                field.stored = getattr(self.instance, name)
                self.initial[name] = field.mask(field.stored)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.instance.pk and self.cleaned_data.get("version") != self._before["version"]:
            self._tell_conflict()

    @transaction.atomic
    def save(self, commit=True):
        """Raises StaleVersionError when somebody saved since the form was checked."""
        if not self.instance.pk or not commit:
            return super().save(commit)
        self._take_version()
        self.instance.save(update_fields=self._written_fields())
        self._save_m2m()
        return self.instance

    @transaction.atomic
    def save_change(self, *, by, action: str = ""):
        """Save and record it; None when somebody else was faster (the form then shows the conflict)."""
        default_action = "change" if self.instance.pk else "add"
        if self.instance.pk and not self.changes():
            return self.instance
        try:
            obj = self.save()
        except StaleVersionError:
            self._tell_conflict()
            return None
        audit.record(by=by, action=action or default_action, obj=obj, changes=self.changes())
        return obj

    def changes(self) -> dict:
        """What the audit row tells; a form that saves more than its own fields adds that."""
        return audit.differences(self._before, self.instance) if self._before else audit.first_values(self.instance)

    def _rows(self):
        return self._meta.model._base_manager.filter(pk=self.instance.pk)

    def _take_version(self) -> None:
        opened = self._before["version"]
        if not self._rows().filter(version=opened).update(version=F("version") + 1):
            raise StaleVersionError
        self.instance.version = opened + 1

    def _written_fields(self) -> list[str]:
        fields = self.instance._meta.concrete_fields
        changed = {f.name for f in fields if self._before[f.attname] != getattr(self.instance, f.attname)}
        digests = {f.name for f in fields if isinstance(f, DigestField) and f.of in changed}
        return [*(changed | digests | {"version"})]

    def _tell_conflict(self) -> None:
        """What I typed beside what is stored now; the form goes on from the stored version."""
        stored = self._rows().first()
        if stored is None:
            self.add_error(None, _("Somebody deleted this record while you were editing it."))
            return
        self.conflict = [
            {"label": f.verbose_name, "yours": _shown(self.instance, f), "theirs": _shown(stored, f)}
            for f in self._edited_fields()
            if getattr(self.instance, f.attname) != getattr(stored, f.attname)
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stored.version)
        self._before = audit.snapshot(stored)
        self.add_error(None, _("Somebody else saved this record while you were editing it. Compare, then save again."))

    def _edited_fields(self) -> list[models.Field]:
        return [f for f in self.instance._meta.concrete_fields if f.name in self.fields and f.name != "version"]


def _shown(obj, field):
    """As people read it, and masked as classified."""
    value = getattr(obj, field.attname)
    if value in (None, ""):
        return "—"
    if field.choices:
        return getattr(obj, f"get_{field.name}_display")()
    if field.is_relation:
        return str(getattr(obj, field.name))
    if getattr(field, "purpose", ""):
        return masked_value(field, value)
    return value
