import dataclasses
import os
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from registry.pdf import fonts

COMMON = "ABC0123456789〔〕‰●▲■"
SAMPLES = {
    "Desk Sans SC": COMMON + "贵池区残疾人联合会年度总结康复建档率满意率達標殘疾證",
    "Desk Sans TC": COMMON + "貴池區殘疾人聯合會年度總結康復建檔率滿意率達標殘疾證",
}


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    fonts.cut(folder)
    return folder


@pytest.mark.parametrize("family", fonts.FAMILIES, ids=lambda family: family.name)
@pytest.mark.parametrize(("style", "weight"), fonts.WEIGHTS.items())
def test_a_face_is_static_and_says_what_it_is(cut, family, style, weight):
    with TTFont(cut / family.file_name(style)) as font:
        assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == (family.name, style)
        assert font["OS/2"].usWeightClass == weight
        assert not {"fvar", "gvar", "STAT"} & set(font.keys())
        assert set(map(ord, SAMPLES[family.name])) <= set(font.getBestCmap())


def test_faces_that_are_as_cut_have_no_problems(cut):
    assert fonts.problems(cut) == []


def test_a_changed_face_is_found_and_cut_again(tmp_path, monkeypatch):
    monkeypatch.setenv("FONTS_DIR", str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", "before")
    fonts.cut(tmp_path)
    face = tmp_path / "DeskSansSC-Bold.ttf"
    face.write_bytes(face.read_bytes()[:-1])
    assert fonts.problems(tmp_path) == ["DeskSansSC-Bold.ttf is missing or changed"]
    assert fonts.prepare() == tmp_path
    assert fonts.problems(tmp_path) == []
    assert os.environ["FONTCONFIG_FILE"] == str(tmp_path / "fonts.conf")


def test_a_source_that_was_not_checked_is_refused(tmp_path, monkeypatch):
    unknown = dataclasses.replace(fonts.FAMILIES[0], sha256="0" * 64)
    monkeypatch.setattr(fonts, "FAMILIES", (unknown,))
    with pytest.raises(fonts.FontError, match="sha256 differs"):
        fonts.cut(tmp_path)
    assert fonts.problems(tmp_path)


def test_a_pdf_embeds_our_faces(cut, tmp_path):
    """In a process of its own, as fontconfig reads its file once."""
    code = (
        "import sys; from registry.pdf import fonts; fonts.prepare(); from weasyprint import HTML\n"
        'HTML(string=\'<p style="font-family: Desk Sans SC">残疾人<b>康复</b></p>'
        '<p style="font-family: Desk Sans TC">殘疾人</p>\').write_pdf(sys.argv[1], uncompressed_pdf=True)'
    )
    environment = os.environ | {"FONTS_DIR": str(cut)}
    subprocess.run([sys.executable, "-c", code, tmp_path / "a.pdf"], env=environment, check=True)
    content = (tmp_path / "a.pdf").read_bytes()
    for name in (b"Desk-Sans-SC", b"Desk-Sans-SC-Bold", b"Desk-Sans-TC"):
        assert b"+" + name + b"\n" in content or b"+" + name + b" " in content or b"+" + name + b"/" in content
