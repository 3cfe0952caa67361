"""Small filters and tags of every page (a builtin: no `load` needed)."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

NOTHING = "—"
DJANGO_BLANK = BLANK_CHOICE_DASH[0][1]
PAGE_PARAMETERS = ("page", "after", "before")
STATUS_MARKS = {"met": "●", "short": "▲", "overdue": "■", "info": "○", "none": "—"}
FIELD_KINDS = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.PasswordInput, "password"),
)


@register.simple_tag
def icon(name):
    """A line icon from the sprite; a decoration, so the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("desk/icons.svg"),
        name,
    )


@register.simple_tag
def status_mark(kind):
    return STATUS_MARKS[kind]


@register.simple_tag
def html_language():
    """The BCP 47 tag that makes browsers choose the right Han glyphs."""
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(get_language(), get_language())


@register.filter
def figure(value, decimals=0):
    """A number as the desk writes it: fixed decimals, "—" for what cannot be told.

    Digits go by threes in every language: Django's Chinese formats group by fours, which no table of the field does.
    """
    if value is None or value == "":
        return NOTHING
    try:
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)
        return f"{rounded:,f}"
    except (InvalidOperation, TypeError, ValueError):
        return value


@register.filter
def quantity(value):
    """A measured number with the decimals it needs: 12, 12.5; "—" where there is none."""
    return NOTHING if value is None else f"{Decimal(value).normalize():,f}"


@register.filter
def or_nothing(value):
    """The value, or a dash where there is none (0 and False are values)."""
    return NOTHING if value is None or value == "" else value


@register.filter
def field_kind(field):
    """Which shape components/field.html gives a bound field."""
    widget = field.field.widget
    return next((kind for widget_class, kind in FIELD_KINDS if isinstance(widget, widget_class)), "text")


@register.filter
def focus_id(field):
    """The id of the element that an error link leads to: of a group of choices its first."""
    return f"{field.auto_id}_0" if field_kind(field) == "choices" else field.id_for_label or field.auto_id


@register.simple_tag
def field_widget(field):
    """The bound field's input with the kit's class and, for assistive technology, the state of its errors."""
    kind = field_kind(field)
    if kind == "select":
        _blank_as_nothing(field.field.widget)
    attrs = {} if kind in ("choices", "checkbox", "hidden") else {"class": _classes(field)}
    if field.errors and kind != "choices":
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def _blank_as_nothing(widget):
    """Django's own empty choice is a row of hyphens, which a screen reader reads out one by one."""
    widget.choices = [(value, NOTHING if label == DJANGO_BLANK else label) for value, label in widget.choices]


def _classes(field):
    """A text field is as wide as what goes into it, unless its widget says otherwise."""
    own = field.field.widget.attrs.get("class", "")
    length = getattr(field.field, "max_length", None)
    width = "" if own or not length or field_kind(field) != "text" else _width(length)
    return " ".join(filter(None, ["input", width, own]))


def _width(length):
    return "short" if length <= 20 else "medium" if length <= 60 else ""


@register.filter
def sections(form):
    """The form's visible fields by section, as {legend, hint, fields}.

    `form.sections` lists (legend, names) or (legend, names, hint); fields it leaves out follow without a legend.
    """
    left = {field.name: field for field in form.visible_fields()}
    result = []
    for legend, names, *hint in getattr(form, "sections", ()):
        fields = [left.pop(name) for name in names if name in left]
        if fields:
            result.append({"legend": legend, "hint": hint[0] if hint else "", "fields": fields})
    if left:
        result.append({"legend": "", "hint": "", "fields": list(left.values())})
    return result


@register.filter
def error_lines(form):
    """Every error of a form as {id, label, message}; id and label are empty for errors of the form as a whole."""
    lines = [{"id": "", "label": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        place = {"id": "" if field.is_hidden else focus_id(field), "label": field.label}
        lines += [{**place, "message": message} for message in field.errors]
    return lines


def _changed(query, **changes):
    """`query` (QueryDict, or nothing) without paging and with the changes, as "?…"."""
    result = query.copy() if isinstance(query, QueryDict) else QueryDict(query or "", mutable=True)
    for name in (*PAGE_PARAMETERS, *changes):
        result.pop(name, None)
    for name, value in changes.items():
        if value not in (None, ""):
            result[name] = str(value)
    return "?" + result.urlencode()


@register.simple_tag
def query_with(query, **changes):
    """The address of this list with other parameters, from its first page; None drops a parameter."""
    return _changed(query, **changes)


@register.simple_tag
def page_link(page, query, direction):
    """The neighbouring page of a Django `Page`, or of a keyset page (`previous_key`, `next_key`)."""
    if direction == "next":
        key = getattr(page, "next_key", None)
        return _changed(query, after=key) if key is not None else _changed(query, page=page.next_page_number())
    key = getattr(page, "previous_key", None)
    return _changed(query, before=key) if key is not None else _changed(query, page=page.previous_page_number())


@register.simple_tag
def sort_state(key, current):
    """Of a column header: aria-sort's word, and the sort that a click asks for."""
    if current == key:
        return {"aria": "ascending", "next": f"-{key}", "says": _("ascending")}
    if current == f"-{key}":
        return {"aria": "descending", "next": key, "says": _("descending")}
    return {"aria": "", "next": key, "says": ""}


@register.filter
def active_count(filterset):
    """How many filters of a FilterSet are set."""
    data = filterset.data or {}
    return sum(1 for field in filterset.form if data.get(field.html_name))


@register.filter
def percent_of(done, total):
    """Whole percent, 0 when there is nothing to do yet."""
    return min(100, int(done) * 100 // int(total)) if total else 0
