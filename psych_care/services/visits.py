"""What a visit sets in motion beside itself."""

from psych_care.models import Visit
from registry import audit


def reckon_following(*, visit: Visit, by) -> None:
    """A visit entered late, or corrected, may change the class before the next one, and with it that one's next day."""
    later = Visit.objects.filter(person=visit.person_id, visited_on__gt=visit.visited_on).order_by("visited_on", "pk")
    following = later.first()
    if following is None:
        return
    before = following.next_due_on
    following.classify()
    if following.next_due_on == before:
        return
    following.version += 1
    following.save(update_fields=["next_due_on", "version"])
    changes = {"next_due_on": [str(before), str(following.next_due_on)]}
    audit.record(by=by, action="change", obj=following, changes=changes)
