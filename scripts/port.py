import socket

TRIES = 50
LAST = 65535


class PortError(Exception):
    """No such port can be had; the message says why."""


def parse(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= LAST):
        raise PortError(f"PORT must be a number from 1 to {LAST}, not {text!r}")
    return int(text)


def listen(first: int) -> socket.socket:
    """A socket that listens on 127.0.0.1 at `first` or the next free port; the server inherits it, so nobody can take
    the port between the look and the use. Raises PortError when none of the next fifty is free."""
    last = min(first + TRIES - 1, LAST)
    for number in range(first, last + 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
            listener.listen(128)
        except PermissionError as error:
            listener.close()
            raise PortError(f"port {number} is for root only; PORT= takes another, from 1024 on") from error
        except OSError:
            listener.close()
        else:
            listener.set_inheritable(True)
            return listener
    raise PortError(f"no free port from {first} to {last}; PORT= takes another")
