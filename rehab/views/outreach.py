"""Lectures, publicity and trainings of relatives."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from registry.permissions import Permission, requires
from registry.records.pages import done, form_page, way_back
from registry.records.sections import crumb
from rehab.forms.outreach import OutreachForm
from rehab.models import Outreach
from rehab.section import REHAB


def _save(request, form, heading):
    crumbs = [crumb(_("Lectures and publicity"), "rehab:outreach-list")]
    back = way_back(request, crumbs[-1]["url"])
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Event saved."), back)
    return form_page(request, REHAB, form, heading=heading, back=back, crumbs=crumbs)


@requires(Permission.EDIT_REHAB)
def outreach_add(request):
    return _save(request, OutreachForm(request.POST or None, staff=request.user), _("Enter a lecture or publicity"))


@requires(Permission.EDIT_REHAB)
def outreach_edit(request, pk):
    event = get_object_or_404(Outreach.objects.visible_to(request.user), pk=pk)
    form = OutreachForm(request.POST or None, instance=event, staff=request.user)
    return _save(request, form, _("Correct the event"))
