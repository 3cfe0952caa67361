"""Photos of people: whatever is uploaded, only a small JPEG that we made ourselves is kept, without its metadata."""

import base64
import io
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
KEPT_SIZE = (480, 640)
QUALITY = 85


def small_jpeg(upload) -> bytes:
    """Upright, at most KEPT_SIZE. Raises ValidationError: too_large, no_picture, too_many_pixels."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 MB."), code="too_large")
    try:
        with warnings.catch_warnings():
            # The size is checked below, before a pixel is read.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(_("The picture has more than 40 million pixels."), code="too_many_pixels")
        return _encoded(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is no JPEG, PNG or WebP picture."), code="no_picture") from error


def _encoded(picture: Image.Image) -> bytes:
    picture = ImageOps.exif_transpose(picture).convert("RGB")
    picture.thumbnail(KEPT_SIZE)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def as_text(image: bytes) -> str:
    return base64.b64encode(image).decode()


def as_bytes(text: str) -> bytes:
    return base64.b64decode(text)
