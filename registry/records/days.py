"""Which day a record may carry, and the community that it then belongs to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Area, Person
from registry.querysets import open_during
from registry.services.days import shown


def not_in_future(day: date) -> None:
    """Raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError(
            _("This day is still to come. Today is %(today)s."), params={"today": shown(timezone.localdate())}
        )


def community_on(person: Person, day: date) -> Area:
    """Where the person lived on the day. ValidationError if the person was not on the register then."""
    residence = person.residences.filter(open_during("from_on", "until_on", day)).select_related("community").last()
    if residence is not None:
        return residence.community
    raise ValidationError(why_not_on_register(person, day))


def why_not_on_register(person: Person, day: date) -> str:
    if day < person.birth_on:
        return _("On that day %(name)s was not yet born (%(birth)s).") % {
            "name": person.full_name,
            "birth": shown(person.birth_on),
        }
    if person.left_on and day >= person.left_on:
        return _("%(name)s left the register on %(left)s; nothing can be entered from that day on.") % {
            "name": person.full_name,
            "left": shown(person.left_on),
        }
    if day < person.registered_on:
        return _("On that day %(name)s was not yet on the register (registered on %(registered)s).") % {
            "name": person.full_name,
            "registered": shown(person.registered_on),
        }
    return _("On that day %(name)s was not on the register.") % {"name": person.full_name}
