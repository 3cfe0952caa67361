"""Records of registry for tests; an upper app keeps its own factories beside its tests."""

from datetime import date

import factory
from django.contrib.auth.hashers import make_password

from registry.id_numbers import check_digit
from registry.models import (
    Certificate,
    CertificateComponent,
    Guardian,
    Household,
    HouseholdMember,
    Person,
    Residence,
    Staff,
    StaffRole,
)
from registry.permissions import Role

PASSWORD = "correct horse battery"
# An area code that was never issued, so that none of these can be a real person's.
NEVER_ISSUED = "341799"


def make_id_number(birth_on=date(1965, 5, 5), sex="1", sequence=1) -> str:
    """A number that adds up; `sequence` 0 to 499 tells people of one birth date and sex apart."""
    body = f"{NEVER_ISSUED}{birth_on:%Y%m%d}{sequence * 2 + (sex == '1'):03d}"
    return body + check_digit(body)


class StaffFactory(factory.django.DjangoModelFactory):
    """`role` may be one role, several in a list, or None."""

    class Meta:
        model = Staff
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    full_name = "汪春梅"
    must_change_password = False
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @classmethod
    def _create(cls, model_class, *args, role=Role.CLERK, **kwargs):
        if "area" not in kwargs:
            kwargs.setdefault("area_id", "341702001")
        staff = super()._create(model_class, *args, **kwargs)
        roles = [role] if isinstance(role, str) else (role or [])
        StaffRole.objects.bulk_create(StaffRole(staff=staff, role=one) for one in roles)
        return staff


class PersonFactory(factory.django.DjangoModelFactory):
    """On the register since 2024-01-10, with the residence that goes with it."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        sequence = factory.Sequence(lambda n: n)

    full_name = "汪德福"
    sex = "1"
    birth_on = factory.LazyAttribute(lambda o: date(1940 + o.sequence // 400 % 60, 5, 5))
    id_number = factory.LazyAttribute(lambda o: make_id_number(o.birth_on, o.sex, o.sequence % 400))
    phone = factory.LazyAttribute(lambda o: f"1990000{o.sequence % 10_000:04d}")
    address = "秀山路 8 号"
    registered_on = date(2024, 1, 10)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        if "community" not in kwargs:
            kwargs.setdefault("community_id", "341702001008")
        return kwargs

    @factory.post_generation
    def residence(self, create, extracted, **kwargs):
        """`residence=False` leaves it out."""
        if create and extracted is not False:
            Residence.objects.create(
                person=self, community_id=self.community_id, from_on=self.registered_on, until_on=self.left_on
            )


class CertificateFactory(factory.django.DjangoModelFactory):
    """In force from 2024-02-01 for ten years; physical, grade 4 unless told otherwise."""

    class Meta:
        model = Certificate

    person = factory.SubFactory(PersonFactory)
    disability_type = 4
    grade = 4
    number = factory.LazyAttribute(lambda o: f"{o.person.id_number}{int(o.disability_type)}{int(o.grade)}")
    issued_on = date(2024, 2, 1)
    expires_on = date(2034, 2, 1)


class ComponentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CertificateComponent

    disability_type = 4
    grade = 4


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household

    formed_on = date(2020, 5, 1)


class MemberFactory(factory.django.DjangoModelFactory):
    """The head of a household of one since 2020-05-01, unless a household is given."""

    class Meta:
        model = HouseholdMember

    person = factory.SubFactory(PersonFactory)
    household = factory.SubFactory(
        HouseholdFactory, community_id=factory.LazyAttribute(lambda o: o.factory_parent.person.community_id)
    )
    kinship = "02"
    from_on = date(2020, 5, 1)


class GuardianFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guardian

    person = factory.SubFactory(PersonFactory)
    full_name = "汪建平"
    kinship = "51"
    phone = "19900001234"
    from_on = date(2024, 1, 10)
