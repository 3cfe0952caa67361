"""The faces of the PDF: static Desk Sans SC and TC, cut from the variable Noto Sans of a locked package.

WeasyPrint needs static faces (a web font's slices print wrong characters without a word), and faces under a name of
their own, so that another Noto on the machine can't be mixed in. Works without Django: `python -m registry.pdf.fonts`.
"""

import hashlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from xml.sax.saxutils import escape

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SOURCE_PACKAGE = "justmytype-intl-cjk"
WEIGHTS = {"Regular": 400, "Bold": 700}
MANIFEST = "manifest.json"
CONFIG = "fonts.conf"
# Raise when the cutting below changes, so that faces cut by older code are cut again.
RECIPE = 1

FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <cachedir>{fonts}/cache</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont>
    <rejectfont><pattern></pattern></rejectfont>
    <acceptfont><pattern><patelt name="lang"><string>zh-cn</string></patelt></pattern></acceptfont>
    <acceptfont><pattern><patelt name="lang"><string>zh-tw</string></patelt></pattern></acceptfont>
  </selectfont>
  <match target="pattern">
    <test name="lang" compare="contains"><string>zh-tw</string></test>
    <edit name="family" mode="append_last" binding="weak"><string>Desk Sans TC</string></edit>
  </match>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak">
      <string>Desk Sans SC</string><string>Desk Sans TC</string>
      <string>Noto Sans CJK SC</string><string>Source Han Sans SC</string><string>WenQuanYi Micro Hei</string>
    </edit>
  </match>
</fontconfig>
"""


class FontError(Exception):
    """A face can't be cut, or isn't what it was when it was cut."""


@dataclass(frozen=True)
class Family:
    name: str
    source: str
    sha256: str

    def file_name(self, style: str) -> str:
        return f"{self.name.replace(' ', '')}-{style}.ttf"


FAMILIES = (
    Family(
        "Desk Sans SC",
        "fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
        "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da",
    ),
    Family(
        "Desk Sans TC",
        "fonts/ofl/notosanstc/NotoSansTC[wght].ttf",
        "864727d210d54f2537bbe23b3a839436c3992af72de9322af5270897246bd44f",
    ),
)


def fonts_dir() -> Path:
    return Path(os.environ.get("FONTS_DIR") or BASE_DIR / "var" / "fonts").resolve()


def prepare() -> Path:
    """Have the faces on disk and point fontconfig at them; call before weasyprint is imported. Raises FontError."""
    folder = fonts_dir()
    if problems(folder):
        cut(folder)
    os.environ["FONTCONFIG_FILE"] = str(folder / CONFIG)
    return folder


def problems(folder: Path) -> list[str]:
    """What keeps the faces in `folder` from being used, empty when they are as they were cut."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [f"no faces in {folder}"]
    if manifest.get("recipe") != _recipe():
        return ["cut by another version"]
    wanted = manifest["faces"] | {CONFIG: hashlib.sha256(_config(folder)).hexdigest()}
    return [f"{name} is missing or changed" for name, digest in wanted.items() if _digest(folder / name) != digest]


def cut(folder: Path) -> None:
    """Write the four faces, fonts.conf and, last, the manifest with their sha256. Raises FontError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        faces = {name: _write(folder / name, data) for name, data in _faces()}
        _write(folder / CONFIG, _config(folder))
        manifest = {"recipe": _recipe(), "faces": faces}
        _write(folder / MANIFEST, json.dumps(manifest, indent=2).encode())
    except OSError as error:
        raise FontError(f"fonts can't be written to {folder}: {error.strerror}") from error


def _config(folder: Path) -> bytes:
    return FONTCONFIG.format(fonts=escape(str(folder))).encode()


def _faces() -> Iterator[tuple[str, bytes]]:
    for family in FAMILIES:
        data = _source(family)
        for style, weight in WEIGHTS.items():
            yield family.file_name(style), _named(_instance(data, weight), family.name, style)


def _source(family: Family) -> bytes:
    try:
        data = resources.files("justmytype_intl_cjk").joinpath(family.source).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise FontError(f"{SOURCE_PACKAGE} is not installed; run: make setup") from error
    if hashlib.sha256(data).hexdigest() != family.sha256:
        raise FontError(f"{Path(family.source).name} is not the file that was checked (sha256 differs)")
    return data


def _instance(data: bytes, weight: int) -> bytes:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob(data))
    plan = hb.SubsetInput()
    plan.keep_everything()
    plan.pin_axis_location(face, "wght", weight)
    return plan.subset(face).blob.data


def _named(data: bytes, family: str, style: str) -> bytes:
    """The same face with names and style bits that say `family` and `style` (it still calls itself Thin)."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}"}
    names[6] = f"{family.replace(' ', '')}-{style}"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    bold = style == "Bold"
    font["head"].macStyle = int(bold)
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b110_0001) | (0b10_0000 if bold else 0b100_0000)
    if "STAT" in font:
        del font["STAT"]
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def _write(path: Path, data: bytes) -> str:
    """Write through a temporary neighbour, as two processes may cut at once; returns the sha256."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(data)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
    return hashlib.sha256(data).hexdigest()


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _recipe() -> list:
    return [RECIPE, metadata.version("uharfbuzz"), *(family.sha256 for family in FAMILIES)]


def main() -> int:
    import environ

    environ.Env.read_env(BASE_DIR / ".env")
    try:
        folder = prepare()
    except FontError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"fonts in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
