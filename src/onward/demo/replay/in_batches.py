"""Cut a sequence into the batches that the intake takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

LARGEST_BATCH = 500

T = TypeVar("T")


def in_batches(rows: Sequence[T], size: int = LARGEST_BATCH) -> Iterator[Sequence[T]]:
    """Yield the rows in order, at most so many at once."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
