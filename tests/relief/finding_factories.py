"""Records of information matching and of petitions, for tests."""

from datetime import date, timedelta

import factory

from relief import models
from tests.factories import PersonFactory, make_id_number
from tests.relief.factories import EntitlementFactory, Record


class OutsideListFactory(Record):
    """Of the district, as of the first of March."""

    class Meta:
        model = models.OutsideList

    kind = "deaths"
    department = "区公安分局"
    as_of = date(2026, 3, 1)
    area_id = "341702"
    file_name = "list.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064d}")


class ListRowFactory(Record):
    class Meta:
        model = models.ListRow

    outside_list = factory.SubFactory(OutsideListFactory)
    id_number = factory.Sequence(lambda n: make_id_number(date(1950, 1, 1), "2", n))


class FindingFactory(Record):
    """An open one, with its spell: drawn after death, since the tenth of February."""

    class Meta:
        model = models.MatchFinding
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"dead:test:{n}")
    rule = "dead"
    kind = "wrong"
    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    entitlement = factory.SubFactory(EntitlementFactory, person=factory.SelfAttribute("..person"))
    programme = factory.SelfAttribute("entitlement.programme")
    since = date(2026, 2, 10)
    amount = 100
    found_on = date(2026, 3, 10)

    @factory.post_generation
    def spell(self, create, extracted, **kwargs):
        if create and extracted is not False:
            models.FindingSpell.objects.create(finding=self, opened_on=self.found_on)


class MissedFactory(FindingFactory):
    """Nothing is drawn."""

    key = factory.Sequence(lambda n: f"no_nursing:test:{n}")
    rule = "no_nursing"
    kind = "missed"
    entitlement = None
    programme = None


class RecoveryFactory(Record):
    """600 yuan, due at once."""

    class Meta:
        model = models.Recovery

    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    reason = "death"
    amount = 600
    decided_on = date(2026, 3, 2)
    next_due_on = factory.LazyAttribute(lambda o: None if o.settled_on else o.decided_on + timedelta(days=30))
    settled_on = None


class PetitionFactory(Record):
    """Of a person of the register, registered on the second of March."""

    class Meta:
        model = models.Petition

    person = factory.SubFactory(PersonFactory)
    community_id = factory.SelfAttribute("person.community_id")
    petitioner_name = factory.SelfAttribute("person.full_name")
    received_on = date(2026, 3, 2)
    subject = "房屋漏水"
    content = "房屋年久失修，下雨漏水"
    phone = "13800001234"
    due_on = factory.LazyAttribute(lambda o: o.received_on + timedelta(days=60))


class EntryFactory(Record):
    class Meta:
        model = models.PetitionEntry

    petition = factory.SubFactory(PetitionFactory)
    kind = "talk"
    on = date(2026, 3, 5)
    with_whom = "本人"
    text = "希望帮助修缮房屋"
