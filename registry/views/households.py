"""Households and guardians, reached from the page of a person."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.forms.households import GuardianForm, HeadForm, HouseholdForm, HouseholdKindForm, JoinForm
from registry.models import Guardian, Household, HouseholdMember
from registry.people_section import PEOPLE
from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, person_form_page, person_in_scope, person_page, way_back
from registry.records.sections import crumb
from registry.services import households as services
from registry.views.reveal import reveal


def _household(request, pk: int) -> Household:
    return get_object_or_404(Household.objects.visible_to(request.user).for_list(timezone.localdate()), pk=pk)


def _existing(request, pk: int) -> Household:
    """A dissolved household stays as it was."""
    household = _household(request, pk)
    if household.dissolved_on:
        raise PermissionDenied
    return household


def _crumbs(*households):
    crumbs = [crumb(_("Households"), "registry:household-list")]
    return crumbs + [crumb(name_of(one), "registry:household-detail", one.pk) for one in households]


def name_of(household: Household) -> str:
    if household.head_name:
        return _("Household of %(name)s") % {"name": household.head_name}
    return _("Household without a head")


@require_safe
@requires(Permission.VIEW_PEOPLE)
def household_detail(request, pk):
    household = _household(request, pk)
    rows = HouseholdMember.objects.filter(household=household).visible_to(request.user)
    members = rows.present().select_related("person").head_first()
    context = {
        "household": household,
        "name": name_of(household),
        "members": members,
        "hidden": household.size - len(members),
        "former": rows.exclude(pk__in=members.values("pk")).select_related("person"),
        "crumbs": [PEOPLE.crumb, *_crumbs()],
        "may_edit": request.user.can(Permission.EDIT_PEOPLE) and household.dissolved_on is None,
    }
    return render(request, "registry/households/detail.html", context)


@requires(Permission.EDIT_PEOPLE)
def household_form(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = HouseholdForm(request.POST or None)
    if form.submit(services.form_household, by=request.user, person=person):
        return done(request, _("The household of %(name)s is entered.") % {"name": person.full_name}, back)
    heading = _("Enter a household with %(name)s as its head") % {"name": person.full_name}
    return person_form_page(request, PEOPLE, form, person, heading=heading, back=back)


@requires(Permission.EDIT_PEOPLE)
def household_edit(request, pk):
    household = _existing(request, pk)
    crumbs = _crumbs(household)
    form = HouseholdKindForm(request.POST or None, instance=household)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    return form_page(request, PEOPLE, form, heading=_("Correct the household"), back=crumbs[-1]["url"], crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PEOPLE)
def member_choose(request, pk):
    household = _existing(request, pk)
    purpose = Purpose(_("Add a member"), "registry:member-add", args=(household.pk,))
    return choose_page(request, PEOPLE, purpose)


@requires(Permission.EDIT_PEOPLE)
def member_add(request, pk, person):
    """Only members in the staff's scope join, as only those are found."""
    household, joining = _existing(request, pk), person_in_scope(request, person)
    back = reverse("registry:household-detail", args=[household.pk])
    form = JoinForm(request.POST or None, initial={"on": household.formed_on})
    if form.submit(services.join_household, by=request.user, household=household, person=joining):
        return done(request, _("%(name)s now belongs to the household.") % {"name": joining.full_name}, back)
    heading = f"{name_of(household)}: {joining.full_name}"
    return person_form_page(request, PEOPLE, form, joining, heading=heading, back=back)


@requires(Permission.EDIT_PEOPLE)
def member_end(request, pk):
    members = HouseholdMember.objects.visible_to(request.user).select_related("person__community", "household")
    member = get_object_or_404(members, pk=pk)
    back = way_back(request, person_page(member.person))
    form = EndForm(
        request.POST or None,
        on_label=_("Left the household on"),
        on_hint=_("The first day outside. With its last member the household is dissolved."),
    )
    if form.submit(services.leave_household, by=request.user, member=member):
        return done(request, _("%(name)s has left the household.") % {"name": member.person.full_name}, back)
    heading = _("%(name)s leaves the household") % {"name": member.person.full_name}
    return person_form_page(request, PEOPLE, form, member.person, heading=heading, back=back)


@requires(Permission.EDIT_PEOPLE)
def household_head(request, pk):
    household = _existing(request, pk)
    crumbs = _crumbs(household)
    form = HeadForm(request.POST or None, household=household, staff=request.user)
    if form.submit(services.change_head, by=request.user, household=household):
        return done(request, _("The household has a new head."), crumbs[-1]["url"])
    return form_page(
        request, PEOPLE, form, heading=_("Change the head of the household"), back=crumbs[-1]["url"], crumbs=crumbs
    )


@requires(Permission.EDIT_PEOPLE)
def household_dissolve(request, pk):
    household = _existing(request, pk)
    crumbs = _crumbs(household)
    form = EndForm(
        request.POST or None,
        on_label=_("Dissolved on"),
        on_hint=_("All members leave it on that day; they stay on the register."),
    )
    if form.submit(services.dissolve_household, by=request.user, household=household):
        return done(request, _("The household is dissolved."), crumbs[-1]["url"])
    return form_page(
        request,
        PEOPLE,
        form,
        heading=_("Dissolve the household"),
        back=crumbs[-1]["url"],
        crumbs=crumbs,
        submit_label=_("Dissolve the household"),
        danger=True,
    )


@requires(Permission.EDIT_PEOPLE)
def guardian_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = GuardianForm(request.POST or None, person=person, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The guardian of %(name)s is entered.") % {"name": person.full_name}, back)
    return person_form_page(request, PEOPLE, form, person, heading=_("Enter a guardian"), back=back)


def _guardian(request, pk: int) -> Guardian:
    return get_object_or_404(Guardian.objects.visible_to(request.user).select_related("person__community"), pk=pk)


@requires(Permission.EDIT_PEOPLE)
def guardian_edit(request, pk):
    guardian = _guardian(request, pk)
    back = person_page(guardian.person)
    form = GuardianForm(request.POST or None, instance=guardian, person=guardian.person, staff=request.user)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return person_form_page(request, PEOPLE, form, guardian.person, heading=_("Correct the guardian"), back=back)


@requires(Permission.EDIT_PEOPLE)
def guardian_end(request, pk):
    guardian = _guardian(request, pk)
    back = person_page(guardian.person)
    form = EndForm(
        request.POST or None, on_label=_("Guardian until"), on_hint=_("The first day without this guardian.")
    )
    if form.submit(services.end_guardianship, by=request.user, guardian=guardian):
        return done(request, _("The guardianship of %(name)s has ended.") % {"name": guardian.full_name}, back)
    heading = _("End the guardianship of %(name)s") % {"name": guardian.full_name}
    return person_form_page(request, PEOPLE, form, guardian.person, heading=heading, back=back)


@requires(Permission.REVEAL)
def guardian_reveal(request, pk, field):
    if field not in ("id-number", "phone"):
        raise Http404
    guardian = _guardian(request, pk)
    return reveal(request, guardian, field.replace("-", "_"), guardian.person)
