"""What relief plugs into registry: its place in the rail."""

from django.utils.translation import gettext_lazy as _

from registry.permissions import Permission
from registry.plugs import NavItem, add_nav_item

add_nav_item(NavItem("relief", _("Relief"), "relief:home", "relief", (Permission.VIEW_RELIEF,), order=50))
