from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registry import photos
from registry.forms.photos import PhotoForm
from registry.models import PersonPhoto
from registry.people_section import PEOPLE
from registry.permissions import Permission, requires
from registry.records.pages import done, person_form_page, person_in_scope, person_page
from registry.services.photos import remove_photo, set_photo


@never_cache
@require_safe
@requires(Permission.VIEW_PEOPLE)
def person_photo(request, pk):
    photo = get_object_or_404(PersonPhoto.objects.visible_to(request.user), person=pk)
    disposition = {"Content-Disposition": 'attachment; filename="photo.jpg"'}
    return HttpResponse(photos.as_bytes(photo.image), content_type="image/jpeg", headers=disposition)


@requires(Permission.EDIT_PEOPLE)
def photo_set(request, pk):
    person = person_in_scope(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.submit(set_photo, by=request.user, person=person):
        return done(request, _("The photo of %(name)s is saved.") % {"name": person.full_name}, person_page(person))
    heading = _("Photo of %(name)s") % {"name": person.full_name}
    return person_form_page(request, PEOPLE, form, person, heading=heading, back=person_page(person))


@require_POST
@requires(Permission.EDIT_PEOPLE)
def photo_remove(request, pk):
    """A second click finds nothing to remove."""
    person = person_in_scope(request, pk)
    for photo in PersonPhoto.objects.visible_to(request.user).filter(person=person):
        remove_photo(by=request.user, photo=photo)
    return redirect("registry:person-detail", pk)
