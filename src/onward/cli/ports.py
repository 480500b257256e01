"""Find a port to listen on, and see whether somebody answers there."""

import socket
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
TRIES = 50
LAST_PORT = 65535


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
    last = min(wanted + TRIES - 1, LAST_PORT)
    for port in range(wanted, last + 1):
        if is_free(port):
            return port
    raise NoFreePort(f"No port from {wanted} to {last} is free.")


def is_ready(port: int) -> bool:
    """Say whether a hub on this port is ready to serve requests."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
