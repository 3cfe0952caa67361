"""The drug-relief card: its page, its five steps, what leads away from them, and the card itself on paper."""

import segno
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from psych_care.card_choices import VALID_STATES
from psych_care.card_workflow import ASIDE, DRUG_CARD, open_steps
from psych_care.forms.cards import STEPS, CandidateForm, ConfirmationForm, FollowUpForm
from psych_care.gate import behind_gate
from psych_care.models import CardFollowUp, DrugCard, IntakeConfirmation
from psych_care.section import PSYCH, person_facts
from psych_care.views.records import after_clue, load_of, page_of, patient_of
from registry.pdf.letters import letter_response
from registry.permissions import Permission, requires
from registry.records.details import Action, Cell, Fact, Table, detail_page
from registry.records.pages import done, person_form_page, way_back
from registry.records.sections import crumb


def card_page(card: DrugCard) -> str:
    return reverse("psych_care:drug-card-detail", args=[card.pk])


@requires(Permission.EDIT_PSYCH)
@after_clue
@behind_gate(patient_of)
def candidate_add(request, patient):
    """Whoever has a card already, or is a candidate, is led to it."""
    person = patient.person
    card = DrugCard.objects.visible_to(request.user).running().filter(person=person).first()
    if card:
        return redirect(card_page(card))
    form = CandidateForm(request.POST or None, person=person)
    if form.is_valid() and (card := form.save_change(by=request.user)):
        return done(request, _("%(name)s is a candidate.") % {"name": person.full_name}, card_page(card))
    back = way_back(request, page_of(person))
    return person_form_page(request, PSYCH, form, person, heading=_("Propose for a drug-relief card"), back=back)


@never_cache
@require_safe
@requires(Permission.VIEW_PSYCH)
@behind_gate(load_of(DrugCard))
def card_detail(request, card):
    staff = request.user
    return detail_page(
        request,
        PSYCH,
        heading=_("Drug-relief card: %(name)s") % {"name": card.person.full_name},
        facts=_facts(card),
        crumbs=[crumb(_("Drug-relief cards"), "psych_care:drug-card-list")],
        actions=_actions(staff, card),
        tables=[_follow_ups(staff, card), _confirmations(staff, card)],
        about=person_facts(request, card.person),
    )


def _actions(staff, card: DrugCard) -> list[Action]:
    steps = open_steps(staff, card, timezone.localdate())
    on_the_way = next((step for step in steps if step.name not in ASIDE), None)
    actions = [
        Action(step.label, reverse(f"psych_care:drug-card-{step.name}", args=[card.pk]), step is on_the_way)
        for step in steps
    ]
    if card.state in VALID_STATES:
        actions.append(Action(_("Print the card"), reverse("psych_care:drug-card-print", args=[card.pk])))
    return actions


def _facts(card: DrugCard) -> list[Fact]:
    today = timezone.localdate()
    lapsed = card.state in VALID_STATES and card.valid_until <= today
    facts = {
        _("State of the card"): card.get_state_display(),
        _("Found on"): f"{card.found_on} · {card.found_by or '—'}",
        _("Circumstances of the family"): card.circumstances,
    }
    if card.diagnosed_on:
        place = _("at home") if card.at_home else ""
        facts[_("Diagnosed on")] = " · ".join(filter(None, (str(card.diagnosed_on), card.specialist, place)))
        facts[_("Diagnosis")] = card.get_diagnosis_display()
        facts[_("Treatment plan")] = card.treatment_plan
    if card.number:
        facts[_("Card number")] = card.number
        facts[_("Issued on")] = f"{card.issued_on} · {card.issued_by or '—'}"
        facts[_("Designated hospital")] = card.hospital
    if card.ended_on:
        facts[_("Ended on")] = f"{card.ended_on} · {card.get_end_reason_display()}"
    rows = [Fact(label, value) for label, value in facts.items()]
    if card.valid_until:
        rows.append(Fact(_("Valid until"), card.valid_until.isoformat(), kind="overdue" if lapsed else ""))
    return [*rows, Fact(_("Note"), card.note)] if card.note else rows


def _follow_ups(staff, card: DrugCard) -> Table:
    rows = CardFollowUp.objects.visible_to(staff).filter(card=card)
    return Table(
        _("Follow-ups"),
        [_("Day"), _("Village doctor"), _("Takes the medicine"), _("Effect"), _("Side effects"), _("What was seen")],
        [
            [
                Cell(one.followed_on.isoformat()),
                one.doctor_name,
                one.get_adherence_display(),
                one.get_course_display(),
                one.get_side_effects_display(),
                one.note,
            ]
            for one in rows
        ],
        _("Nobody has followed up the card yet."),
    )


def _confirmations(staff, card: DrugCard) -> Table:
    rows = IntakeConfirmation.objects.visible_to(staff).filter(card=card)
    return Table(
        _("Confirmations of intake"),
        [_("Day"), _("By"), _("Role"), _("Taken as prescribed"), _("Note")],
        [
            [
                Cell(one.confirmed_on.isoformat()),
                one.confirmed_by,
                one.get_role_display(),
                Cell(_("yes"), kind="met") if one.is_taken else Cell(_("no"), kind="short"),
                one.note,
            ]
            for one in rows
        ],
        _("Nobody has confirmed yet that the medicine is taken."),
    )


def step_of(name: str):
    form_class, service = STEPS[name]

    @requires(Permission.EDIT_PSYCH)
    @behind_gate(load_of(DrugCard))
    def step(request, card):
        _check_open(request, card, name)
        form, back = form_class(request.POST or None, card=card), way_back(request, card_page(card))
        if form.submit(service, card=card, by=request.user):
            return done(request, _("Saved."), card_page(card))
        return _step_page(request, form, card, name, back)

    return step


def _check_open(request, card: DrugCard, name: str) -> None:
    if DRUG_CARD[name] not in open_steps(request.user, card, timezone.localdate()):
        raise PermissionDenied


def _step_page(request, form, card: DrugCard, name: str, back: str):
    return person_form_page(
        request,
        PSYCH,
        form,
        card.person,
        heading=DRUG_CARD[name].label,
        back=back,
        submit_label=_("Save"),
        danger=name in ("refuse", "stop"),
    )


def _recorder(name: str, form_class, **initial):
    @requires(Permission.EDIT_PSYCH)
    @behind_gate(load_of(DrugCard))
    def record(request, card):
        _check_open(request, card, name)
        form, back = form_class(request.POST or None, card=card, initial=initial), way_back(request, card_page(card))
        if form.is_valid() and form.save_change(by=request.user):
            return done(request, _("Saved."), card_page(card))
        return _step_page(request, form, card, name, back)

    return record


follow_up_add = _recorder("follow", FollowUpForm)
confirmation_add = _recorder("confirm", ConfirmationForm)


@never_cache
@require_safe
@requires(Permission.VIEW_PSYCH)
@behind_gate(load_of(DrugCard))
def card_print(request, card):
    """A5: name, number, hospital, valid until; no ID number and no diagnosis, the QR code holds the number alone."""
    if card.state not in VALID_STATES:
        raise Http404
    context = {
        "title": _("Drug-relief card"),
        "card": card,
        "name": card.person.full_name,
        "code": mark_safe(qr_code(card.number)),
    }
    name = _("Drug-relief card %(number)s") % {"number": card.number}
    return letter_response("psych_care/pdf/card.html", context, name, css="psych_care/pdf/card.css")


def qr_code(text: str) -> str:
    """An SVG of attributes only."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, omitsize=False)
