from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PASSWORD_HINT = gettext_lazy("At least 10 characters, not only digits, not your name, and none that everybody uses.")


def password_field(label, autocomplete: str, **kwargs) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget, **kwargs)


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy(
            "User name and password do not belong together. After five wrong attempts signing in is locked for 15 minutes."
        ),
        "inactive": gettext_lazy("This account may not sign in any more."),
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs["class"] = "wide"
        self.fields["password"] = password_field(_("Password"), "current-password")


class PasswordChangeForm(forms.Form):
    old_password = password_field(gettext_lazy("Present password"), "current-password")
    new_password = password_field(gettext_lazy("New password"), "new-password", help_text=PASSWORD_HINT)
    new_password_again = password_field(gettext_lazy("New password once more"), "new-password")

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_old_password(self):
        old = self.cleaned_data["old_password"]
        if not self.staff.check_password(old):
            raise ValidationError(_("That is not your present password."))
        return old

    def clean_new_password(self):
        new = self.cleaned_data["new_password"]
        validate_password(new, self.staff)
        if self.staff.check_password(new):
            raise ValidationError(_("Choose another one than the present password."))
        return new

    def clean(self):
        new, again = self.cleaned_data.get("new_password"), self.cleaned_data.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", _("The two do not agree."))
