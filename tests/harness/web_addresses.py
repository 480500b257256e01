"""All addresses that the website answers, found by walking the resolver, so that none is forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from onward.web.routing import ROUTES, Route


def routes() -> list[Route]:
    """Return the pages that are made for people who have signed in."""
    assert get_resolver().url_patterns
    return ROUTES


def parameters_of(name: str) -> set[str]:
    """Return the names of what stands in the address of a page."""
    address = next(each.address for each in routes() if each.name == name)
    return {part.partition(">")[0].rpartition(":")[2] for part in address.split("<")[1:]}


def addresses() -> dict[str, str]:
    """Return every address with its name; what has no name is called by its address."""
    return {name or address: address for address, name in _walk(get_resolver().url_patterns)}


def _walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address)
        else:
            yield address, each.name or ""
