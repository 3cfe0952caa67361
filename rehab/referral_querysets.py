from django.db.models import Q

from registry.areas import ancestor_codes
from registry.records.querysets import OpenedQuerySet, PersonRecordQuerySet
from rehab.choices import ReferralState


class CentreQuerySet(OpenedQuerySet):
    """A centre serves its area and all below."""

    area_field = "area"

    def visible_to(self, staff):
        return self.filter(Q(area__code__inside=staff.area_id) | Q(area__in=ancestor_codes(staff.area_id)))

    def serving(self, community_code):
        """Centres of the community's own and of the areas above it, the other streets of its district included."""
        return self.filter(Q(area__in=ancestor_codes(community_code)) | Q(area__code__inside=community_code[:6]))


class ReferralQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("centre", "need")

    def unanswered(self):
        return self.filter(state=ReferralState.SENT)

    def ongoing(self):
        return self.filter(state__in=(ReferralState.SENT, ReferralState.ACCEPTED))
