import pytest
from django.urls import reverse


@pytest.fixture
def at(clerk, as_user):
    """`at("rehab:file-open", 7)`: the page for the clerk; with data it is sent in."""
    client = as_user(clerk)

    def call(url_name, *args, data=None, query="", user=None):
        caller = as_user(user) if user else client
        url = reverse(url_name, args=args) + query
        return caller.get(url) if data is None else caller.post(url, data)

    return call
