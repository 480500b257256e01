"""Two rows that stand for one child: what protects either protects the child. As the hub."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from onward.database.bulk import Columns, fetch, run

_STANDINGS = Columns(
    "protection_standing", pupil_id="uuid", is_protected="bool", is_answered="bool", since="timestamptz"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Whether a child is protected, whether anybody answered, and since when it stands so."""

    is_protected: bool
    is_answered: bool
    since: datetime


def merge_protection(*, keep: UUID, give_up: UUID, now: datetime) -> bool:
    """Give one child all that protects the other, and return whether the child is protected now.

    Flags, lists and whereabouts move; of two standings the stricter holds, for both rows. A person on
    either deny-list stays denied. Call it in the transaction that merges the children.
    """
    both = {"keep": keep, "give_up": give_up, "now": now}
    for statement in _MOVE:
        run(statement, both)
    rows = [Standing(is_protected=row[0], is_answered=row[1], since=row[2]) for row in fetch(_LOAD, both)]
    if not rows:
        return False
    is_flagged = bool(fetch(_FLAGGED, both))
    merged = stricter(rows, of=2, is_flagged=is_flagged, now=now)
    values = [merged.is_protected, merged.is_answered, merged.since]
    _STANDINGS.put([(each, *values) for each in (keep, give_up)])
    return merged.is_protected


def stricter(standings: Iterable[Standing], *, of: int, is_flagged: bool, now: datetime) -> Standing:
    """Return the stricter of the standings that are known `of` so many rows of one child. Pure.

    Protection begins now for a row that was not protected; where all were, it began with the latest.
    """
    known = list(standings)
    is_protected = is_flagged or any(each.is_protected for each in known)
    were_all = len(known) == of and all(each.is_protected for each in known)
    return Standing(
        is_protected=is_protected,
        is_answered=is_flagged or all(each.is_answered for each in known),
        since=now if is_protected and not were_all else max(each.since for each in known),
    )


_LOAD = """
    SELECT is_protected, is_answered, since FROM protection_standing
    WHERE pupil_id IN (%(keep)s, %(give_up)s) ORDER BY pupil_id FOR UPDATE
"""
_FLAGGED = "SELECT FROM protection_flag WHERE pupil_id = %(keep)s AND lifted_at IS NULL LIMIT 1"
_MOVE = (
    "UPDATE protection_flag SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s",
    # Of two present whereabouts the newer one holds.
    """UPDATE protection_whereabouts AS older SET known_until = %(now)s
       FROM protection_whereabouts AS newer
       WHERE older.pupil_id IN (%(keep)s, %(give_up)s) AND newer.pupil_id IN (%(keep)s, %(give_up)s)
           AND older.known_until IS NULL AND newer.known_until IS NULL AND older.id <> newer.id
           AND (older.known_from, older.id) < (newer.known_from, newer.id)""",
    "UPDATE protection_whereabouts SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s",
    """UPDATE protection_permitted AS kept SET is_denied = true
       FROM protection_permitted AS given_up
       WHERE kept.pupil_id = %(keep)s AND given_up.pupil_id = %(give_up)s
           AND given_up.person_id = kept.person_id AND given_up.is_denied""",
    """UPDATE protection_permitted AS given_up SET pupil_id = %(keep)s
       WHERE given_up.pupil_id = %(give_up)s AND NOT EXISTS (
           SELECT FROM protection_permitted AS kept
           WHERE kept.pupil_id = %(keep)s AND kept.person_id = given_up.person_id)""",
)
