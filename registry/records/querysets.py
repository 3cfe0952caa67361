"""Rows of a community, and rows about a person: their scope."""

from django.db import models

from registry.querysets import open_during


class CommunityQuerySet(models.QuerySet):
    """Rows that carry the code of a community (or, for funding, of any area)."""

    area_field = "community"

    def inside(self, code):
        return self.filter(**{f"{self.area_field}__code__inside": code})

    def visible_to(self, staff):
        return self.inside(staff.area_id)

    def for_list(self):
        return self.select_related(self.area_field)


class OpenedQuerySet(CommunityQuerySet):
    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))


class PersonRecordQuerySet(models.QuerySet):
    """Rows about a person: in scope when the person is, wherever the row was written."""

    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def inside(self, code):
        """By the community of the record's day."""
        return self.filter(community__code__inside=code)

    def about(self, name):
        """Of people whose name holds `name`."""
        return self.filter(person__full_name__icontains=name)

    def of_people_on_register(self):
        return self.filter(person__left_on__isnull=True)

    def for_list(self):
        return self.select_related("person", "community")
