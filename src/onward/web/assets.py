"""Addresses of style sheets, scripts and fonts."""


def asset(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{name}"
