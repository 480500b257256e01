"""Give a transaction its sight: which rows the database lets it see and write."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from onward.database.driver import run_raw
from onward.database.roles import SIGHT_ROLES
from onward.foundation.sight import Sight

SET_SIGHT = (
    b"SELECT set_config('role', $1, true),"
    b" set_config('onward.school', $2, true), set_config('onward.authority', $3, true)"
)


class _Current(threading.local):
    """The sight that this thread's connections have now. Connections belong to one thread each."""

    def __init__(self) -> None:
        self.by_alias: dict[str, Sight | None] = {}


_current = _Current()


@contextmanager
def seen_as(sight: Sight, *, using: str = "default") -> Iterator[None]:
    """Run the block in a transaction that sees what `sight` sees.

    Commits at the end, rolls back if the block raises. Inside an outer transaction it is a savepoint,
    and the outer sight is back afterwards. Without any sight the service sees no child's data at all.
    """
    outer = _current.by_alias.get(using)
    with transaction.atomic(using=using):
        if sight != outer:
            _tell_database(sight, using)
        _current.by_alias[using] = sight
        try:
            yield
        finally:
            _current.by_alias[using] = outer
        if sight != outer and _has_outer_transaction(using):
            _tell_database(outer, using)


def current_sight(*, using: str = "default") -> Sight | None:
    """Return the sight of the transaction that is open now, or None outside `seen_as`."""
    return _current.by_alias.get(using)


def _has_outer_transaction(using: str) -> bool:
    """Say whether to restore. A transaction that rolls back needs none: the sight rolls back with it."""
    connection = connections[using]
    return bool(connection.savepoint_ids) and not connection.needs_rollback


def _tell_database(sight: Sight | None, using: str) -> None:
    run_raw(SET_SIGHT, settings_of(sight), using=using)


def settings_of(sight: Sight | None) -> tuple[str, str, str]:
    """Return role, school and authority as the database settings spell them; None is no sight."""
    if sight is None:
        return "none", "", ""
    school = "" if sight.school_id is None else str(sight.school_id)
    return SIGHT_ROLES[sight.kind], school, sight.authority_id or ""
