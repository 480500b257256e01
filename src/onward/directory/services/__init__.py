"""The verbs of the directory. Each is one transaction with its audit, and moves the directory's version."""

from onward.directory.calendar_list.applying import apply_calendars
from onward.directory.school_list.applying import apply_import
from onward.directory.services.authorities import load_authorities
from onward.directory.services.calendars import set_holidays
from onward.directory.services.schools import close_school, merge_schools, open_school, reopen

__all__ = [
    "apply_calendars",
    "apply_import",
    "close_school",
    "load_authorities",
    "merge_schools",
    "open_school",
    "reopen",
    "set_holidays",
]
