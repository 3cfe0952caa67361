"""Showing one masked value: with a reason, once, and with a row in the audit log."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from registry import audit
from registry.classification import masked_value
from registry.forms.people import RevealForm
from registry.models import Certificate, Person
from registry.permissions import Permission, requires

PERSON_FIELDS = {"id-number": "id_number", "phone": "phone"}


@requires(Permission.REVEAL)
def person_reveal(request, pk, field):
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if field not in PERSON_FIELDS:
        raise Http404
    return reveal(request, person, PERSON_FIELDS[field], person)


@requires(Permission.REVEAL)
def certificate_reveal(request, pk):
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user).select_related("person"), pk=pk)
    return reveal(request, certificate, "number", certificate.person)


@never_cache
def reveal(request, obj, name: str, person):
    """The page that asks for the reason, and then shows the value once."""
    value = getattr(obj, name)
    if not value:
        raise Http404
    field = obj._meta.get_field(name)
    form = RevealForm(request.POST or None)
    context = {
        "form": form,
        "person": person,
        "label": field.verbose_name,
        "mask": masked_value(field, value),
        "value": "",
    }
    if request.method == "POST" and form.is_valid():
        _record(request.user, obj, field, value, form.cleaned_data["reason"])
        context["value"] = value
    context["heading"] = _("Show: %(what)s") % {"what": field.verbose_name}
    return render(request, "registry/people/reveal.html", context)


def _record(staff, obj, field, value, reason: str) -> None:
    mask = masked_value(field, value)
    audit.record(by=staff, action="reveal", obj=obj, changes={field.name: [mask, mask]}, reason=reason)
