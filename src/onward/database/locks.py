"""Advisory locks by name, held until the transaction ends, always taken in the same order."""

import hashlib
from collections.abc import Iterable

from onward.database.bulk import run


def lock_number(name: str) -> int:
    """Return the number by which PostgreSQL knows the lock of this name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)


def hold(names: Iterable[str]) -> None:
    """Wait for the locks of all these names. Nobody who uses this waits in a circle."""
    numbers = sorted({lock_number(name) for name in names})
    if numbers:
        run("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS held (number)", [numbers])
