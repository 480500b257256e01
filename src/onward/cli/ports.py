"""Find a port to listen on, and see whether somebody answers there."""

import socket
from contextlib import closing
from http.client import HTTPConnection

HOST = "127.0.0.1"
TRIES = 50


class NoFreePort(Exception):
    """Every port that was tried is in use."""


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port now."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def first_free(wanted: int) -> int:
    """Return the wanted port, or the next one that is free.

    Raises:
        NoFreePort: none of the next fifty is.
    """
    for port in range(wanted, wanted + TRIES):
        if is_free(port):
            return port
    raise NoFreePort(f"No port from {wanted} to {wanted + TRIES - 1} is free.")


def answers(port: int) -> bool:
    """Say whether a web server answers on this port, whatever it answers."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True
