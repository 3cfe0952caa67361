import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from registry.models import AuditEntry, PersonPhoto
from registry.photos import KEPT_SIZE, as_bytes
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def picture(form="JPEG", size=(900, 1200), **saved) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#3a7").save(written, form, **saved)
    return written.getvalue()


@pytest.fixture
def upload(client, clerk):
    """The status of the answer, and the photo that is stored then."""
    person = PersonFactory()
    client.force_login(clerk)

    def send(content: bytes, name="photo.jpg"):
        answer = client.post(
            reverse("registry:photo-set", args=[person.pk]), {"image": SimpleUploadedFile(name, content)}
        )
        return answer.status_code, PersonPhoto.objects.filter(person=person).first()

    return send


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_small_and_as_our_own_jpeg(upload, form):
    status, photo = upload(picture(form))
    kept = Image.open(io.BytesIO(as_bytes(photo.image)))
    assert (status, kept.format, kept.size) == (302, "JPEG", KEPT_SIZE)


def test_place_and_time_of_the_camera_are_dropped(upload):
    exif = Image.Exif()
    exif[0x010E] = "31.06N 117.48E"
    _status, photo = upload(picture(exif=exif))
    assert not Image.open(io.BytesIO(as_bytes(photo.image))).getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        picture("GIF"),
        picture("TIFF"),
        picture()[:300],
        b"\xff" * (5 * 1024 * 1024 + 1),
    ],
    ids=["empty", "svg", "gif", "tiff", "torn", "too large"],
)
def test_anything_else_is_refused(upload, content):
    status, photo = upload(content)
    assert (status, photo) == (422, None)


def test_a_bomb_is_refused_before_it_is_unpacked(upload):
    status, photo = upload(picture("PNG", (8000, 6000)))
    assert (status, photo) == (422, None)


def test_a_new_photo_replaces_the_old_and_neither_is_in_the_log(upload):
    _status, first = upload(picture())
    _status, second = upload(picture(size=(100, 100)))
    assert (first.pk, first.image == second.image) == (second.pk, False)
    assert [entry.changes for entry in AuditEntry.objects.filter(object_type="registry.personphoto")] == [
        {"image": [None, "…"]}
    ] * 2


def test_the_page_shows_it_and_it_can_be_taken_away(client, upload):
    _status, photo = upload(picture())
    address = reverse("registry:person-photo", args=[photo.person_id])
    page = reverse("registry:person-detail", args=[photo.person_id])
    assert f'src="{address}"' in client.get(page).content.decode()
    answer = client.get(address)
    assert (answer["Content-Type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "no-store" in answer["Cache-Control"]
    client.post(reverse("registry:photo-remove", args=[photo.person_id]))
    assert f'src="{address}"' not in client.get(page).content.decode()
