from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.forms.certificates import CancelForm, CertificateForm, ReissueForm, issue_from
from registry.forms.filling import fill
from registry.models import Certificate, Person
from registry.permissions import Permission, requires
from registry.services import certificates as services
from registry.views.form_pages import form_page


def of_certificate(view):
    """`view(request, certificate)`. What is cancelled stays as it is, and whoever opens its form late is told."""

    @wraps(view)
    def opened(request, pk):
        certificates = Certificate.objects.visible_to(request.user).select_related("person__community")
        certificate = get_object_or_404(certificates, pk=pk)
        if certificate.cancelled_on is None:
            return view(request, certificate)
        messages.warning(request, _("This certificate is cancelled; it stays as it is."))
        return redirect("registry:person-detail", certificate.person_id)

    return opened


@requires(Permission.EDIT_PEOPLE)
def certificate_add(request, pk):
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = CertificateForm(_filled(request))
    if form.is_valid() and issue_from(form, person=person, by=request.user):
        messages.success(request, _("The certificate is entered."))
        return redirect("registry:person-detail", pk)
    return form_page(request, person, form, heading=_("Enter a certificate"))


def _filled(request):
    return fill(request.POST, timezone.localdate()) if request.method == "POST" else None


@requires(Permission.EDIT_PEOPLE)
@of_certificate
def certificate_edit(request, certificate):
    """For typing mistakes."""
    form = CertificateForm(request.POST or None, instance=certificate)
    if form.is_valid() and form.save_change(by=request.user):
        messages.success(request, _("Saved."))
        return redirect("registry:person-detail", certificate.person_id)
    return form_page(request, certificate.person, form, heading=_("Correct the certificate"))


@requires(Permission.EDIT_PEOPLE)
@of_certificate
def certificate_reissue(request, certificate):
    form = ReissueForm(request.POST or None, certificate=certificate)
    if form.submit(services.reissue_certificate, by=request.user, certificate=certificate):
        messages.success(request, _("The certificate is reissued."))
        return redirect("registry:person-detail", certificate.person_id)
    return form_page(
        request,
        certificate.person,
        form,
        heading=_("Reissue the certificate"),
        text=_("Type and grade stay; the present certificate ends on the day the new one is issued."),
    )


@requires(Permission.EDIT_PEOPLE)
@of_certificate
def certificate_cancel(request, certificate):
    form = CancelForm(request.POST or None)
    if form.submit(services.cancel_certificate, by=request.user, certificate=certificate):
        messages.success(request, _("The certificate is cancelled."))
        return redirect("registry:person-detail", certificate.person_id)
    return form_page(
        request,
        certificate.person,
        form,
        heading=_("Cancel the certificate"),
        text=_("The person stays on the register, without a certificate in force from that day on."),
        submit_label=_("Cancel the certificate"),
        danger=True,
    )
