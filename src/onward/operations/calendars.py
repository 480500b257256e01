"""Change the holidays of authorities, and with them the deadlines that are counted by them."""

from datetime import datetime

from onward.database.sight import seen_as
from onward.database.undone import undone
from onward.directory import services as directory
from onward.directory.calendar_list.plan import CalendarPlan
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.operations.deadlines import Recount, recount_deadlines


def import_calendars(plan: CalendarPlan, *, by: Actor, now: datetime) -> Recount:
    """Do what the plan says, and return which deadlines moved: all of it, or nothing.

    Raises:
        DirectoryChangedMeanwhile: the holidays are not those that the plan was made from.
        NotPermitted: the actor may not change the directory.
    """
    with seen_as(HUB):
        return _import(plan, by=by, now=now)


def preview_calendars(plan: CalendarPlan, *, by: Actor, now: datetime) -> Recount:
    """Return which deadlines would move; nothing is changed. It raises what `import_calendars` would."""
    with undone(HUB):
        return _import(plan, by=by, now=now)


def _import(plan: CalendarPlan, *, by: Actor, now: datetime) -> Recount:
    if not plan.changes_anything:
        return Recount()
    directory.apply_calendars(plan, by=by, now=now)
    return recount_deadlines(authorities=plan.authorities, by=by, now=now)
