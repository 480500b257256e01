"""Close a school, and see on its day, or whenever something turns up later, that nothing stays behind."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.bulk import fetch
from onward.database.locks import hold
from onward.database.sight import seen_as
from onward.database.undone import undone
from onward.directory import services as directory
from onward.directory.register import SchoolFact, current_register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB
from onward.messaging.services import readdress
from onward.operations.closures.asked import follow_alarms, follow_leavers
from onward.operations.closures.expected import hand_over_expected, unplace_expected
from onward.operations.closures.rolls import clear_roll, count_rolls
from onward.operations.sweeps.expiry import close_asked_of_recipients


@dataclass(frozen=True, kw_only=True, slots=True)
class Closure:
    """A closed school, the one that takes over (none: nobody in the network), and what went on.

    `handed_over` pupils are expected at the successor now, `unplaced` ones nowhere; `deliveries` lie in
    another mailbox, and the successor speaks for `leavers`. Of those who were on the roll, `enrolled` are
    on the successor's now, and of `sought` somebody is asked where they are. Before the closing day nothing
    moves: `on_roll` pupils wait for it.
    """

    school: SchoolFact
    successor: SchoolFact | None
    on_roll: int = 0
    enrolled: int = 0
    sought: int = 0
    handed_over: int = 0
    unplaced: int = 0
    deliveries: int = 0
    leavers: int = 0


def close_school(*, school_id: int, on: date, successor_id: int | None, by: Actor, now: datetime) -> Closure:
    """Close a school from that day on, and let everything go on with the school that takes over.

    Pupils who are expected there are expected at the successor: the count goes on, and an alarm stays.
    Without a successor in the network they are unplaced, and their old schools are asked in the next
    notice run. What waits in the mailbox goes to the successor, else to the centre. What the school was
    asked about its own leavers is asked of the successor, else of the authority's co-ordinator. Its roll
    becomes the successor's; without one, a transfer begins for each pupil on it, and the authority's
    co-ordinator is asked where they are. Where the day is yet to come, all this happens on that day. May be
    repeated.

    Raises:
        SchoolNotFound: the school or the successor is not in the directory.
        AlreadyClosed: it is closed on another day or with another successor; reopen it first.
        SuccessionGoesInACircle: the successors would lead back to the school.
        CannotBeSo: the school would close before it opens.
        NotPermitted: the actor may not maintain the directory.
    """
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        directory.close_school(school_id=school_id, on=on, successor_id=successor_id, by=by, now=now)
        closure = _follow(school_id, by=by, now=now)
    return _clear_roll(closure, by=by, now=now)


def merge_schools(
    *, school_ids: Collection[int], into_id: int, on: date, by: Actor, now: datetime
) -> tuple[Closure, ...]:
    """Close several schools from that day on with one successor, all or none, as `close_school` does each.

    Raises:
        SchoolNotFound: a school or the successor is not in the directory.
        AlreadyClosed: one of the schools, or the successor, is closed on that day.
        SuccessionGoesInACircle: a school would be merged into itself or into one that it took over.
        CannotBeSo: a school would close before it opens.
        NotPermitted: the actor may not maintain the directory.
    """
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        merged = directory.merge_schools(school_ids=school_ids, into_id=into_id, on=on, by=by, now=now)
        closures = [_follow(each.id, by=by, now=now) for each in merged]
    return tuple(_clear_roll(each, by=by, now=now) for each in closures)


def preview_merging(
    *, school_ids: Collection[int], into_id: int, on: date, by: Actor, now: datetime
) -> tuple[Closure, ...]:
    """Return what `merge_schools` would come to, and raise what it would. Nothing is changed."""
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with undone(HUB):
        merged = directory.merge_schools(school_ids=school_ids, into_id=into_id, on=on, by=by, now=now)
        rolls = count_rolls([each.key for each in merged])
        followed = [_follow(each.id, by=by, now=now) for each in merged]
        return tuple(replace(each, on_roll=rolls[each.school.key]) for each in followed)


def preview_closing(
    *, school_id: int, on: date, successor_id: int | None, by: Actor, now: datetime
) -> Closure:
    """Return what `close_school` would come to, and raise what it would. Nothing is changed.

    `on_roll` pupils would go on, on the closing day: on the successor's roll, or to be sought.
    """
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with undone(HUB):
        closed = directory.close_school(school_id=school_id, on=on, successor_id=successor_id, by=by, now=now)
        closure = _follow(school_id, by=by, now=now)
        return replace(closure, on_roll=count_rolls([closed.key])[closed.key])


def follow_closures(*, by: Actor, now: datetime) -> list[Closure]:
    """Do the same for every school whose closing day has come and where something was left or has turned up.

    A transaction for each school, and some for its roll. Returns those where something went on.
    """
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        schools = [row[0] for row in fetch(_FIND_LEFT_BEHIND, {"today": today_in_scotland(now)})]
    closures = []
    for school_id in schools:
        with seen_as(HUB):
            closure = _follow(school_id, by=by, now=now)
        closures.append(_clear_roll(closure, by=by, now=now))
    return closures


def _follow(school_id: int, *, by: Actor, now: datetime) -> Closure:
    hold([f"closing of school {school_id}"])
    register, today = current_register(), today_in_scotland(now)
    school = register.by_id[school_id]
    answering = register.successor_of(school, max(school.closed_on or today, today))
    successor = answering if answering and answering.takes_part else None
    if not school.is_closed(today):
        return Closure(school=school, successor=successor, on_roll=count_rolls([school.key])[school.key])
    leavers = follow_leavers(school, successor, now=now)
    unplaced = unplace_expected(school, successor, by=by, now=now)
    to = successor.id if successor else None
    deliveries = readdress(school_id=school.id, successor_id=to, by=by, now=now)
    handed_over = hand_over_expected(school, successor, by=by, now=now) if successor else 0
    follow_alarms(school, successor, today=today)
    close_asked_of_recipients(now=now)
    return Closure(
        school=school,
        successor=successor,
        handed_over=handed_over,
        unplaced=unplaced,
        deliveries=deliveries,
        leavers=leavers,
    )


def _clear_roll(closure: Closure, *, by: Actor, now: datetime) -> Closure:
    """Clear the roll of a school whose day has come, in transactions of their own: it may be long."""
    if not closure.school.is_closed(today_in_scotland(now)):
        return closure
    cleared = clear_roll(closure.school, closure.successor, by=by, now=now)
    return replace(closure, enrolled=cleared.enrolled, sought=cleared.sought)


_FIND_LEFT_BEHIND = """
    SELECT school.id FROM directory_school AS school
    WHERE school.closed_on <= %(today)s AND (
        EXISTS (SELECT FROM messaging_delivery AS delivery
                WHERE delivery.school_id = school.id AND delivery.state IN ('available', 'expired'))
        OR EXISTS (SELECT FROM transfers_transfer AS transfer
                   WHERE transfer.destination_id = school.id AND transfer.state IN ('expected', 'alarmed'))
        OR EXISTS (SELECT FROM transfers_alarm AS alarm
                   WHERE alarm.school_id = school.id AND alarm.ended_at IS NULL)
        OR EXISTS (SELECT FROM transfers_worklistitem AS item
                   WHERE item.school_id = school.id AND item.closed_at IS NULL)
        OR EXISTS (SELECT FROM pupils_enrolment AS place
                   WHERE place.school_id = school.id AND place.status IN ('provisional', 'current')))
    ORDER BY school.id
"""
