"""Records that set other things in motion: each row goes through the very form that a person fills in on the screen."""

from functools import partial

from django import forms
from django.db import transaction

from registry.imports.records import RecordResource
from registry.imports.resource import Row


class FormRecordResource(RecordResource):
    """The check writes too and takes it back, so that rows which build on each other are told as they would come out."""

    writes_one_by_one = True

    def enter(self, rows: list[Row]) -> None:
        with transaction.atomic():
            for row in rows:
                self._enter(row)
            if self.is_dry_run:
                transaction.set_rollback(True)

    def write(self, rows: list[Row]) -> None:
        """Written while they were judged."""

    def _enter(self, row: Row) -> None:
        form = self._form(row)
        if not form.is_valid():
            self.reject(row, form.errors)
            return
        row.label = row.label or str(form.instance)
        changes = form.changes()
        if row.record is not None and not changes:
            row.outcome = "unchanged"
            return
        row.changes = changes if row.record else {}
        row.outcome = "changed" if row.record else "added"
        if form.save_change(by=self.staff) is None:
            self.reject(row, form.errors)

    def _form(self, row: Row) -> forms.ModelForm:
        make = partial(self.spec.make_form, row, self.staff)
        blank = make(data=None, instance=row.record)
        data = {name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
        data |= {name: value for name, value in row.plan.items() if name in blank.fields}
        if row.record is not None:
            data["version"] = row.record.version
        return make(data=data, instance=row.record)
