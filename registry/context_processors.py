"""What every page shows around its content. Nothing here is asked of the database until a template reads it."""

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language

from registry.areas import ancestor_codes
from registry.models import Area, Job
from registry.permissions import Permission
from registry.plugs import nav_items_for

TEXT_SIZE_COOKIE = "text_size"
JOBS_SHOWN = 3


class Desk:
    def __init__(self, request):
        self.request = request

    @property
    def is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def nav(self) -> list[dict]:
        return nav_items_for(self.request) if self.is_signed_in else []

    @cached_property
    def area(self) -> list[str]:
        """Names from the province down to my own area."""
        if not self.is_signed_in:
            return []
        codes = ancestor_codes(self.request.user.area_id)
        return list(Area.objects.filter(code__in=codes).order_by("code").values_list("name", flat=True))

    @cached_property
    def jobs(self) -> list[Job]:
        if not self.is_signed_in:
            return []
        return list(Job.objects.visible_to(self.request.user).unfinished()[:JOBS_SHOWN])

    @property
    def may_search(self) -> bool:
        return self.is_signed_in and self.request.user.can(Permission.VIEW_PEOPLE)

    @property
    def large_text(self) -> bool:
        return self.request.COOKIES.get(TEXT_SIZE_COOKIE) == "large"

    @property
    def languages(self) -> list[dict]:
        """Each in its own name, as the choice must be readable to whom cannot read the page."""
        current = get_language()
        return [{"code": code, "name": name, "active": code == current} for code, name in settings.LANGUAGES]


def desk(request):
    return {"desk": Desk(request)}
