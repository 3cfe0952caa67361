"""A field of work, as its pages name it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from registry.permissions import Permission


@dataclass(frozen=True)
class Section:
    """`export` names the URL of its lists as files (key, file_format).

    `facts(request, person)` are {template, person, …}: what one must know of a person before entering anything.
    """

    label: Any
    home: str
    export: str
    view: Permission
    edit: Permission
    facts: Callable[[Any, Any], dict]

    @property
    def crumb(self) -> dict:
        return crumb(self.label, self.home)


def crumb(label, url_name: str, *args) -> dict:
    return {"label": label, "url": reverse(url_name, args=args)}
