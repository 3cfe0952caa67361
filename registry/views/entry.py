"""Entering a person, with the certificate in one go; and what the page asks while numbers are typed."""

from itertools import chain

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.certificate_numbers import parse_certificate_number
from registry.forms.certificates import PersonCertificateForm
from registry.forms.filling import fill, told_by
from registry.forms.people import PersonAddForm
from registry.id_numbers import parse_id_number
from registry.permissions import Permission, requires
from registry.services.holders import Holder, holder_of_certificate, holder_of_id_number
from registry.services.people import register_person

LAST_COMMUNITY = "last_community"


class Together:
    """Several forms of one page, to the error summary a single one."""

    def __init__(self, forms):
        self.forms = forms

    def __iter__(self):
        return chain.from_iterable(self.forms)

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def non_field_errors(self) -> list[str]:
        return [message for form in self.forms for message in form.non_field_errors()]


@requires(Permission.EDIT_PEOPLE)
def person_add(request):
    posted = fill(request.POST, timezone.localdate()) if request.method == "POST" else None
    person_form = PersonAddForm(posted, staff=request.user, initial=_defaults(request))
    with_certificate = posted is not None and PersonCertificateForm.is_wanted(request.POST)
    certificate_form = PersonCertificateForm(posted if with_certificate else None)
    forms = [person_form, certificate_form] if with_certificate else [person_form]
    if posted is not None and _register(request.user, forms):
        return _after_entry(request, person_form)
    context = {
        "form": person_form,
        "certificate_form": certificate_form,
        "together": Together(forms),
        "holder": person_form.holder,
    }
    return render(request, "registry/people/add.html", context)


def _defaults(request) -> dict:
    """The community of the last entry, as a stack of papers mostly comes from one place."""
    last = request.session.get(LAST_COMMUNITY)
    return {"community": last} if last else {}


def _register(staff, forms) -> bool:
    # Each is asked, so that all that is wrong is told at once.
    valid = [form.is_valid() for form in forms]
    if not all(valid):
        return False
    person_form, *with_certificate = forms
    certificate = {}
    for form in with_certificate:
        certificate = {"certificate": form.instance, "components": form.components()}
    try:
        register_person(by=staff, person=person_form.instance, **certificate)
    except ValidationError as error:
        _place_errors(error, forms)
        return False
    return True


def _place_errors(error: ValidationError, forms) -> None:
    """Each beside its field, on whichever of the forms has it."""
    if not hasattr(error, "error_dict"):
        forms[-1].add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form = next((form for form in reversed(forms) if name in form.fields), forms[0])
        form.add_error(name if name in form.fields else None, errors)


def _after_entry(request, person_form):
    person = person_form.instance
    request.session[LAST_COMMUNITY] = person.community_id
    messages.success(request, _("%(name)s is on the register.") % {"name": person.full_name})
    if "add_next" in request.POST:
        return redirect("registry:person-add")
    return redirect("registry:person-detail", person.pk)


@require_POST
@requires(Permission.EDIT_PEOPLE)
def person_fill(request):
    """JSON: `values` for empty inputs, `note` as HTML. A POST, so that no number gets into an address or a log."""
    today = timezone.localdate()
    values = told_by(request.POST, today)
    note = _note(request.user, request.POST, values, today)
    response = JsonResponse(
        {"values": values, "note": render_to_string("registry/people/_fill_note.html", note, request)}
    )
    response["Cache-Control"] = "no-store"
    return response


def _note(staff, data, values: dict, today) -> dict:
    """What is wrong with a number, or who has it already, or what it told."""
    id_number = data.get("id_number") or values.get("id_number", "")
    certificate = data.get("number", "")
    errors = [_complaint(parse_certificate_number, certificate, today), _complaint(parse_id_number, id_number, today)]
    errors = list(dict.fromkeys(error for error in errors if error))
    holder = None if errors else _holder(staff, id_number, certificate, today)
    return {"errors": errors, "holder": holder, "values": values}


def _complaint(parse, text: str, today) -> str:
    if not text.strip():
        return ""
    try:
        parse(text, today)
    except ValidationError as error:
        return error.messages[0]
    return ""


def _holder(staff, id_number: str, certificate: str, today) -> Holder | None:
    found = holder_of_id_number(parse_id_number(id_number, today).number, staff=staff) if id_number.strip() else None
    if found is None and certificate.strip():
        found = holder_of_certificate(parse_certificate_number(certificate, today).number, staff=staff)
    return found
