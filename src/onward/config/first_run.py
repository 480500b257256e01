"""What a fresh hub is filled with, and what its newcomer is told to try."""

from collections.abc import Callable, Sequence


def first_run(_say: Callable[[str], None]) -> None:
    """Fill an empty hub with the invented nation."""


def welcome(address: str) -> Sequence[str]:
    """Return the lines that tell a newcomer what to try at this address."""
    return (f"Try: ./onward --help, or the API's own pages at {address}/api/v1/docs",)
