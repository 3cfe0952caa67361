"""The chart of a patient's medicines: its days are those of the dispensings."""

from datetime import date
from xml.etree import ElementTree

from django.template.loader import render_to_string

from psych_care import medicine_chart, models
from tests.psych_care import factories as make

TODAY = date(2026, 3, 18)


def drawn(patient):
    rows = models.Prescription.objects.filter(person=patient.person).prefetch_related("dispensings")
    return medicine_chart.drawn(rows, TODAY)


def test_spans_that_touch_are_one():
    days = [date(2026, 1, day) for day in (1, 5, 9, 10, 12)]
    spans = [(days[2], days[3]), (days[0], days[1]), (days[1], days[2]), (days[4], date(2026, 1, 20))]
    assert list(medicine_chart.merged(spans)) == [(days[0], days[3]), (days[4], date(2026, 1, 20))]


def test_days_covered_and_days_without(patient):
    """From 10 January: nothing until 1 February, then a month, then nothing from 3 March on."""
    one = make.PrescriptionFactory(person=patient.person)
    make.DispensingFactory(prescription=one, dispensed_on=date(2026, 2, 1), runs_out_on=date(2026, 3, 3))
    row = drawn(patient)["rows"][0]
    assert (row["covered"], row["missing"]) == (30, 22 + 15)
    assert len(row["spans"]) == 1


def test_what_lasts_beyond_today_ends_today(patient):
    one = make.PrescriptionFactory(person=patient.person, from_on=date(2026, 3, 10))
    make.DispensingFactory(prescription=one, dispensed_on=date(2026, 3, 10), runs_out_on=date(2026, 4, 9))
    row = drawn(patient)["rows"][0]
    assert (row["covered"], row["missing"]) == (8, 0)
    assert row["spans"][0].x + row["spans"][0].width == row["whole"].x + row["whole"].width


def test_nothing_to_draw(patient):
    assert drawn(patient) == {}
    make.PrescriptionFactory(person=patient.person, from_on=date(2024, 1, 1), until_on=date(2024, 6, 1))
    assert drawn(patient) == {}


def test_the_drawing_is_named_described_and_without_style(patient):
    make.DispensingFactory(prescription=make.PrescriptionFactory(person=patient.person))
    text = render_to_string("psych_care/_medicine.html", {"chart": drawn(patient)})
    svg = ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])  # noqa: S314
    assert (svg.get("role"), svg[0].tag, svg[1].tag) == ("img", "title", "desc")
    assert "利培酮片" in svg[1].text
    assert not [element for element in svg.iter() if element.get("style")]
