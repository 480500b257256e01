"""Count running deadlines again, after a calendar or a leaving policy has changed.

Set-based: transfers that share all that a deadline is counted from are counted once. Alarms that were
raised stay: somebody is acting on them.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.bulk import fetch, run
from onward.database.sight import seen_as
from onward.directory.register import Register, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.transfers.deadlines import Clock, start_clock
from onward.transfers.policy_book import PolicyBook, read_policy_book


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineMove:
    """How many deadlines, counted in one authority's school days for one reason, move from day to day."""

    authority_id: str
    reason: str
    before: date
    after: date
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Recount:
    """Which deadlines move, in the order of authority, reason and day."""

    rows: tuple[DeadlineMove, ...] = ()

    @property
    def moved(self) -> int:
        """How many deadlines move."""
        return sum(each.count for each in self.rows)

    def overdue(self, today: date) -> int:
        """How many will have passed already, so that the next sweep raises their alarm."""
        return sum(each.count for each in self.rows if each.after < today <= each.before)


def preview_deadlines(*, authorities: Collection[str] = ()) -> Recount:
    """Return which deadlines would move if they were counted now. Nothing is changed.

    With `authorities`, only those that are counted in their school days or by their policies.
    """
    with seen_as(HUB):
        return _recount(_moving(authorities))


def recount_deadlines(*, authorities: Collection[str] = (), by: Actor, now: datetime) -> Recount:
    """Count every running deadline again and move those that come to another day.

    What the destination is asked follows. A reminder goes out again where the new one lies ahead. What the
    old side was asked keeps its day: that one moves and another does not would tell which child was found.
    """
    with seen_as(HUB):
        moving = _moving(authorities)
        if moving:
            run(_MOVE, _parameters(moving, today_in_scotland(now)))
            write_audit(_acts(_recount(moving), by), now)
    return _recount(moving)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Running transfers that share what their deadline is counted from, and what it came to last."""

    authority_id: str
    reason: str
    clock_from: date
    clock_days: int
    is_vulnerable: bool
    policy_of: str
    left_on: date
    deadline_on: date
    remind_on: date
    count: int = field(compare=False)


def _moving(authorities: Collection[str]) -> list[tuple[_Group, Clock]]:
    register, policies = current_register(), read_policy_book()
    return [
        (group, clock)
        for group in _groups(authorities)
        if _differs(group, clock := _clock(group, register, policies))
    ]


def _groups(authorities: Collection[str]) -> Iterator[_Group]:
    for row in fetch(_GROUPS, {"authorities": list(authorities)}):
        yield _Group(**dict(zip(_Group.__dataclass_fields__, row, strict=True)))


def _clock(group: _Group, register: Register, policies: PolicyBook) -> Clock:
    return start_clock(
        policy=policies.policy_for(reason=group.reason, authority_id=group.policy_of, on=group.left_on),
        is_vulnerable=group.is_vulnerable,
        start=group.clock_from,
        authority_id=group.authority_id,
        calendar=register.calendar_of(group.authority_id),
    )


def _differs(group: _Group, clock: Clock) -> bool:
    counted = (clock.clock_days, clock.deadline_on, clock.remind_on)
    return counted != (group.clock_days, group.deadline_on, group.remind_on)


def _recount(moving: list[tuple[_Group, Clock]]) -> Recount:
    counts: Counter[tuple[str, str, date, date]] = Counter()
    for group, clock in moving:
        if group.deadline_on != clock.deadline_on:
            counts[group.authority_id, group.reason, group.deadline_on, clock.deadline_on] += group.count
    return Recount(
        rows=tuple(
            DeadlineMove(authority_id=key[0], reason=key[1], before=key[2], after=key[3], count=count)
            for key, count in sorted(counts.items())
        )
    )


def _parameters(moving: list[tuple[_Group, Clock]], today: date) -> dict[str, object]:
    old = {
        name: [getattr(group, name) for group, _ in moving]
        for name in _Group.__dataclass_fields__
        if name != "count"
    }
    return {
        **old,
        "today": today,
        "new_days": [clock.clock_days for _, clock in moving],
        "new_deadlines": [clock.deadline_on for _, clock in moving],
        "new_reminders": [clock.remind_on for _, clock in moving],
    }


def _acts(recount: Recount, by: Actor) -> list[Act]:
    counts: Counter[str] = Counter()
    for move in recount.rows:
        counts[move.authority_id] += move.count
    return [
        Act(
            by=by,
            act="recount_deadlines",
            subject_kind="deadline",
            subject_id="",
            authority_id=authority_id or None,
            detail={"transfers": count},
        )
        for authority_id, count in sorted(counts.items())
    ]


_GROUPS = """
    SELECT clock_authority_id, clock_reason, clock_from, clock_days, is_vulnerable,
        coalesce(origin.authority_id, ''), coalesce(leaving_on, clock_from), deadline_on, remind_on, count(*)
    FROM transfers_transfer AS transfer
    LEFT JOIN directory_school AS origin ON origin.id = transfer.origin_id
    WHERE transfer.state IN ('expected', 'unplaced', 'leaving') AND (
        cardinality(%(authorities)s::text[]) = 0 OR clock_authority_id = ANY(%(authorities)s::text[])
        OR origin.authority_id = ANY(%(authorities)s::text[]))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_MOVE = """
    WITH moving AS (
        SELECT transfer.id, given.new_days, given.new_deadline, given.new_reminder
        FROM transfers_transfer AS transfer
        LEFT JOIN directory_school AS origin ON origin.id = transfer.origin_id
        JOIN unnest(
            %(authority_id)s::text[], %(reason)s::text[], %(clock_from)s::date[], %(clock_days)s::int[],
            %(is_vulnerable)s::bool[], %(policy_of)s::text[], %(left_on)s::date[], %(deadline_on)s::date[],
            %(remind_on)s::date[], %(new_days)s::int[], %(new_deadlines)s::date[], %(new_reminders)s::date[]
        ) AS given (authority_id, reason, clock_from, clock_days, is_vulnerable, policy_of, left_on,
            deadline_on, remind_on, new_days, new_deadline, new_reminder)
            ON transfer.clock_authority_id = given.authority_id AND transfer.clock_reason = given.reason
            AND transfer.clock_from = given.clock_from AND transfer.clock_days = given.clock_days
            AND transfer.is_vulnerable = given.is_vulnerable
            AND coalesce(origin.authority_id, '') = given.policy_of
            AND coalesce(transfer.leaving_on, transfer.clock_from) = given.left_on
            AND transfer.deadline_on = given.deadline_on AND transfer.remind_on = given.remind_on
        WHERE transfer.state IN ('expected', 'unplaced', 'leaving')
        ORDER BY transfer.id FOR UPDATE OF transfer
    ), moved AS (
        UPDATE transfers_transfer AS transfer
        SET clock_days = moving.new_days, deadline_on = moving.new_deadline,
            remind_on = moving.new_reminder,
            reminded_at = CASE WHEN moving.new_reminder <= %(today)s THEN transfer.reminded_at END
        FROM moving WHERE moving.id = transfer.id
        RETURNING transfer.id, transfer.deadline_on
    ), told AS (
        UPDATE transfers_joiner AS joiner SET due_on = moved.deadline_on
        FROM moved WHERE joiner.transfer_id = moved.id AND joiner.standing = 'expected'
        RETURNING joiner.id, joiner.due_on
    )
    UPDATE transfers_worklistitem AS item SET due_on = told.due_on
    FROM told WHERE item.joiner_id = told.id AND item.kind = 'reminder' AND item.closed_at IS NULL
"""
