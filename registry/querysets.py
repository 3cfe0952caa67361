from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from registry.codes import HEAD_OF_HOUSEHOLD

ADULT_AGE = 18


def open_during(start: str, end: str, day) -> Q:
    """Rows that hold on `day`: begun by then, and not yet ended (the end day itself is outside)."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


def years_before(day, years):
    """The same day `years` earlier; 28 February for a 29th that year does not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def in_scope(model, staff):
    """Rows that the account may see; all of them for the system itself (None), which has no area."""
    return model.objects.visible_to(staff) if staff else model.objects.all()


class PersonQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(community__code__inside=staff.area_id)

    def inside(self, code):
        return self.filter(community__code__inside=code)

    def on_register(self, day=None):
        """Everyone on the register on the day, wherever they live."""
        return self.filter(open_during("registered_on", "left_on", day or timezone.localdate()))

    def living_on(self, day, area_code):
        """On the register on the day and living inside the area then; `community_on` is the community of that day."""
        return self.filter(
            open_during("residences__from_on", "residences__until_on", day),
            residences__community__code__inside=area_code,
        ).annotate(community_on=F("residences__community"))

    def with_valid_certificate_on(self, day):
        from registry.models import Certificate

        return self.filter(pk__in=Certificate.objects.valid_on(day).values("person"))

    def with_id_number(self, normalised):
        return self.filter(id_digest=self.model._meta.get_field("id_digest").digest_of(normalised))

    def with_phone(self, normalised):
        return self.filter(phone_digest=self.model._meta.get_field("phone_digest").digest_of(normalised))

    def with_certificate_number(self, normalised):
        from registry.models import Certificate

        return self.filter(pk__in=Certificate.objects.with_number(normalised).values("person"))

    def named_like(self, part):
        return self.filter(full_name__icontains=part)

    def left_by(self, day):
        return self.filter(left_on__lte=day)

    def aged_between(self, youngest, oldest, day):
        """Completed years on the day, both included."""
        return self.filter(birth_on__lte=years_before(day, youngest), birth_on__gt=years_before(day, oldest + 1))

    def with_disability_on(self, day, **disability):
        """`disability_type=` and `grade=` of the certificate that is valid on the day."""
        from registry.models import Certificate

        return self.filter(pk__in=Certificate.objects.valid_on(day).filter(**disability).values("person"))

    def with_certificate_expiring(self, first_day, last_day):
        """The certificate in force ends between the two days, both included."""
        from registry.models import Certificate

        return self.filter(pk__in=Certificate.objects.expiring(first_day, last_day).values("person"))

    def minors_on(self, day):
        return self.filter(birth_on__gt=years_before(day, ADULT_AGE))

    def without_guardian_on(self, day):
        from registry.models import Guardian

        return self.exclude(pk__in=Guardian.objects.holding_on(day).values("person"))

    def for_list(self):
        return self.select_related("community").prefetch_related("certificates")


class ResidenceQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def inside(self, code):
        return self.filter(community__code__inside=code)

    def holding_on(self, day):
        """The one row of everyone who is on the register on the day."""
        return self.filter(open_during("from_on", "until_on", day))


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def valid_on(self, day):
        """Issued, not cancelled and not past its expiry day (that day is still valid)."""
        return self.filter(open_during("issued_on", "cancelled_on", day)).filter(expires_on__gte=day)

    def of_people_on_register(self):
        return self.filter(person__left_on__isnull=True)

    def in_force(self):
        """Not cancelled, whether expired or not: at most one of each person."""
        return self.filter(cancelled_on__isnull=True)

    def expiring(self, first_day, last_day):
        """In force, and its last valid day lies between the two, both included."""
        return self.in_force().filter(expires_on__range=(first_day, last_day))

    def with_number(self, normalised):
        return self.filter(number_digest=self.model._meta.get_field("number_digest").digest_of(normalised))


class HouseholdQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.inside(staff.area_id)

    def inside(self, code):
        return self.filter(community__code__inside=code)

    def about(self, name):
        """A present member's name holds `name`."""
        from registry.models import HouseholdMember

        named = HouseholdMember.objects.filter(until_on__isnull=True, person__full_name__icontains=name)
        return self.filter(pk__in=named.values("household"))

    def existing_on(self, day):
        return self.filter(open_during("formed_on", "dissolved_on", day))

    open_on = existing_on

    def for_list(self, day):
        """`head_name`, and `size`: how many belong to it on the day."""
        from registry.models import HouseholdMember

        members = HouseholdMember.objects.holding_on(day).filter(household=models.OuterRef("pk")).order_by()
        counted = members.values("household").annotate(n=models.Count("pk")).values("n")
        return self.select_related("community").annotate(
            head_name=models.Subquery(members.heads().values("person__full_name")[:1]),
            size=models.functions.Coalesce(models.Subquery(counted), 0),
        )


class HouseholdMemberQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def holding_on(self, day):
        return self.filter(open_during("from_on", "until_on", day))

    def present(self):
        """Not ended; at most one row of each person."""
        return self.filter(until_on__isnull=True)

    def heads(self):
        return self.filter(kinship=HEAD_OF_HOUSEHOLD)

    def head_first(self):
        by_kinship = models.Case(models.When(kinship=HEAD_OF_HOUSEHOLD, then=0), default=1)
        return self.order_by(by_kinship, "kinship", "person__birth_on", "pk")


class GuardianQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Guardians of people in scope."""
        return self.filter(person__community__code__inside=staff.area_id)

    def holding_on(self, day):
        return self.filter(open_during("from_on", "until_on", day))

    def present(self):
        return self.filter(until_on__isnull=True)
