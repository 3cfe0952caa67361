"""Pages of long lists: counting stops at LIMIT, since nobody reads on and a full count costs more than the page."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

PAGE_ROWS = 50
LIMIT = 10_000


class CappedPaginator(Paginator):
    @cached_property
    def counted(self) -> int:
        """LIMIT + 1 stands for "more than LIMIT"."""
        return self.object_list.order_by()[: LIMIT + 1].count()

    @property
    def count(self) -> int:
        return min(self.counted, LIMIT)

    @property
    def shown_count(self) -> str:
        return _("10,000+") if self.counted > LIMIT else f"{self.counted:,}"


def page_of(queryset, request):
    return CappedPaginator(queryset, PAGE_ROWS).get_page(request.GET.get("page"))


class KeysetPage:
    """Rows newest first, found by key and not by number: the thousandth page costs what the first one costs."""

    def __init__(self, queryset, request, rows: int = PAGE_ROWS):
        after, before = (_key(request.GET.get(name)) for name in ("after", "before"))
        if before is not None:
            found = list(queryset.filter(pk__gt=before).order_by("pk")[: rows + 1])
            self.object_list = found[:rows][::-1]
            self.has_previous, self.has_next = len(found) > rows, True
        else:
            older = queryset if after is None else queryset.filter(pk__lt=after)
            found = list(older.order_by("-pk")[: rows + 1])
            self.object_list = found[:rows]
            self.has_previous, self.has_next = after is not None, len(found) > rows
        self.previous_key = self.object_list[0].pk if self.object_list else None
        self.next_key = self.object_list[-1].pk if self.object_list else None
        if not self.object_list:
            self.has_previous = self.has_next = False


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 18 else None
