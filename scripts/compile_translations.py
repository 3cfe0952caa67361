"""Compiles locale/*/LC_MESSAGES/django.po with Babel, so that gettext need not be installed.

pybabel would skip a whole catalogue whose header is marked fuzzy, as makemessages leaves it; here only fuzzy entries are.
"""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        new = source.with_suffix(".mo.new")
        with new.open("wb") as file:
            write_mo(file, catalog)
        os.replace(new, source.with_suffix(".mo"))


if __name__ == "__main__":
    main()
