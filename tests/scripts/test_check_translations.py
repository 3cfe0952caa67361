import gettext
import shutil

import pytest

from scripts import check_translations, compile_translations

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
COMPLETE = 'msgid "People"\nmsgstr "人员"\n\n#, python-format\nmsgid "%(n)s people"\nmsgstr "%(n)s 人"\n'


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A checkout with two texts and complete catalogues."""
    monkeypatch.setattr(check_translations, "ROOT", tmp_path)
    (tmp_path / "templates").mkdir()
    page = '{% translate "People" %}{% blocktranslate %}{{ n }} people{% endblocktranslate %}'
    (tmp_path / "templates" / "page.html").write_text(page)
    for language in check_translations.LANGUAGES:
        _write(tmp_path, language, COMPLETE)
    return tmp_path


def _write(tree, language, entries):
    path = tree / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + entries)


def test_complete_catalogues_pass(tree, capsys):
    assert check_translations.main() == 0
    assert "2 texts, all translated" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entries", "finding"),
    [
        ('msgid "People"\nmsgstr "人员"\n', "zh_Hant: missing: '%(n)s people'"),
        (COMPLETE + '\nmsgid "Gone"\nmsgstr "没了"\n', "zh_Hant: stale: 'Gone'"),
        (COMPLETE + '\n#~ msgid "Gone"\n#~ msgstr "没了"\n', "zh_Hant: stale: 'Gone'"),
        (COMPLETE.replace('"人员"', '""'), "zh_Hant: not translated: 'People'"),
        ("#, fuzzy\n" + COMPLETE, "zh_Hant: fuzzy: 'People'"),
        (COMPLETE.replace('"%(n)s 人"', '"%(m)s 人"'), "zh_Hant: '%(n)s people': "),
    ],
    ids=["missing", "stale", "obsolete", "empty", "fuzzy", "placeholder"],
)
def test_what_is_wrong_with_one_language_is_told(tree, capsys, entries, finding):
    _write(tree, "zh_Hant", entries)
    assert check_translations.main() == 1
    assert finding in capsys.readouterr().out


def test_a_header_left_fuzzy_is_told(tree, capsys):
    path = tree / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
    path.write_text("#, fuzzy\n" + path.read_text())
    assert check_translations.main() == 1
    assert "zh_Hant: the header is marked fuzzy" in capsys.readouterr().out


def test_compiling_leaves_out_fuzzy_entries_only(tree, monkeypatch):
    monkeypatch.setattr(compile_translations, "LOCALE", tree / "locale")
    path = tree / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
    path.write_text("#, fuzzy\n" + path.read_text() + '\n#, fuzzy\nmsgid "Guessed"\nmsgstr "猜的"\n')
    compile_translations.main()
    with path.with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert (catalog.gettext("People"), catalog.gettext("Guessed")) == ("人员", "Guessed")
