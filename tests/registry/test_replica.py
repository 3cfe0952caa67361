import pytest
from django.db import router
from django.urls import reverse

from registry import replica
from registry.models import Person
from registry.replica import may_lag


@pytest.fixture
def with_replica(monkeypatch):
    monkeypatch.setattr(replica, "exists", lambda: True)


@may_lag
def _inside(ask):
    return ask(Person)


def test_only_pages_that_may_lag_read_from_it(with_replica):
    assert _inside(router.db_for_read) == "replica"
    assert router.db_for_read(Person) == "default"


def test_nothing_is_written_to_it(with_replica):
    assert _inside(router.db_for_write) == "default"
    assert not router.allow_migrate("replica", "registry")


def test_without_one_everything_is_read_from_the_database():
    assert _inside(router.db_for_read) == "default"


def test_an_error_ends_the_lag(with_replica):
    def fail(model):
        raise ValueError("broken page")

    with pytest.raises(ValueError, match="broken page"):
        _inside(fail)
    assert router.db_for_read(Person) == "default"


def test_rows_of_both_may_be_related(with_replica, person, chiyang):
    chiyang._state.db = "replica"
    person.community = chiyang
    person.save()


@pytest.fixture
def asked(monkeypatch):
    """Whether the page might lag, for each question to the router."""
    answers = []

    def db_for_read(self, model, **hints):
        answers.append(replica._may_lag.get())
        return "default"

    monkeypatch.setattr(replica.ReplicaRouter, "db_for_read", db_for_read)
    return answers


def test_the_board_may_lag(manager, as_user, asked):
    as_user(manager).get(reverse("reports:board"))
    assert any(asked)


def test_a_persons_page_may_not(clerk, as_user, person, asked):
    as_user(clerk).get(reverse("registry:person-detail", args=[person.pk]))
    assert asked
    assert not any(asked)
