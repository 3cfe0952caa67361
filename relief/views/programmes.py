"""Programmes, their dated rules and standards with a preview of who gains and who loses, and the exclusion matrix."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registry.models import Person
from registry.permissions import Permission, requires
from registry.records.pages import done, form_page
from registry.records.sections import crumb
from relief import previews
from relief.forms.programmes import (
    ExclusionEndForm,
    ExclusionForm,
    ProgrammeEditForm,
    ProgrammeForm,
    RuleForm,
    StandardForm,
)
from relief.models import Entitlement, Exclusion, Programme, ProgrammeRule, Standard
from relief.section import RELIEF
from relief.services.programmes import end_exclusion

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(*further) -> list[dict]:
    return [crumb(_("Programmes"), "relief:programme-list"), *further]


def _page_of(programme: Programme) -> str:
    return reverse("relief:programme-detail", args=[programme.pk])


@require_safe
@requires(Permission.VIEW_RELIEF)
def programme_detail(request, pk):
    programme = get_object_or_404(Programme, pk=pk)
    today = timezone.localdate()
    drawn = Entitlement.objects.visible_to(request.user).filter(programme=programme).drawn_on(today)
    context = {
        "programme": programme,
        "crumbs": [RELIEF.crumb, *_crumbs()],
        "rule": programme.rule_on(today),
        "rules": programme.rules.all(),
        "standards": programme.standards.all(),
        "holding": {row.pk for row in programme.standards.holding_on(today)},
        "excludes": Exclusion.objects.holding_on(today).filter(prevailing=programme).select_related("excluded"),
        "excluded_by": Exclusion.objects.holding_on(today).filter(excluded=programme).select_related("prevailing"),
        "drawn_count": drawn.count(),
        "today": today,
        "may_edit": request.user.can(Permission.EDIT_PROGRAMMES),
    }
    return render(request, "relief/programme_detail.html", context)


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def programme_add(request):
    form = ProgrammeForm(request.POST or None)
    if form.is_valid() and (programme := form.save_change(by=request.user)):
        return done(request, _("Programme saved. Add its rule and its standard next."), _page_of(programme))
    back = reverse("relief:programme-list")
    return form_page(request, RELIEF, form, heading=_("Add a programme"), back=back, crumbs=_crumbs())


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def programme_edit(request, pk):
    programme = get_object_or_404(Programme, pk=pk)
    form = ProgrammeEditForm(request.POST or None, instance=programme)
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Programme saved."), _page_of(programme))
    return form_page(request, RELIEF, form, heading=_("Edit the programme"), back=_page_of(programme), crumbs=_crumbs())


def _previewed(request, programme: Programme, form, preview_of, *, heading, saved):
    """First the preview, then, sent once more and unchanged, the row."""
    back, preview = _page_of(programme), None
    if form.is_valid():
        if form.was_seen and form.save_change(by=request.user):
            return done(request, saved(form), back)
        if not form.errors:
            preview = preview_of(form.instance).summary()
            form.mark_seen()
    context = {
        "form": form,
        "heading": heading,
        "programme": programme,
        "preview": preview,
        "back": back,
        "crumbs": [RELIEF.crumb, *_crumbs(crumb(programme.name, "relief:programme-detail", programme.pk))],
    }
    return render(request, "relief/previewed_form.html", context, status=422 if form.errors else 200)


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def rule_add(request, pk):
    programme = get_object_or_404(Programme, pk=pk)
    current = programme.rules.first()
    names = [name for name in RuleForm.base_fields if name not in ("effective_from", "source", "seen")]
    initial = {name: getattr(current, name) for name in names} if current else {}
    form = RuleForm(request.POST or None, instance=ProgrammeRule(programme=programme), initial=initial)

    def preview(rule):
        staff = request.user
        return previews.of_rule(Entitlement.objects.visible_to(staff), Person.objects.visible_to(staff), rule)

    heading = _("New rule of %(programme)s") % {"programme": programme}
    return _previewed(request, programme, form, preview, heading=heading, saved=lambda form: _("Rule saved."))


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def standard_add(request, pk):
    programme = get_object_or_404(Programme, pk=pk)
    form = StandardForm(request.POST or None, instance=Standard(programme=programme))

    def preview(standard):
        return previews.of_standard(Entitlement.objects.visible_to(request.user).running(), standard)

    def saved(form):
        return _("Standard saved; %(n)s entitlements have a new amount from then on.") % {"n": form.changed_amounts}

    heading = _("New standard of %(programme)s") % {"programme": programme}
    return _previewed(request, programme, form, preview, heading=heading, saved=saved)


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def exclusion_add(request):
    form = ExclusionForm(request.POST or None)
    back = reverse("relief:exclusion-list")
    if form.is_valid() and form.save_change(by=request.user):
        return done(request, _("Exclusion saved."), back)
    crumbs = [crumb(_("Exclusions"), "relief:exclusion-list")]
    return form_page(request, RELIEF, form, heading=_("Add an exclusion"), back=back, crumbs=crumbs)


@READ_OR_SEND
@requires(Permission.EDIT_PROGRAMMES)
def exclusion_end(request, pk):
    exclusion = get_object_or_404(Exclusion.objects.for_list(), pk=pk)
    form = ExclusionEndForm(request.POST or None)
    back = reverse("relief:exclusion-list")
    if form.submit(end_exclusion, exclusion=exclusion, by=request.user):
        return done(request, _("Exclusion ended."), back)
    crumbs = [crumb(_("Exclusions"), "relief:exclusion-list")]
    return form_page(
        request, RELIEF, form, heading=_("End the exclusion"), lede=str(exclusion), back=back, crumbs=crumbs
    )
