"""Make the holidays as a plan has them, in one transaction."""

from collections.abc import Collection
from datetime import datetime

from onward.audit import services as audit
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.errors import DirectoryChangedMeanwhile
from onward.directory.locking import changing_directory
from onward.directory.models import Holiday
from onward.directory.queries import listed_holidays
from onward.foundation.actor import Actor


def apply_calendars(plan: CalendarPlan, *, by: Actor, now: datetime) -> None:
    """Do what the plan says: all of it, or nothing.

    Raises:
        DirectoryChangedMeanwhile: the holidays are not those that the plan was made from.
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        write_holidays(added=plan.added, removed=plan.removed)
        acts = [
            calendar_act(
                by,
                code,
                [each for each in plan.added if each.authority == code],
                [each for each in plan.removed if each.authority == code],
            )
            for code in plan.authorities
        ]
        audit.write(acts, now=now)


def write_holidays(*, added: Collection[ListedHoliday], removed: Collection[ListedHoliday]) -> None:
    """Add and remove holidays. Call it inside `changing_directory` only.

    Raises:
        DirectoryChangedMeanwhile: one to be added is there already, or one to be removed is gone.
    """
    rows = listed_holidays()
    if any(each in rows for each in added) or any(each not in rows for each in removed):
        raise DirectoryChangedMeanwhile
    if removed:
        Holiday.objects.filter(pk__in=[rows[each] for each in removed]).delete()
    Holiday.objects.bulk_create(
        Holiday(
            authority_id=each.authority,
            first_day=each.first_day,
            day_after=each.day_after,
            name=each.name,
        )
        for each in sorted(added)
    )


def calendar_act(
    by: Actor, authority: str, added: Collection[ListedHoliday], removed: Collection[ListedHoliday]
) -> audit.Act:
    """Return the audit's words on a change of one authority's holidays."""
    return audit.Act(
        by=by,
        act="set_holidays",
        subject_kind="authority",
        subject_id=authority,
        authority_id=authority,
        detail={"added": _days(added), "removed": _days(removed)},
    )


def _days(holidays: Collection[ListedHoliday]) -> list[str]:
    return [f"{each.first_day} to {each.last_day}" for each in sorted(holidays)]
