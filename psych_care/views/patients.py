"""The register: a clue, the gate, the patient's page, the steps."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from psych_care import medicine_chart, timeline
from psych_care.choices import State
from psych_care.forms import register as forms
from psych_care.gate import behind_gate, is_open, open_for
from psych_care.models import (
    Aid,
    Doubt,
    DrugCard,
    GuardianCheck,
    GuardianReview,
    Guardianship,
    HomeBed,
    HospitalStay,
    Incident,
    LockUp,
    Loss,
    Patient,
    Prescription,
    SearchStep,
    Visit,
)
from psych_care.section import PSYCH
from psych_care.services import register
from psych_care.views.records import page_of, patient_of
from psych_care.workflows import REGISTER, UNLOCKING
from registry.permissions import Permission, requires
from registry.records.pages import done, form_page, person_form_page, person_in_scope, way_back

STEPS = {
    "diagnose": (forms.DiagnoseForm, register.diagnose),
    "put_on_file": (forms.ConsentForm, register.put_on_file),
    "take_under_care": (forms.StepForm, register.take_under_care),
    "lose": (forms.LoseForm, register.lose),
    "find": (forms.StepForm, register.find),
    "end_file": (forms.EndFileForm, register.end_file),
}


@requires(Permission.EDIT_PSYCH)
def patient_add(request, pk):
    """`pk` is the person's. Whoever enters a clue may go on reading."""
    person = person_in_scope(request, pk)
    if Patient.objects.visible_to(request.user).filter(person=person, ended_on__isnull=True).exists():
        return redirect("psych_care:patient-detail", person.pk)
    form = forms.ClueForm(request.POST or None, person=person, initial={"clue_on": timezone.localdate()})
    back = way_back(request, reverse("psych_care:home"))
    if form.is_valid() and (patient := form.save_change(by=request.user)):
        open_for(request, patient, _("Entered the clue"))
        return done(request, _("%(name)s is in the register.") % {"name": person.full_name}, page_of(person))
    heading = _("Enter a clue")
    return form_page(request, PSYCH, form, heading=heading, back=back, lede=person.full_name)


@never_cache
@requires(Permission.VIEW_PSYCH)
def record_open(request, pk):
    """`pk` is the person's: the reason why this account opens the record."""
    patient = patient_of(request, pk)
    onward = way_back(request, page_of(patient.person))
    if is_open(request, patient.person_id):
        return redirect(onward)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        open_for(request, patient, form.cleaned_data["reason"])
        return redirect(onward)
    return form_page(
        request,
        PSYCH,
        form,
        heading=_("Open a psychiatric record"),
        lede=_("%(name)s · the record is confidential; each reading is logged.") % {"name": patient.person.full_name},
        back=reverse("psych_care:home"),
        submit_label=_("Open the record"),
    )


@never_cache
@require_safe
@requires(Permission.VIEW_PSYCH)
@behind_gate(patient_of)
def patient_detail(request, patient):
    staff, person, today = request.user, patient.person, timezone.localdate()

    def rows(model):
        return model.objects.visible_to(staff).filter(person=person)

    visits = list(rows(Visit))
    prescriptions = list(rows(Prescription).with_supply().prefetch_related("dispensings"))
    cards = list(rows(DrugCard))
    may_edit = staff.can(Permission.EDIT_PSYCH) and patient.state != State.ENDED
    context = {
        "patient": patient,
        "person": person,
        "newest": visits[0] if visits else None,
        "due_on": visits[0].next_due_on if visits else patient.first_due_on,
        "today": today,
        "visits": visits,
        "prescriptions": prescriptions,
        "guardianships": rows(Guardianship).prefetch_related("members"),
        "stays": rows(HospitalStay),
        "aid": rows(Aid),
        "lock_ups": [{"row": one, "steps": UNLOCKING.open_to(staff, one)} for one in rows(LockUp)],
        "incidents": rows(Incident),
        "searches": rows(SearchStep),
        "chart": timeline.drawn(visits, prescriptions, today),
        "medicine_chart": medicine_chart.drawn(prescriptions, today),
        "beds": rows(HomeBed).prefetch_related("visits"),
        "checks": rows(GuardianCheck).with_payable().select_related("guardianship"),
        "reviews": rows(GuardianReview),
        "losses": rows(Loss),
        "doubts": rows(Doubt).unsettled(),
        "cards": cards,
        "may_edit": may_edit,
        "may_propose": may_edit and all(one.ended_on for one in cards),
        "steps": REGISTER.open_to(staff, patient),
        "crumbs": [PSYCH.crumb, {"label": _("Patients"), "url": reverse("psych_care:patient-list")}],
    }
    return render(request, "psych_care/patient_detail.html", context)


@requires(Permission.EDIT_PSYCH)
@behind_gate(patient_of)
def patient_edit(request, patient):
    person = patient.person
    form = forms.PatientForm(request.POST or None, instance=patient, person=person)
    back = way_back(request, page_of(person))
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    return person_form_page(request, PSYCH, form, person, heading=_("Edit the file"), back=back)


@requires(Permission.EDIT_PSYCH)
@behind_gate(patient_of)
def patient_step(request, patient, step):
    if step not in STEPS:
        raise Http404
    form_class, service = STEPS[step]
    form, person = form_class(request.POST or None), patient.person
    back = page_of(person)
    if form.submit(service, patient=patient, by=request.user):
        return done(request, _("Saved."), back)
    return person_form_page(
        request,
        PSYCH,
        form,
        person,
        heading=REGISTER[step].label,
        back=back,
        submit_label=_("Save"),
        danger=step == "end_file",
    )
