"""The areas that a cell of a file may name, by code or by name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registry.areas import COMMUNITY_LENGTH, is_inside
from registry.models import Area
from registry.querysets import in_scope
from registry.services.people import district_of


class Places:
    """`staff`'s area is where they may enter something; a person may be moved within the whole district."""

    def __init__(self, staff, areas):
        self.area_code = staff.area_id if staff else ""
        self.names = {area.code: area.name for area in areas}
        self.by_name: dict[str, list[str]] = {}
        for code, name in self.names.items():
            self.by_name.setdefault(name, []).append(code)

    @classmethod
    def communities(cls, staff) -> "Places":
        areas = Area.objects.inside(district_of(staff)) if staff else Area.objects.all()
        return cls(staff, [area for area in areas if len(area.code) == COMMUNITY_LENGTH])

    @classmethod
    def all_levels(cls, staff) -> "Places":
        return cls(staff, in_scope(Area, staff))

    def is_mine(self, code: str) -> bool:
        return is_inside(code, self.area_code)

    def find(self, shown: str, *, may_be_outside: bool = False) -> str:
        """The code for a code or a name; of several places of one name the one in the staff's own area."""
        codes = [shown] if shown in self.names else self.by_name.get(shown, [])
        mine = [code for code in codes if self.is_mine(code)]
        found = mine or (codes if may_be_outside else [])
        if not found:
            raise ValidationError(_("There is no such community in your area; use the 12-digit code."))
        if len(found) > 1:
            raise ValidationError(_("Several communities have this name; use the 12-digit code."))
        return found[0]
