"""Which school answers for one that closed is a chain; this tells whether a chain bites its tail."""

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K", int, str)


def leads_back(school: K, successors: Mapping[K, K]) -> bool:
    """Tell whether following the successors from this school leads back to it."""
    seen: set[K] = set()
    here = successors.get(school)
    while here is not None and here != school and here not in seen:
        seen.add(here)
        here = successors.get(here)
    return here == school
