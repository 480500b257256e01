"""Keep the directory, the leaving policies and the calendars: for people who hold that permission.

Whoever keeps them sees no child. What they set moves deadlines and rolls, so it is done with the hub's sight,
once the permission was asked for; the audit names the person. Every change can be looked at first.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.database.sight import seen_as
from onward.directory import services as directory
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.calendar_list.planning import plan_calendars
from onward.directory.list_reading import read_list
from onward.directory.queries import authority_codes, listed_holidays, listed_schools
from onward.directory.register import SchoolFact
from onward.directory.school_list.plan import ImportPlan
from onward.directory.school_list.planning import plan_import
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.operations.calendars import import_calendars, preview_calendars
from onward.operations.closures import Closure, close_school, count_rolls, follow_closures
from onward.operations.closures.closing import merge_schools, preview_closing, preview_merging
from onward.operations.deadlines import Recount
from onward.operations.policies import (
    PolicyChange,
    PolicySet,
    preview_leaving_policy,
    set_leaving_policy,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyWanted:
    """A leaving policy that somebody wants to set."""

    reason: str
    authority_id: str | None
    effective_from: date
    change: PolicyChange


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarsSeen:
    """What an import of holidays would come to: the holidays, and which deadlines move."""

    plan: CalendarPlan
    recount: Recount


def plan_schools(
    stream: BinaryIO, name: str, *, close_missing_on: date | None, by: Actor, now: datetime
) -> ImportPlan:
    """Return what importing a school list would do.

    Raises:
        TableRefused: the file is no list at all.
        NotPermitted: the actor may not maintain the directory.
    """
    _keeper(by, now)
    with seen_as(HUB):
        known, authorities = listed_schools(), authority_codes()
        rows = read_list(stream, name)
        return plan_import(rows, known=known, authorities=authorities, close_missing_on=close_missing_on)


def rolls_of_closing(plan: ImportPlan) -> dict[str, int]:
    """Return, by key, how many pupils are on the rolls of the schools that the plan closes."""
    return count_rolls([each.after.key for each in (*plan.changed, *plan.closed) if each.after.closed_on])


def import_schools(plan: ImportPlan, *, by: Actor, now: datetime) -> Collection[Closure]:
    """Do what the plan says, and let what was left with closed schools go on.

    Raises:
        DirectoryChangedMeanwhile: the directory is not the one that the plan was made from.
        NotPermitted: the actor may not maintain the directory.
    """
    keeper = _keeper(by, now)
    directory.apply_import(plan, by=keeper, now=now)
    return follow_closures(by=keeper, now=now)


def look_at_closing(
    *, school_id: int, on: date, successor_id: int | None, by: Actor, now: datetime
) -> Closure:
    """Return what closing the school would come to, and raise what it would. Nothing is changed."""
    keeper = _keeper(by, now)
    return preview_closing(school_id=school_id, on=on, successor_id=successor_id, by=keeper, now=now)


def close(*, school_id: int, on: date, successor_id: int | None, by: Actor, now: datetime) -> Closure:
    """Close a school, as `closures.close_school` does, and raise what it raises."""
    keeper = _keeper(by, now)
    return close_school(school_id=school_id, on=on, successor_id=successor_id, by=keeper, now=now)


def look_at_merging(
    *, school_ids: Collection[int], into_id: int, on: date, by: Actor, now: datetime
) -> tuple[Closure, ...]:
    """Return what merging the schools would come to, and raise what it would. Nothing is changed."""
    keeper = _keeper(by, now)
    return preview_merging(school_ids=school_ids, into_id=into_id, on=on, by=keeper, now=now)


def merge(
    *, school_ids: Collection[int], into_id: int, on: date, by: Actor, now: datetime
) -> tuple[Closure, ...]:
    """Merge schools, as `closures.merge_schools` does, and raise what it raises."""
    keeper = _keeper(by, now)
    return merge_schools(school_ids=school_ids, into_id=into_id, on=on, by=keeper, now=now)


def reopen(*, school_id: int, by: Actor, now: datetime) -> SchoolFact:
    """Take back the closing of a school.

    Raises:
        NotClosed: it is open.
        NotPermitted: the actor may not maintain the directory.
    """
    keeper = _keeper(by, now)
    return directory.reopen(school_id=school_id, by=keeper, now=now)


def look_at_policy(wanted: PolicyWanted, *, by: Actor, now: datetime) -> PolicySet:
    """Return what setting the policy would come to, and raise what it would. Nothing is changed."""
    return preview_leaving_policy(
        reason=wanted.reason,
        authority_id=wanted.authority_id,
        effective_from=wanted.effective_from,
        change=wanted.change,
        by=_keeper(by, now),
        now=now,
    )


def set_policy(wanted: PolicyWanted, *, by: Actor, now: datetime) -> PolicySet:
    """Set a leaving policy, as `policies.set_leaving_policy` does, and raise what it raises."""
    return set_leaving_policy(
        reason=wanted.reason,
        authority_id=wanted.authority_id,
        effective_from=wanted.effective_from,
        change=wanted.change,
        by=_keeper(by, now),
        now=now,
    )


def plan_holidays(stream: BinaryIO, name: str, *, by: Actor, now: datetime) -> CalendarsSeen:
    """Return what importing a list of holidays would do, and which deadlines it would move.

    Raises:
        TableRefused: the file is no list at all.
        NotPermitted: the actor may not maintain the directory.
    """
    keeper = _keeper(by, now)
    with seen_as(HUB):
        known, authorities = listed_holidays(), authority_codes()
        plan = plan_calendars(read_list(stream, name), known=known, authorities=authorities)
    return CalendarsSeen(plan=plan, recount=preview_calendars(plan, by=keeper, now=now))


def import_holidays(plan: CalendarPlan, *, by: Actor, now: datetime) -> Recount:
    """Do what the plan says, as `calendars.import_calendars` does, and raise what it raises."""
    return import_calendars(plan, by=_keeper(by, now), now=now)


def _keeper(by: Actor, now: datetime) -> Actor:
    require(by, Permission.MAINTAIN_DIRECTORY, at=NATIONAL_SERVICE, now=now)
    return replace(by, sight=HUB)
