"""Hear the answers about protection, and keep the standing of each child. Any party's flag binds all.

Only two people can lift a flag; that verb comes with the protection officer's screens.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from onward.database.bulk import Columns, fetch, run
from onward.foundation.actor import Actor
from onward.protection.models import Answer

REVIEW_AFTER = timedelta(days=365)

_FLAGS = Columns(
    "protection_flag",
    id="uuid", pupil_id="uuid", asked_at="text", basis="text", set_by="text", set_at="timestamptz",
    review_on="date", lifted_by="text", countersigned_by="text",
)  # fmt: skip
_STANDINGS = Columns(
    "protection_standing", pupil_id="uuid", is_protected="bool", is_answered="bool", since="timestamptz"
)
_WHEREABOUTS = Columns(
    "protection_whereabouts",
    id="uuid", pupil_id="uuid", school_id="int", place="text", known_from="timestamptz",
)  # fmt: skip


@dataclass(kw_only=True, slots=True)
class StandingRow:
    """Whether a child is protected, as known now."""

    is_protected: bool
    is_answered: bool
    flagged_at: datetime | None


class ProtectionInHand:
    """The protection of the children of one batch: loaded together, heard one by one, saved together."""

    def __init__(self, pupils: Collection[UUID]) -> None:
        """Load the standings of these children. A child about whom nobody was asked has none."""
        self._standings: dict[UUID, StandingRow] = {}
        self._changed: set[UUID] = set()
        self._flags: list[tuple[object, ...]] = []
        self._whereabouts: dict[UUID, tuple[int, datetime]] = {}
        if pupils:
            for pupil_id, *values in fetch(_LOAD, [list(pupils)]):
                self._standings[pupil_id] = StandingRow(
                    is_protected=values[0], is_answered=values[1], flagged_at=values[2]
                )

    def is_protected(self, pupil_id: UUID) -> bool:
        """Say whether whereabouts may not be disclosed, as far as heard now."""
        standing = self._standings.get(pupil_id)
        return standing is not None and standing.is_protected

    def was_flagged(self, pupil_id: UUID, *, before: datetime) -> bool:
        """Say whether a flag that still stands was set before this moment."""
        standing = self._standings.get(pupil_id)
        return standing is not None and standing.flagged_at is not None and standing.flagged_at < before

    def hear(self, pupil_id: UUID, answer: Answer, *, asked_at: str, by: Actor, now: datetime) -> bool:
        """Take one answer and return whether the child is protected now.

        A flag stands until it is lifted, whatever others answer. No answer counts as protected until
        somebody answers.
        """
        standing = self._standings.get(pupil_id)
        flagged_at = standing.flagged_at if standing else None
        if answer is Answer.PROTECTED and flagged_at is None:
            flagged_at = now
            self._flags.append(
                (
                    uuid4(), pupil_id, asked_at, "stated by the sender", f"{by.kind}:{by.id}"[:80], now,
                    now.date() + REVIEW_AFTER, "", "",
                )
            )  # fmt: skip
        is_answered = answer is not Answer.NOT_ANSWERED or flagged_at is not None
        heard = StandingRow(
            is_protected=flagged_at is not None or not is_answered,
            is_answered=is_answered,
            flagged_at=flagged_at,
        )
        if heard != standing:
            self._standings[pupil_id] = heard
            self._changed.add(pupil_id)
        return heard.is_protected

    def note_whereabouts(self, pupil_id: UUID, *, school_id: int, now: datetime) -> None:
        """Note in the shielded table at which school a protected child is."""
        self._whereabouts[pupil_id] = (school_id, now)

    def save(self, *, now: datetime) -> None:
        """Write what was heard, a statement a table."""
        changed = [(each, self._standings[each]) for each in sorted(self._changed)]
        _STANDINGS.put([(each, row.is_protected, row.is_answered, now) for each, row in changed])
        _FLAGS.insert(self._flags)
        if self._whereabouts:
            run(_LEAVE, [now, sorted(self._whereabouts)])
            _WHEREABOUTS.insert(
                [
                    (uuid4(), pupil_id, school, "", since)
                    for pupil_id, (school, since) in self._whereabouts.items()
                ]
            )


def leave_school(
    pupils: Collection[UUID], *, school_id: int, successor_id: int | None, now: datetime
) -> None:
    """Note that protected children who are at a school are there no more, but at its successor, if any."""
    given = {"pupils": list(pupils), "school": school_id, "successor": successor_id, "now": now}
    run(_LEAVE_SCHOOL, given)


_LOAD = """
    SELECT pupil_id, is_protected, is_answered,
        (SELECT min(set_at) FROM protection_flag AS flag
         WHERE flag.pupil_id = standing.pupil_id AND flag.lifted_at IS NULL)
    FROM protection_standing AS standing WHERE pupil_id = ANY(%s)
"""
_LEAVE = """
    UPDATE protection_whereabouts SET known_until = %s WHERE pupil_id = ANY(%s) AND known_until IS NULL
"""
_LEAVE_SCHOOL = """
    WITH left_behind AS (
        UPDATE protection_whereabouts SET known_until = %(now)s
        WHERE pupil_id = ANY(%(pupils)s) AND school_id = %(school)s AND known_until IS NULL
        RETURNING pupil_id
    )
    INSERT INTO protection_whereabouts (id, pupil_id, school_id, place, known_from)
    SELECT gen_random_uuid(), pupil_id, %(successor)s::int, '', %(now)s
    FROM left_behind WHERE %(successor)s::int IS NOT NULL
"""
