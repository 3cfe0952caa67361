"""Records about a patient: each is entered for the person and corrected by itself, behind the gate."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from psych_care.forms.support import DispensingForm, LockStepForm, MemberForm
from psych_care.gate import behind_gate
from psych_care.models import GroupMember, Guardianship, LockUp, Patient, Prescription
from psych_care.section import PSYCH
from psych_care.services.unlocking import take_step
from psych_care.views.kinds import KINDS
from psych_care.workflows import UNLOCKING
from registry.permissions import Permission, requires
from registry.records.pages import done, person_form_page, person_in_scope, way_back


def patient_of(request, pk: int) -> Patient:
    """`pk` is the person's; their newest file."""
    patients = Patient.objects.visible_to(request.user).for_list().filter(person=pk)
    return get_object_or_404(patients.order_by("-pk")[:1])


def page_of(person) -> str:
    return reverse("psych_care:patient-detail", args=[person.pk])


def load_of(model):
    def load(request, pk):
        return get_object_or_404(model.objects.visible_to(request.user).select_related("person__community"), pk=pk)

    return load


def save_for(request, form, person, heading, saved, **context):
    back = way_back(request, page_of(person))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, saved % {"name": person.full_name}, back)
    return person_form_page(request, PSYCH, form, person, heading=heading, back=back, **context)


def after_clue(view):
    """View decorator: whoever is not in the register yet is entered there first."""

    @wraps(view)
    def checked(request, pk):
        person = person_in_scope(request, pk)
        if Patient.objects.visible_to(request.user).filter(person=person).exists():
            return view(request, pk)
        messages.info(
            request, _("%(name)s is not in the register yet: enter the clue first.") % {"name": person.full_name}
        )
        return redirect("psych_care:patient-add", pk)

    return checked


def adder(key: str):
    kind = KINDS[key]

    @requires(Permission.EDIT_PSYCH)
    @after_clue
    @behind_gate(patient_of)
    def add(request, patient):
        person = patient.person
        names = ("visited_by", "found_by", "searched_by", "opened_by", "checked_by", "reviewed_by")
        initial = {name: request.user.full_name for name in names if name in kind.form.base_fields}
        form = kind.form(request.POST or None, person=person, initial=initial)
        return save_for(request, form, person, kind.add, kind.saved)

    return add


def editor(key: str):
    kind = KINDS[key]

    @requires(Permission.EDIT_PSYCH)
    @behind_gate(load_of(kind.model))
    def edit(request, record):
        form = kind.form(request.POST or None, instance=record, person=record.person)
        return save_for(request, form, record.person, kind.edit, kind.saved)

    return edit


@requires(Permission.EDIT_PSYCH)
@behind_gate(load_of(Guardianship))
def member_add(request, guardianship):
    form = MemberForm(request.POST or None, guardianship=guardianship)
    return save_for(
        request, form, guardianship.person, _("Add a member of the group"), _("Guardianship of %(name)s saved.")
    )


def _member(request, pk):
    members = GroupMember.objects.filter(guardianship__in=Guardianship.objects.visible_to(request.user))
    member = get_object_or_404(members.select_related("guardianship__person__community"), pk=pk)
    member.person_id = member.guardianship.person_id
    return member


@requires(Permission.EDIT_PSYCH)
@behind_gate(_member)
def member_edit(request, member):
    form = MemberForm(request.POST or None, instance=member, guardianship=member.guardianship)
    person = member.guardianship.person
    return save_for(request, form, person, _("Change the member"), _("Guardianship of %(name)s saved."))


@requires(Permission.EDIT_PSYCH)
@behind_gate(load_of(Prescription))
def dispensing_add(request, prescription):
    form = DispensingForm(
        request.POST or None, prescription=prescription, initial={"dispensed_by": request.user.full_name}
    )
    heading = _("Hand out %(medicine)s") % {"medicine": prescription.medicine}
    return save_for(request, form, prescription.person, heading, _("Medicine for %(name)s entered."))


@requires(Permission.EDIT_PSYCH)
@behind_gate(load_of(LockUp))
def lock_step(request, lock_up, step):
    """One step further towards the end of a locking up."""
    form, transition = LockStepForm(request.POST or None), UNLOCKING[step]
    back = way_back(request, reverse("psych_care:lock-up-list"))
    if form.submit(take_step, lock_up=lock_up, step=step, by=request.user):
        return done(request, _("Saved."), back)
    return person_form_page(
        request, PSYCH, form, lock_up.person, heading=transition.label, back=back, submit_label=_("Save")
    )
