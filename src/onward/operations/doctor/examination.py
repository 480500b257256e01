"""Examine the database against the invariants, and count every running deadline again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.operations.doctor.invariants import INVARIANTS, Invariant

EXAMPLES = 5
DEADLINES = "Every running deadline is what its school days come to"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One invariant, how many rows break it, and the ids of a few of them."""

    says: str
    broken: int
    examples: tuple[UUID, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing breaks it."""
        return self.broken == 0


def examine(*, now: datetime, told: Callable[[Finding], None] = lambda _: None) -> tuple[Finding, ...]:
    """Prove every invariant and return what was found of each; `told` hears each finding as it comes."""
    today = today_in_scotland(now)
    findings = []
    for invariant in INVARIANTS:
        with seen_as(HUB):
            findings.append(_examine(invariant, today))
        told(findings[-1])
    with seen_as(HUB):
        findings.append(_examine_deadlines(current_register()))
    told(findings[-1])
    return tuple(findings)


def _examine(invariant: Invariant, today: date) -> Finding:
    rows = fetch(
        f"SELECT count(*), (array_agg(id))[1:{EXAMPLES}] FROM ({invariant.broken_by}) AS broken (id)",  # noqa: S608
        {"today": today},
    )
    count, examples = rows[0]
    return Finding(says=invariant.says, broken=count, examples=tuple(examples or ()))


def _examine_deadlines(register: Register) -> Finding:
    """Deadlines that share their start, days and calendar are counted once."""
    wrong: list[UUID] = []
    broken = 0
    for authority, start, days, deadline, count, example in fetch(_DEADLINES):
        if register.calendar_of(authority).add_school_days(start, days) != deadline:
            broken += count
            wrong.append(example)
    return Finding(says=DEADLINES, broken=broken, examples=tuple(wrong[:EXAMPLES]))


_DEADLINES = """
    SELECT clock_authority_id, clock_from, clock_days, deadline_on, count(*), min(id::text)::uuid
    FROM transfers_transfer WHERE state IN ('expected', 'unplaced', 'leaving')
    GROUP BY clock_authority_id, clock_from, clock_days, deadline_on
"""
