"""Commissioners, volunteers and one-to-one helpers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registry.forms.helping import (
    CommissionerForm,
    HelperVisitForm,
    HelpingPairForm,
    VolunteerForm,
    VolunteerWorkForm,
)
from registry.forms.people import RevealForm
from registry.models import Commissioner, HelperVisit, HelpingPair, Volunteer, VolunteerWork
from registry.people_section import PEOPLE, person_facts
from registry.permissions import Permission, requires
from registry.records.choosing import Purpose, choose_page
from registry.records.details import Action, Fact, Table, detail_page
from registry.records.forms import EndForm
from registry.records.pages import done, form_page, person_form_page, person_in_scope, person_page, way_back
from registry.records.sections import crumb
from registry.services.posts import end_post, reveal_phone

POSTS = {"commissioner": (Commissioner, CommissionerForm), "volunteer": (Volunteer, VolunteerForm)}
CHOOSE_FOR_PAIR = Purpose(_("Enter a one-to-one helper"), "registry:pair-add", "registry:pair-choose")


def _post(request, kind: str, pk: int):
    return get_object_or_404(POSTS[kind][0].objects.visible_to(request.user).for_list(), pk=pk)


def _url(kind: str, action: str, post) -> str:
    return reverse(f"registry:{kind}-{action}", args=[post.pk])


def _crumbs(kind: str, *posts):
    plural = POSTS[kind][0]._meta.verbose_name_plural if kind in POSTS else HelpingPair._meta.verbose_name_plural
    crumbs = [crumb(plural, f"registry:{kind}-list")]
    return crumbs + [crumb(str(one), f"registry:{kind}-detail", one.pk) for one in posts]


@requires(Permission.EDIT_PEOPLE)
def post_add(request, kind):
    model, form_class = POSTS[kind]
    form = form_class(request.POST or None, staff=request.user)
    crumbs = _crumbs(kind)
    if form.is_valid() and (post := form.save_change(by=request.user)):
        return done(request, _("%(name)s is entered.") % {"name": post.full_name}, _url(kind, "detail", post))
    heading = _("Enter: %(what)s") % {"what": model._meta.verbose_name}
    return form_page(request, PEOPLE, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


@requires(Permission.EDIT_PEOPLE)
def post_edit(request, kind, pk):
    post = _post(request, kind, pk)
    form = POSTS[kind][1](request.POST or None, instance=post, staff=request.user)
    crumbs = _crumbs(kind, post)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), crumbs[-1]["url"])
    heading = _("Correct: %(name)s") % {"name": post.full_name}
    return form_page(request, PEOPLE, form, heading=heading, back=crumbs[-1]["url"], crumbs=crumbs)


@require_safe
@requires(Permission.VIEW_PEOPLE)
def post_detail(request, kind, pk):
    post = _post(request, kind, pk)
    skills = [Fact(_("What they can do"), post.skills)] if kind == "volunteer" else []
    facts = [Fact(_("Community"), post.community.name), *_facts(request, kind, post), *skills]
    tables = [_works(request, post)] if kind == "volunteer" else []
    actions = _actions(request, kind, post)
    crumbs = _crumbs(kind)
    return detail_page(request, PEOPLE, heading=str(post), facts=facts, crumbs=crumbs, actions=actions, tables=tables)


def _facts(request, kind: str, post) -> list[Fact]:
    may_reveal = request.user.can(Permission.REVEAL) and post.phone
    mask_url = _url(kind, "reveal", post) if may_reveal else ""
    return [
        Fact(_("Phone"), post.masked_phone, is_masked=True, mask_url=mask_url),
        Fact(_("Since"), post.started_on.isoformat()),
        Fact(_("Until"), post.ended_on.isoformat() if post.ended_on else _("now")),
    ]


def _actions(request, kind: str, post) -> list[Action]:
    if not request.user.can(Permission.EDIT_PEOPLE) or post.ended_on:
        return []
    return [Action(_("End the post"), _url(kind, "end", post)), Action(_("Edit"), _url(kind, "edit", post))]


def _works(request, volunteer: Volunteer) -> Table:
    works = list(VolunteerWork.objects.visible_to(request.user).filter(volunteer=volunteer))
    hours = sum(work.hours for work in works)
    actions = []
    if request.user.can(Permission.EDIT_PEOPLE) and volunteer.ended_on is None:
        actions = [Action(_("Enter work"), reverse("registry:volunteer-work-add", args=[volunteer.pk]), is_main=True)]
    return Table(
        _("Work: %(hours)s hours") % {"hours": hours},
        [_("Done on"), _("Hours"), _("What was done")],
        [[work.done_on.isoformat(), work.hours, work.content] for work in works],
        _("Nothing entered yet."),
        actions,
    )


@requires(Permission.EDIT_PEOPLE)
def post_end(request, kind, pk):
    post = _pair(request, pk) if kind == "pair" else _post(request, kind, pk)
    back = _url(kind, "detail", post)
    form = EndForm(request.POST or None, on_label=_("Ended on"), on_hint=_("The first day without."))
    if form.submit(end_post, by=request.user, post=post):
        return done(request, _("%(name)s: ended.") % {"name": post}, back)
    heading = _("End: %(name)s") % {"name": post}
    return form_page(request, PEOPLE, form, heading=heading, back=back, crumbs=_crumbs(kind, post))


@never_cache
@requires(Permission.REVEAL)
def post_reveal(request, kind, pk):
    post = _pair(request, pk) if kind == "pair" else _post(request, kind, pk)
    if not post.phone:
        raise Http404
    form = RevealForm(request.POST or None)
    phone = ""
    if form.is_valid():
        phone = reveal_phone(of=post, reason=form.cleaned_data["reason"], by=request.user)
    return form_page(
        request,
        PEOPLE,
        form,
        heading=_("Show the phone number of %(name)s") % {"name": post},
        back=_url(kind, "detail", post),
        crumbs=_crumbs(kind, post),
        revealed=phone,
        submit_label=_("Show the number"),
    )


@requires(Permission.EDIT_PEOPLE)
def volunteer_work_add(request, pk):
    volunteer = _post(request, "volunteer", pk)
    if volunteer.ended_on:
        raise PermissionDenied
    form = VolunteerWorkForm(request.POST or None, volunteer=volunteer)
    crumbs = _crumbs("volunteer", volunteer)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Work of %(name)s saved.") % {"name": volunteer.full_name}, crumbs[-1]["url"])
    return form_page(request, PEOPLE, form, heading=_("Enter work"), back=crumbs[-1]["url"], crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PEOPLE)
def pair_choose(request):
    return choose_page(request, PEOPLE, CHOOSE_FOR_PAIR)


def _pair(request, pk: int) -> HelpingPair:
    return get_object_or_404(HelpingPair.objects.visible_to(request.user).for_list(), pk=pk)


@requires(Permission.EDIT_PEOPLE)
def pair_add(request, pk):
    person = person_in_scope(request, pk)
    back = way_back(request, person_page(person))
    form = HelpingPairForm(request.POST or None, person=person)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The helper of %(name)s is entered.") % {"name": person.full_name}, back)
    return person_form_page(request, PEOPLE, form, person, heading=_("Enter a one-to-one helper"), back=back)


@requires(Permission.EDIT_PEOPLE)
def pair_edit(request, pk):
    pair = _pair(request, pk)
    form = HelpingPairForm(request.POST or None, instance=pair, person=pair.person)
    back = _url("pair", "detail", pair)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Saved."), back)
    heading = _("Correct: %(name)s") % {"name": pair}
    return person_form_page(request, PEOPLE, form, pair.person, heading=heading, back=back)


@require_safe
@requires(Permission.VIEW_PEOPLE)
def pair_detail(request, pk):
    pair = _pair(request, pk)
    visits = HelperVisit.objects.visible_to(request.user).filter(pair=pair)
    may_edit = request.user.can(Permission.EDIT_PEOPLE) and pair.ended_on is None
    add = Action(_("Enter a visit"), reverse("registry:visit-add", args=[pair.pk]), is_main=True)
    table = Table(
        _("Visits"),
        [_("Visited on"), _("What was found and done")],
        [[visit.visited_on.isoformat(), visit.content] for visit in visits],
        _("No visit yet."),
        [add] if may_edit else [],
    )
    facts = [
        Fact(_("Organisation"), pair.organisation),
        *_facts(request, "pair", pair),
        Fact(_("A visit is due every"), _("%(days)s days") % {"days": pair.visit_every_days}),
    ]
    heading = _("%(helper)s helps %(person)s") % {"helper": pair.helper_name, "person": pair.person.full_name}
    return detail_page(
        request,
        PEOPLE,
        heading=heading,
        facts=facts,
        crumbs=_crumbs("pair"),
        actions=_actions(request, "pair", pair),
        tables=[table],
        about=person_facts(request, pair.person),
    )


@requires(Permission.EDIT_PEOPLE)
def visit_add(request, pk):
    pair = _pair(request, pk)
    if pair.ended_on:
        raise PermissionDenied
    back = way_back(request, _url("pair", "detail", pair))
    form = HelperVisitForm(request.POST or None, pair=pair)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("The visit to %(name)s is saved.") % {"name": pair.person.full_name}, back)
    heading = _("Visit of %(name)s") % {"name": pair.helper_name}
    return person_form_page(request, PEOPLE, form, pair.person, heading=heading, back=back)
