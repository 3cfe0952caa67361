"""Money, and the standards that a programme sets."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from registry.permissions import Permission, requires
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb
from rehab.forms.funding import FundingForm
from rehab.forms.places import StandardForm
from rehab.models import Funding
from rehab.section import REHAB


def _save(request, form, heading):
    crumbs = [crumb(_("Funding"), "rehab:funding-list")]
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Funding saved."), back)
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def funding_add(request):
    return _save(request, FundingForm(request.POST or None, staff=request.user), _("Enter funding"))


@requires(Permission.EDIT_REHAB)
def funding_edit(request, pk):
    entry = get_object_or_404(Funding.objects.visible_to(request.user), pk=pk)
    form = FundingForm(request.POST or None, instance=entry, staff=request.user)
    return _save(request, form, _("Correct the funding"))


@requires(Permission.EDIT_TARGETS)
def standard_add(request):
    crumbs = [crumb(_("Standards"), "rehab:standard-list")]
    form = StandardForm(request.POST or None)
    if form.is_valid():
        form.store(by=request.user)
        return done(request, _("Standard saved."), crumbs[-1]["url"])
    return form_page(request, REHAB, form, heading=_("Add a standard"), back=crumbs[-1]["url"], crumbs=crumbs)
