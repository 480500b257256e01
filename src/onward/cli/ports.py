"""Find a port to listen on."""

import socket
from contextlib import closing

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
    """Say whether somebody listens on this port."""
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0
