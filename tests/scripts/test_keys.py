import base64

import pytest

from registry.encryption import parse_keys, parse_lookup_key
from scripts.setup import keys
from scripts.setup.console import SetupError


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "ROOT", tmp_path)
    monkeypatch.setattr(keys, "ENV_FILE", tmp_path / ".env")
    for name in (*keys.KEY_NAMES, "DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _values(folder):
    lines = (folder / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


def test_new_keys_are_well_formed_and_for_their_owner_only(checkout):
    keys.write_env()
    values = _values(checkout)
    assert list(parse_keys(values["FIELD_KEYS"])) == [1]
    assert len(parse_lookup_key(values["LOOKUP_KEY"])) == 32
    assert len(values["SECRET_KEY"]) >= 50
    assert (checkout / ".env").stat().st_mode & 0o777 == 0o600


def test_every_desk_gets_keys_of_its_own(checkout):
    keys.write_env()
    first = _values(checkout)
    (checkout / ".env").unlink()
    keys.write_env()
    second = _values(checkout)
    assert all(first[name] != second[name] for name in keys.KEY_NAMES)
    assert base64.b64decode(first["LOOKUP_KEY"]) != base64.b64decode(first["FIELD_KEYS"].split(":")[1])


def test_keys_that_are_there_stay(checkout):
    (checkout / ".env").write_text("SECRET_KEY=mine\n")
    keys.write_env()
    assert (checkout / ".env").read_text() == "SECRET_KEY=mine\n"


def test_a_database_whose_keys_are_lost_gets_no_new_ones(checkout):
    (checkout / "var").mkdir()
    (checkout / "var" / "desk.sqlite3").touch()
    with pytest.raises(SetupError, match="Put the .env back from your backup"):
        keys.write_env()
    assert not (checkout / ".env").exists()


def test_keys_from_the_environment_need_no_file(checkout, monkeypatch):
    for name in keys.KEY_NAMES:
        monkeypatch.setenv(name, "given")
    keys.write_env()
    assert not (checkout / ".env").exists()
