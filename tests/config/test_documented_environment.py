import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "running.md"


def _read_by_the_code():
    files = ("config/settings.py", "config/gunicorn.py", "scripts/demo.py", "registry/pdf/fonts.py")
    text = "".join((ROOT / name).read_text() for name in files)
    return set(re.findall(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z_]+)"', text))


def test_every_environment_variable_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT.read_text(), re.MULTILINE))
    assert documented == _read_by_the_code()


def test_every_direct_dependency_is_documented():
    project = (ROOT / "pyproject.toml").read_text().split("[tool.ruff]")[0]
    text = (ROOT / "docs" / "dependencies.md").read_text().lower()
    names = re.findall(r'^  "([\w-]+)', project, re.MULTILINE)
    assert len(names) > 20
    assert [name for name in names if name.lower() not in text] == []
