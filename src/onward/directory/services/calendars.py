"""Set the holidays of one authority. Deadlines that were counted with the old ones are not counted again."""

from collections.abc import Collection
from datetime import datetime

from onward.audit import services as audit
from onward.directory.calendar_list.applying import calendar_act, write_holidays
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.errors import CannotBeSo
from onward.directory.locking import changing_directory
from onward.directory.queries import listed_holidays
from onward.directory.services.authorities import check_authority
from onward.foundation.actor import Actor
from onward.foundation.school_days import Period


def set_holidays(
    *, authority_id: str, starting_in: Period, holidays: Collection[ListedHoliday], by: Actor, now: datetime
) -> None:
    """Make these the authority's only holidays that start in the period. Others stay as they are.

    Raises:
        AuthorityNotFound: there is no such authority.
        CannotBeSo: a holiday is of another authority, or starts outside the period.
        NotPermitted: the actor may not change the directory.
    """
    if any(each.authority != authority_id or each.first_day not in starting_in for each in holidays):
        raise CannotBeSo("A holiday is of another authority or starts outside the period.")
    with changing_directory(by):
        check_authority(authority_id)
        before = {
            each
            for each in listed_holidays()
            if each.authority == authority_id and each.first_day in starting_in
        }
        wanted = set(holidays)
        if wanted != before:
            write_holidays(added=wanted - before, removed=before - wanted)
            audit.write([calendar_act(by, authority_id, wanted - before, before - wanted)], now=now)
