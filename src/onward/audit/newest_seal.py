"""The newest seal, judged as verification judges it: the quick word on whether the audit stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from psycopg import sql

from onward.audit.findings import judge_seal
from onward.audit.stored import SEAL_COLUMNS, seal_of
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.sight import HUB


@dataclass(frozen=True, kw_only=True, slots=True)
class NewestSeal:
    """The newest seal. `is_sound`: its signature, its root and its link to the seal before are right.

    `head` is what to write down outside the hub. `waiting` entries have no seal yet.
    """

    number: int
    sealed_at: datetime
    entries: int
    head: str
    is_sound: bool
    waiting: int


def newest_seal(*, public_keys: Mapping[str, bytes]) -> NewestSeal | None:
    """Return the newest seal; none: nothing was sealed yet. The whole chain is verified elsewhere."""
    with seen_as(HUB):
        seals = [seal_of(row) for row in fetch(_NEWEST_TWO)]
        waiting = fetch("SELECT count(*) FROM audit_pending")[0][0]
    if not seals:
        return None
    newest, before = seals[0], seals[1].head if len(seals) > 1 else None
    return NewestSeal(
        number=newest.number,
        sealed_at=newest.sealed_at,
        entries=len(newest.entry_ids),
        head=str(newest.head),
        is_sound=not judge_seal(newest, before=before, public_keys=public_keys),
        waiting=waiting,
    )


_NEWEST_TWO: Final = sql.SQL("SELECT {} FROM audit_seal ORDER BY number DESC LIMIT 2").format(SEAL_COLUMNS)
