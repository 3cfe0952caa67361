"""Records whose constraints tell all that is asked of them: looked at in Python, written many at a time."""

from django.utils.translation import gettext as _

from registry import audit, bulk
from registry.encrypted_fields import DigestField
from registry.imports import constraints
from registry.imports.records import RecordResource
from registry.imports.resource import Row


class BulkRecordResource(RecordResource):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # Keys were looked up here; the database would be asked about each again.
        self.looked_up = [field.name for field in self.spec.model._meta.fields if field.is_relation]

    def enter(self, rows: list[Row]) -> None:
        for row in rows:
            self._guarded(row, self._plan, None)
        rows = [row for row in rows if not row.errors]
        for place, reason in constraints.taken([row.record for row in rows]).items():
            self.reject(rows[place], {"": [reason]})

    def _plan(self, row: Row, _found) -> None:
        record, is_new = row.record, row.record is None
        if is_new:
            record = row.record = self.spec.model(**row.plan)
            if hasattr(record, "entered_by_id"):
                record.entered_by = self.staff
        else:
            before = audit.snapshot(record)
            for name, value in row.plan.items():
                setattr(record, name, value)
            row.changes = audit.differences(before, record)
        row.outcome = "added" if is_new else "changed" if row.changes else "unchanged"
        row.label = row.label or str(record)
        if row.outcome != "unchanged":
            record.clean_fields(exclude=self.looked_up)
            constraints.check(record)
            if self.spec.check:
                self.spec.check(record)

    def write(self, rows: list[Row]) -> None:
        new = [row.record for row in rows if row.outcome == "added"]
        changed = [row for row in rows if row.outcome == "changed"]
        bulk.insert(new)
        bulk.update([row.record for row in changed], self._written(changed))
        reason = _("Import")
        events = [audit.Event("add", record, audit.first_values(record), reason) for record in new]
        events += [audit.Event("change", row.record, row.changes, reason) for row in changed]
        audit.record_many(by=self.staff, events=events)

    def _written(self, rows: list[Row]) -> list[str]:
        names = {name for row in rows for name in row.changes}
        digests = {f.name for f in self.spec.model._meta.fields if isinstance(f, DigestField) and f.of in names}
        return sorted(names | digests)
