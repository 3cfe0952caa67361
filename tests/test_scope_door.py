"""Every module that handles requests reaches people through `visible_to`: its syntax tree is read, whatever its name."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings

APPS = ("registry", "rehab", "psych_care", "relief", "reports")
# What a module that handles requests imports, or calls the parameters of its functions.
FORM_MODULES = {"django.forms", "django_filters"}
PARAMETERS = {"request", "staff"}
# `services` and `querysets` are handed what they work on; they are where the door itself is made.
BEHIND_THE_DOOR = ("services", "querysets", "models")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
# The names of areas and of the audit log's accounts are no personal data of people who are helped.
NOT_PERSONAL = {"Area", "Job"}
ALLOWED = {
    "registry/auth_backend.py::authenticate": "who signs in has no scope yet",
    "registry/auth_backend.py::get_user": "who signs in has no scope yet",
    "registry/forms/staff.py::clean_username": "answers only whether the user name is taken",
    "registry/imports/people.py::_look_up": "rows out of scope are refused and reveal nothing",
    "registry/imports/people.py::_rows": "certificates of people who are loaded through their scope",
    "registry/imports/records.py::_find_people": "residences of people who were found through their scope",
    "psych_care/datasets.py::_patients": "a subquery for people who are found through their scope",
    "registry/imports/people.py::_lay_residences_beside": "of people who were looked up and judged",
    "registry/views/audit.py::_rows": "names of the accounts that visible entries tell of",
    "registry/views/audit.py::audit_verify": "a count over the whole chain",
    "registry/views/history.py::person_history": "of a person who was loaded through their scope",
    "rehab/filters.py::large_enough": "a subquery of the stations in scope",
    "rehab/forms/cases.py::_campaigns": "campaigns that reach a person who was loaded through their scope",
    "rehab/forms/devices.py::__init__": "the catalogue for a person who was loaded through their scope",
    "rehab/forms/children.py::__init__": "guardians of a child who was loaded through their scope",
    "rehab/forms/referrals.py::__init__": "needs of a person who was loaded through their scope, and centres for them",
    "rehab/views/home.py::_place_figures": "a subquery of the stations in scope",
    "relief/finding_querysets.py::holding": "a subquery of lines that are reached through their own scope",
    "relief/forms/petitions.py::__init__": "accounts responsible for the place of a petition loaded through its scope",
    "relief/views/notices.py::public_notice": "a notice is public: name, programme and amount, while it runs",
    "rehab/views/staffing.py::_seen_now": "lines of a training that was loaded through its scope",
}


def scoped_models() -> set[str]:
    models = {model.__name__ for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}
    return models - NOT_PERSONAL


def handles_requests(tree: ast.Module) -> bool:
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_django = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return bool(arguments & PARAMETERS or (imported | names | from_django) & FORM_MODULES)


def request_modules() -> list[str]:
    paths = (path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py"))
    in_front = (path for path in paths if not set(BEHIND_THE_DOOR) & {path.stem, path.parent.name})
    found = (path for path in in_front if handles_requests(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(str(path.relative_to(settings.BASE_DIR)) for path in found)


def unscoped_uses(source: str, models: set[str]) -> Iterator[tuple[str, int, str]]:
    """(function, line, model) of whatever reaches a model's rows otherwise than by `.visible_to` or for a subquery."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and getattr(node.value, "id", "") in models:
            if not _is_scoped(node, parents):
                yield _function(node, parents), node.lineno, node.value.id
        elif _called(node) in SHORTCUTS and getattr(node.args[0], "id", "") in models:
            yield _function(node, parents), node.lineno, node.args[0].id


def _called(node: ast.AST) -> str:
    return getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""


def _is_scoped(node: ast.AST, parents: dict) -> bool:
    """The chain of calls on a manager goes through the door, is empty, or hangs on a row of an outer query."""
    while isinstance(parents[node], ast.Attribute | ast.Call):
        node = parents[node]
        if isinstance(node, ast.Attribute) and node.attr in ("visible_to", "none"):
            return True
        if isinstance(node, ast.Call) and any(getattr(one, "id", "") == "OuterRef" for one in ast.walk(node)):
            return True
    return False


def _function(node: ast.AST, parents: dict) -> str:
    while node and not isinstance(node, ast.FunctionDef):
        node = parents.get(node)
    return node.name if node else "module"


@pytest.mark.parametrize("module", request_modules())
def test_people_are_reached_through_their_scope(module):
    source = (settings.BASE_DIR / module).read_text(encoding="utf-8")
    found = [
        f"{module}::{function}, line {line}: {model}"
        for function, line, model in unscoped_uses(source, scoped_models())
        if f"{module}::{function}" not in ALLOWED
    ]
    assert not found


def test_what_is_allowed_is_still_there():
    for place in ALLOWED:
        module, function = place.split("::")
        source = (settings.BASE_DIR / module).read_text(encoding="utf-8")
        assert function in {name for name, _line, _model in unscoped_uses(source, scoped_models())}, place


@pytest.mark.parametrize(
    "code",
    [
        "def page(request, pk):\n    return Person.objects.get(pk=pk)",
        "def page(request, pk):\n    return get_object_or_404(Person, pk=pk)",
        "def page(request):\n    return Person.objects.filter(left_on=None).order_by('pk')",
    ],
)
def test_a_way_around_the_door_is_seen(code):
    assert [model for _function, _line, model in unscoped_uses(code, {"Person"})] == ["Person"]


def test_the_door_itself_passes():
    code = "def page(request, pk):\n    return get_object_or_404(Person.objects.filter(x=1).visible_to(request.user), pk=pk)"
    assert not list(unscoped_uses(code, {"Person"}))
