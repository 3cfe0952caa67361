import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import Environment
from registry.encryption import parse_keys


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / ".env"
    monkeypatch.setattr(environment, "ENV_FILE", path)
    return path


@pytest.fixture
def given(file):
    return lambda **values: Environment(values)


def _database(url):
    return lambda env: env.database("DATABASE_URL", default=url)


@pytest.mark.parametrize(
    ("values", "read", "told"),
    [
        ({}, lambda env: env.text("SECRET_KEY"), "SECRET_KEY is not set"),
        ({"SECRET_KEY": " "}, lambda env: env.text("SECRET_KEY"), "SECRET_KEY is not set"),
        ({"K": "short"}, lambda env: env.text("K", check=environment.check_secret), "50 characters or more"),
        ({"K": "1:short"}, lambda env: env.text("K", check=parse_keys), "FIELD_KEYS"),
        ({"DEBUG": "maybe"}, lambda env: env.flag("DEBUG", default=False), "DEBUG must be true or false"),
        ({"N": "ten"}, lambda env: env.number("N", default=1, least=0, most=9), "N must be a number from 0 to 9"),
        ({"N": "-1"}, lambda env: env.number("N", default=1, least=0, most=9), "N must be a number from 0 to 9"),
        ({"N": "10"}, lambda env: env.number("N", default=1, least=0, most=9), "N must be a number from 0 to 9"),
        ({"C": "c"}, lambda env: env.choice("C", ("a", "b"), default="a"), "C must be one of a, b, not 'c'"),
        ({"H": "a,b/c"}, lambda env: env.names("H", default="", form="[a-z]+", example="abc"), "look like abc"),
        ({"D": "/proc/none/here"}, lambda env: env.folder("D", default=None), "D: the folder /proc/none/here"),
        ({"T": "no_such_package.Backend"}, lambda env: env.class_path("T", default=""), "is not installed here"),
        ({"T": "Backend"}, lambda env: env.class_path("T", default=""), "is not installed here"),
        ({}, _database("nonsense://"), "DATABASE_URL must look like postgres://"),
        ({}, _database("mysql://user@host/name"), "DATABASE_URL must look like postgres://"),
        ({}, _database("postgres://user@host:port/name"), "DATABASE_URL must look like postgres://"),
        ({}, _database("nothing at all"), "DATABASE_URL must look like postgres://"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(given, values, read, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        read(given(**values))


def test_the_password_of_a_database_is_not_repeated(given):
    with pytest.raises(ImproperlyConfigured) as error:
        given(DATABASE_URL="postgres://desk:geheim@host:port/name").database("DATABASE_URL", default="")
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("Yes", True), ("1", True), ("off", False), ("", True)])
def test_flags(given, text, value):
    assert given(HTTPS=text).flag("HTTPS", default=True) is value


def test_an_empty_value_counts_as_none(given):
    assert given(N="").number("N", default=4, least=1, most=9) == 4


def test_names_are_taken_apart(given):
    env = given(HOSTS="desk.example.org, .example.com,")
    assert env.names("HOSTS", default="", form=r"[a-z.]+", example="") == ["desk.example.org", ".example.com"]


def test_a_new_folder_is_for_its_owner_only(given, tmp_path):
    path = given(DATA_DIR=str(tmp_path / "a")).folder("DATA_DIR", default=tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_the_environment_wins_over_the_file(file):
    file.write_text("A=file\nexport B='file'\n\n# C=file\n")
    values = {"A": "environment"}
    Environment(values)
    assert values == {"A": "environment", "B": "file"}
    assert "B" not in os.environ


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"A=1\nSECRET KEY=hidden\n", "line 2: must be NAME=VALUE"),
        (b"A = hidden\n", "line 1: must be NAME=VALUE"),
        ("A=密".encode("gbk"), "not written in UTF-8"),
    ],
)
def test_a_broken_file_is_told_without_its_content(file, content, told):
    file.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=told) as error:
        Environment({})
    assert "hidden" not in str(error.value)


def test_a_file_that_can_not_be_read_is_told(file):
    file.mkdir()
    with pytest.raises(ImproperlyConfigured, match="can't be read by this user"):
        Environment({})


POSTGRESQL = {"ENGINE": environment.POSTGRESQL, "OPTIONS": {"options": "-c jit=off"}}


def test_a_replica_has_the_options_of_what_it_copies(given):
    replica = given(REPLICA_URL="postgres://desk@replica/desk").replica("REPLICA_URL", of=POSTGRESQL)
    assert (replica["HOST"], replica["OPTIONS"]) == ("replica", POSTGRESQL["OPTIONS"])


def test_there_need_be_no_replica(given):
    assert given().replica("REPLICA_URL", of=POSTGRESQL) is None


@pytest.mark.parametrize(
    ("url", "of"),
    [("sqlite:////tmp/x", POSTGRESQL), ("postgres://desk@replica/desk", {"ENGINE": environment.SQLITE, "OPTIONS": {}})],
)
def test_a_replica_is_of_postgresql(given, url, of):
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URL needs PostgreSQL"):
        given(REPLICA_URL=url).replica("REPLICA_URL", of=of)
