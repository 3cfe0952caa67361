from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from registry.querysets import open_during, years_before
from registry.records.querysets import CommunityQuerySet, PersonRecordQuerySet
from rehab.choices import Satisfaction, ServiceCategory


class ScreeningQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().prefetch_related("needs")

    def screened_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(screened_on__range=(first_day, last_day))


class RehabFileQuerySet(PersonRecordQuerySet):
    def open_on(self, day):
        return self.filter(open_during("opened_on", "closed_on", day))

    def with_last_service(self):
        """`last_served_on`: the person's newest service since the file was opened, else the day of opening."""
        from rehab.models import ServiceRecord

        since = ServiceRecord.objects.filter(person=OuterRef("person"), served_on__gte=OuterRef("opened_on"))
        newest = since.order_by().values("person").annotate(newest=Max("served_on")).values("newest")
        return self.annotate(last_served_on=Coalesce(Subquery(newest), F("opened_on")))


class NeedQuerySet(PersonRecordQuerySet):
    def inside(self, code):
        return self.filter(person__community__code__inside=code)

    def for_list(self):
        return self.select_related("person__community")

    def open_on(self, day):
        return self.filter(open_during("found_on", "closed_on", day))

    def found_by(self, day):
        """Found on or before the day, whether met since or not."""
        return self.filter(found_on__lte=day)

    def without_file_on(self, day):
        from rehab.models import RehabFile

        return self.filter(~Exists(RehabFile.objects.open_on(day).filter(person=OuterRef("person"))))

    def not_served_since_found(self):
        from rehab.models import ServiceRecord

        return self.filter(
            ~Exists(ServiceRecord.objects.filter(person=OuterRef("person"), served_on__gte=OuterRef("found_on")))
        )

    def of_children_on(self, day):
        """Of those not older than CHILD_REHAB_MAX_AGE completed years on the day."""
        return self.filter(person__birth_on__gt=years_before(day, settings.CHILD_REHAB_MAX_AGE + 1))

    def people_waiting(self):
        """One row a person: {person, since}, `since` being the day the oldest of these needs was found."""
        return self.order_by().values("person").annotate(since=Min("found_on"))

    def fitted_by(self, day):
        """Device needs for which a device was fitted between the finding and the day."""
        from rehab.models import ServiceRecord

        since_found = ServiceRecord.objects.fittings().filter(
            person=OuterRef("person"), served_on__gte=OuterRef("found_on"), served_on__lte=day
        )
        return self.filter(Exists(since_found))


class ServiceRecordQuerySet(PersonRecordQuerySet):
    def served_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(served_on__range=(first_day, last_day))

    def fittings(self):
        return self.filter(category=ServiceCategory.DEVICE)


class CoordinatorQuerySet(CommunityQuerySet):
    def in_post_on(self, day):
        return self.filter(open_during("started_on", "ended_on", day))

    def for_training(self, training):
        """In post on the day of the training, or on its sheet all the same; inside the area that organised it."""
        from rehab.models import Attendance

        on_sheet = Attendance.objects.filter(training=training).values("coordinator")
        in_post = open_during("started_on", "ended_on", training.held_on)
        return self.inside(training.area_id).filter(in_post | models.Q(pk__in=on_sheet))


class AttendanceQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("training__area", "coordinator__community").order_by("-training__held_on", "-pk")

    def visible_to(self, staff):
        return self.filter(coordinator__community__code__inside=staff.area_id)

    def held_during(self, first_day, last_day):
        """Attended trainings held between the two days, both included."""
        return self.filter(attended=True, training__held_on__range=(first_day, last_day))

    def passed(self):
        return self.filter(mark__gte=models.F("training__pass_mark"))


class SatisfactionAnswerQuerySet(PersonRecordQuerySet):
    def answered_during(self, first_day, last_day):
        return self.filter(answered_on__range=(first_day, last_day))

    def valid(self):
        return self.filter(score__gt=Satisfaction.NO_ANSWER)

    def satisfied(self):
        return self.filter(score__gte=Satisfaction.SATISFIED)

    def not_satisfied(self):
        return self.valid().filter(score__lt=Satisfaction.SATISFIED)


class FundingQuerySet(CommunityQuerySet):
    area_field = "area"

    def received_during(self, first_day, last_day):
        return self.filter(received_on__range=(first_day, last_day))

    def total(self):
        """Yuan; 0 where there is none."""
        return self.aggregate(total=Sum("amount"))["total"] or 0


class OutreachQuerySet(CommunityQuerySet):
    area_field = "area"

    def held_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(held_on__range=(first_day, last_day))

    def totals(self) -> dict[str, int]:
        """People reached, in person-times, and copies handed out."""
        return self.aggregate(reached=Coalesce(Sum("reached"), 0), copies=Coalesce(Sum("copies"), 0))
