import pytest

from scripts import port


def test_a_taken_port_gives_the_next_one():
    with port.listen(8700) as first, port.listen(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


@pytest.mark.parametrize("text", ["abc", "", "0", "-1", "80.5", "65536", "８０００"])
def test_what_is_no_port_is_told(text):
    with pytest.raises(port.PortError, match="PORT must be a number from 1 to 65535"):
        port.parse(text)


def test_the_search_ends_with_the_last_port(monkeypatch):
    monkeypatch.setattr(port, "LAST", 8760)
    with port.listen(8760), pytest.raises(port.PortError, match="no free port from 8760 to 8760"):
        port.listen(8760)
