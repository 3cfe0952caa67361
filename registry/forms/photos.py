from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.people import ServiceForm
from registry.photos import small_jpeg


class PhotoForm(ServiceForm):
    image = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG or WebP of at most 5 MB. It is made smaller; place and time inside the file are dropped."
        ),
    )

    def clean_image(self) -> bytes:
        return small_jpeg(self.cleaned_data["image"])
