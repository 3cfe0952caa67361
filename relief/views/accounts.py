from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.pages import done, person_form_page, person_in_scope, way_back
from registry.views.reveal import reveal
from relief.forms.entitlements import AccountForm
from relief.models import Account
from relief.section import RELIEF

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])
SET = Purpose(gettext_lazy("Set the account"), "relief:account-set", "relief:choose-for-account")


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def choose_person(request):
    return choose_page(request, RELIEF, SET)


@READ_OR_SEND
@requires(Permission.EDIT_RELIEF)
def account_set(request, pk):
    """A new row; the account before it ends on the same day."""
    person = person_in_scope(request, pk)
    back = way_back(request, reverse("relief:account-list"))
    form = AccountForm(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Account of %(name)s saved.") % {"name": person.full_name}, back)
    return person_form_page(request, RELIEF, form, person, heading=_("Set the account"), back=back)


@requires(Permission.VIEW_RELIEF)
@requires(Permission.REVEAL)
def account_reveal(request, pk):
    account = get_object_or_404(Account.objects.visible_to(request.user).select_related("person"), pk=pk)
    return reveal(request, account, "number", account.person)
