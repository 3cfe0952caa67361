"""The parts that pages are built of: fields, errors, sections, sorting, paging, figures."""

from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.forms import modelform_factory
from django.http import QueryDict
from django.template.loader import render_to_string

from registry.models import Certificate
from registry.templatetags import desk
from registry.widgets import DayInput


class SampleForm(forms.Form):
    sections = [("Identity", ["full_name", "sex"], "as on the card"), ("Empty", ["nothing"])]

    note = forms.CharField(widget=forms.Textarea, required=False)
    full_name = forms.CharField(max_length=50, help_text="in full")
    sex = forms.ChoiceField(choices=[("1", "M"), ("2", "F")], widget=forms.RadioSelect)
    birth_on = forms.DateField(widget=DayInput)
    version = forms.CharField(widget=forms.HiddenInput)


def render(name, **context):
    return render_to_string(f"components/{name}.html", context)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567, 0, "1,234,567"),
        (Decimal("83.25"), 1, "83.3"),
        (Decimal("0.05"), 1, "0.1"),
        (0, 0, "0"),
        (None, 1, "—"),
        ("10,000+", 0, "10,000+"),
    ],
)
def test_a_figure_is_grouped_by_threes_and_rounded_half_up(value, decimals, shown):
    assert desk.figure(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("12.0"), "12"), (Decimal("12.5"), "12.5"), (Decimal("1200.00"), "1,200"), (None, "—")],
)
def test_a_quantity_has_the_decimals_it_needs(value, shown):
    assert desk.quantity(value) == shown


def test_an_empty_choice_is_a_dash_and_not_a_row_of_hyphens():
    html = desk.field_widget(modelform_factory(Certificate, fields=["grade"])()["grade"])
    assert '<option value="" selected>—</option>' in html


def test_sections_leave_no_field_out():
    first, rest = desk.sections(SampleForm())
    assert (first["legend"], [field.name for field in first["fields"]]) == ("Identity", ["full_name", "sex"])
    assert (rest["legend"], [field.name for field in rest["fields"]]) == ("", ["note", "birth_on"])


def test_an_invalid_field_names_its_error_and_its_hint():
    form = SampleForm({})
    html = render("field", field=form["full_name"])
    assert 'aria-describedby="id_full_name_helptext id_full_name_error"' in html
    assert 'id="id_full_name_error"' in html
    assert 'id="id_full_name_helptext"' in html
    assert 'aria-invalid="true"' in html


def test_a_valid_field_claims_no_error():
    html = render("field", field=SampleForm()["full_name"])
    assert "aria-invalid" not in html
    assert "_error" not in html


def test_the_summary_leads_to_the_first_choice_of_a_group():
    html = render("error_summary", form=SampleForm({}))
    assert 'href="#id_sex_0"' in html
    assert 'href="#id_full_name"' in html
    assert 'href="#id_version"' not in html


def test_no_summary_without_errors():
    assert "error-summary" not in render("error_summary", form=SampleForm())


def test_a_form_keeps_what_was_typed_and_offers_the_next():
    form = SampleForm({"full_name": "陈桂英<b>"})
    html = render("form", form=form, csrf_token="token", next_label="Next")
    assert "陈桂英&lt;b&gt;" in html
    assert 'name="add_next"' in html
    assert 'name="version"' in html


def test_a_conflict_shows_both_values():
    html = render("version_conflict", conflict=[{"label": "Phone", "yours": "139", "theirs": ""}])
    assert "139" in html
    assert "—" in html


def test_another_filter_begins_at_the_first_page():
    query = QueryDict("street=1&page=4&sort=-age")
    assert desk.query_with(query, street="2") == "?sort=-age&street=2"
    assert query.urlencode() == "street=1&page=4&sort=-age"


def test_none_drops_a_parameter():
    assert desk.query_with(QueryDict("street=1&kind=2"), kind=None) == "?street=1"


@pytest.mark.parametrize(
    ("current", "aria", "following"), [("age", "ascending", "-age"), ("-age", "descending", "age"), ("name", "", "age")]
)
def test_a_header_says_how_it_sorts_and_turns_round(current, aria, following):
    html = render("sort_header", key="age", label="Age", current=current, query=QueryDict("page=3"))
    assert f'href="?sort={following}"' in html
    assert (f'aria-sort="{aria}"' in html) == bool(aria)


def test_a_pager_keeps_the_filters():
    page = Paginator(range(30), 10).page(2)
    html = render("pager", page=page, query=QueryDict("street=1&page=2"))
    assert 'href="?street=1&amp;page=1"' in html
    assert 'href="?street=1&amp;page=3"' in html


def test_a_keyset_page_is_left_by_its_keys():
    class KeysetPage:
        has_previous, has_next = True, True
        previous_key, next_key = "81", "131"

    html = render("pager", page=KeysetPage(), query=QueryDict("after=80"))
    assert 'href="?before=81"' in html
    assert 'href="?after=131"' in html


def test_one_page_needs_no_pager():
    assert "<nav" not in render("pager", page=Paginator(range(3), 10).page(1), query=QueryDict())


def test_a_day_field_has_the_browsers_format():
    html = render("field", field=SampleForm(initial={"birth_on": "1958-05-01"})["birth_on"])
    assert 'type="date"' in html
    assert 'value="1958-05-01"' in html


def test_a_mask_without_a_way_to_show_it():
    assert "<a" not in render("masked", value="138****0021")
    assert 'href="/reveal"' in render("masked", value="138****0021", reveal_url="/reveal")
