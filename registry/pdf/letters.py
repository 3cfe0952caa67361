"""A page or a few as a PDF at once, made in a process of its own that ends with it."""

import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header

from registry.pdf import glyphs
from registry.pdf.render import Order

SECONDS = 60


class LetterError(Exception):
    """The renderer did not come to an end; the reason stands in the message."""


def letter_response(template: str, context: dict, name: str, css: str = "pdf/letter.css") -> HttpResponse:
    """The PDF to be saved as `name`.pdf, kept by nobody on the way."""
    response = HttpResponse(letter_bytes(template, context, css), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    response["Cache-Control"] = "no-store"
    return response


def letter_bytes(template: str, context: dict, css: str = "pdf/letter.css") -> bytes:
    """`template` extends pdf/letter.html. What the faces can't print stands as 〓 and is told at the end."""
    moment = datetime.combine(timezone.localdate(), time(), UTC)
    html = render_to_string(template, context | {"missing": []})
    if missing := glyphs.missing(html):
        html = glyphs.replaced(render_to_string(template, context | {"missing": missing}), missing)
    style = Path(get_template(css).origin.name).read_text(encoding="utf-8")
    return _rendered(Order(html=html, css=style, moment=moment.isoformat()))


def _rendered(order: Order) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.pdf"
        command = [sys.executable, "-m", "registry.pdf.render", str(path)]
        done = subprocess.run(
            command, input=order.to_json(), capture_output=True, text=True, cwd=settings.BASE_DIR, timeout=SECONDS
        )
        if done.returncode != 0:
            raise LetterError(" ".join(done.stderr.strip().splitlines()[-1:]))
        return path.read_bytes()
