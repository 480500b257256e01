"""Dates as transfer files write them."""

import re
from datetime import date

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def read_date(text: str) -> date | None:
    """Return the day of a date or a moment in ISO form, or None for anything else.

    Nothing is guessed: `04/05/2012` is two days, so it is none.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date.fromisoformat(found.group(1))
    except ValueError:
        return None
