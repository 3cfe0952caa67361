from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from psych_care.card_choices import ENDED_STATES, VALID_STATES, CardState
from registry.areas import ancestor_codes
from registry.records.querysets import CommunityQuerySet, OpenedQuerySet, PersonRecordQuerySet

# A card is followed up every month: so long lasts what the designated hospital hands out.
FOLLOW_UP_DAYS = 30
REVIEW_DAYS_AHEAD = 30


class DrugCardQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return self.select_related("person", "community", "hospital")

    def running(self):
        """Neither refused nor stopped."""
        return self.exclude(state__in=ENDED_STATES)

    def valid(self):
        return self.filter(state__in=VALID_STATES)

    def waiting(self):
        return self.filter(state__in=[CardState.CANDIDATE, CardState.DIAGNOSED])

    def with_last_follow_up(self):
        """`seen_on`: the newest follow-up, or the day of issue."""
        from psych_care.models import CardFollowUp

        newest = CardFollowUp.objects.filter(card=OuterRef("pk")).order_by("-followed_on").values("followed_on")
        return self.annotate(seen_on=Coalesce(Subquery(newest[:1]), F("issued_on")))

    def to_be_followed_up_by(self, day):
        return self.valid().with_last_follow_up().filter(seen_on__lte=day - timedelta(days=FOLLOW_UP_DAYS))

    def to_be_reviewed_by(self, day):
        return self.valid().filter(valid_until__lte=day + timedelta(days=REVIEW_DAYS_AHEAD))


class CardQuotaQuerySet(CommunityQuerySet):
    area_field = "area"

    def of_year(self, year):
        return self.filter(year=year)

    def with_left(self):
        return self.annotate(left=F("places") - F("shared_out") - F("used"))

    def with_room(self):
        return self.filter(places__gt=F("shared_out") + F("used"))

    def above(self, area_code, year):
        """The nearest quota of an area over this one: from there the places come."""
        codes = ancestor_codes(area_code)[:-1]
        return self.of_year(year).filter(area__in=codes).order_by("-area")

    def topmost(self):
        """Those whose places come from nowhere above."""
        higher = self.model.objects.filter(year=OuterRef("year")).exclude(pk=OuterRef("pk"))
        found = [Exists(higher.filter(area=_beginning(length))) for length in (2, 4, 6)]
        return self.filter(~found[0], ~found[1], ~found[2])


def _beginning(length: int):
    from django.db.models.functions import Substr

    return Substr(OuterRef("area"), 1, length)


class DesignatedHospitalQuerySet(OpenedQuerySet):
    area_field = "area"

    def serving(self, community_code):
        """Designated for the community's own area or one above it."""
        return self.filter(area__in=ancestor_codes(community_code))


class SurveyQuerySet(CommunityQuerySet):
    area_field = "area"

    def drawn(self):
        return self.filter(drawn_on__isnull=False)


class SurveyHouseholdQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return self.select_related("person", "community", "survey")

    def answered(self):
        return self.filter(answered_on__isnull=False)

    def unanswered(self):
        return self.filter(answered_on__isnull=True)
