from django import forms


class DayInput(forms.DateInput):
    """The browser's own day field: typed or picked, no script. `max` keeps a typed year at four digits."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs={"max": "9999-12-31", **(attrs or {})}, format="%Y-%m-%d")
