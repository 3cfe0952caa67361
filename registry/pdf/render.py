"""HTML into a PDF/UA file, the same bytes for the same input. Knows neither Django nor the database.

`python -m registry.pdf.render OUT.pdf` takes an order (see Order) as JSON on standard input and writes a line for each
step: rendering leaves memory behind in a long-lived process, so jobs do it in one of its own.
"""

import base64
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from registry.pdf import fonts, justify


@dataclass(frozen=True)
class Order:
    """`moment` (ISO 8601, UTC) is the time that the PDF and its attachment say they were made at; `workbook` may be none."""

    html: str
    css: str
    moment: str
    workbook: bytes = b""
    workbook_name: str = ""
    workbook_words: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"workbook": base64.b64encode(self.workbook).decode()})

    @classmethod
    def from_json(cls, text: str) -> "Order":
        values = json.loads(text)
        return cls(**values | {"workbook": base64.b64decode(values["workbook"])})


class _Steps(logging.Handler):
    def __init__(self, on_step: Callable[[str], None]):
        super().__init__()
        self.on_step = on_step

    def emit(self, record):
        self.on_step(record.getMessage())


def write(order: Order, path: Path, on_step: Callable[[str], None] = lambda step: None) -> None:
    """Raises FontError when the faces can't be had, OSError when `path` can't be written."""
    fonts.prepare()
    # Only now: Pango reads FONTCONFIG_FILE when it is loaded.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    justify.install()
    logger, steps = logging.getLogger("weasyprint.progress"), _Steps(on_step)
    logger.addHandler(steps)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    configuration = FontConfiguration()
    try:
        HTML(string=order.html, url_fetcher=_refuse).write_pdf(
            path,
            font_config=configuration,
            stylesheets=[CSS(string=order.css, font_config=configuration, url_fetcher=_refuse)],
            pdf_variant="pdf/ua-1",
            # The digest of the data: an identifier that is the same for the same data.
            pdf_identifier=True,
            attachments=[_attachment(order)] if order.workbook else [],
        )
    finally:
        logger.removeHandler(steps)


def _attachment(order: Order):
    from weasyprint import Attachment

    moment = datetime.fromisoformat(order.moment)
    return Attachment(
        string=order.workbook,
        name=order.workbook_name,
        description=order.workbook_words,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _refuse(url, *args, **kwargs):
    raise ValueError(f"a document needs nothing from outside: {url}")


def main(arguments: list[str]) -> int:
    logging.getLogger("weasyprint").addHandler(logging.StreamHandler())
    order = Order.from_json(sys.stdin.read())
    write(order, Path(arguments[0]), lambda step: print(step, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
