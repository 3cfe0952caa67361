"""Those who work for a community or help a person: their last day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import audit
from registry.services.days import check_not_before, check_not_future


@transaction.atomic
def end_post(*, by, post, on: date) -> None:
    """Of a commissioner, a volunteer or a helping pair; `on` is the first day without."""
    check_not_future(on)
    check_not_before(on, post.started_on, _("It began on %(first)s and cannot end before."))
    open_posts = type(post).objects.filter(pk=post.pk, ended_on__isnull=True)
    if not open_posts.update(ended_on=on, version=F("version") + 1):
        raise ValidationError(_("It has already ended."))
    audit.record(by=by, action="end", obj=post, changes={"ended_on": [None, str(on)]})


def reveal_phone(*, of, reason: str, by) -> str:
    """Of anybody in a post; that it was looked at is recorded."""
    audit.record(by=by, action="reveal", obj=of, changes={"phone": [of.masked_phone, of.masked_phone]}, reason=reason)
    return of.phone
