from django.db import transaction
from django.utils import timezone

from registry import audit, photos
from registry.models import Person, PersonPhoto


@transaction.atomic
def set_photo(*, by, person: Person, image: bytes) -> PersonPhoto:
    """Replaces the one before; a photo that nobody shows any more is not kept."""
    values = {"image": photos.as_text(image), "added_at": timezone.now(), "added_by": by}
    photo, added = PersonPhoto.objects.update_or_create(person=person, defaults=values)
    audit.record(by=by, action="add" if added else "change", obj=photo, changes={"image": [None, "…"]})
    return photo


@transaction.atomic
def remove_photo(*, by, photo: PersonPhoto) -> None:
    audit.record(by=by, action="remove", obj=photo, changes={"image": ["…", None]})
    photo.delete()
