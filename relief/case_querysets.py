"""The vocabulary of petitions and requests for help."""

from django.db import models
from django.db.models import Q, Sum

from relief.case_choices import PetitionState


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Where the person of the register lives now; of anyone else, where the petition was entered for."""
        return self.filter(
            Q(person__community__code__inside=staff.area_id)
            | Q(person__isnull=True, community__code__inside=staff.area_id)
        )

    def inside(self, code):
        return self.filter(community__code__inside=code)

    def about(self, name):
        return self.filter(petitioner_name__icontains=name)

    def for_list(self):
        return self.select_related("community", "assigned_to")

    def in_state(self, *states):
        return self.filter(state__in=states)

    def unanswered(self):
        return self.filter(answered_on__isnull=True)

    def to_call_back(self):
        return self.in_state(PetitionState.ANSWERED)

    def collective(self):
        return self.filter(people_count__gt=1)

    def received_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(received_on__range=(first_day, last_day))

    def people(self) -> int:
        return self.aggregate(total=Sum("people_count"))["total"] or 0


class PetitionLineQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(
            Q(petition__person__community__code__inside=staff.area_id)
            | Q(petition__person__isnull=True, petition__community__code__inside=staff.area_id)
        )
