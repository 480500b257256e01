"""Addresses of the national service's pages."""

from functools import partial

from onward.access.roles import Held, Permission
from onward.web.national import calendars, directory, figures, merging, policies
from onward.web.routing import page

_counted = partial(
    page,
    needs=(Permission.READ_FIGURES, Permission.WORK_CASES, Permission.RUN_SERVICE),
    held=Held.NATIONAL,
)

_kept = partial(page, needs=Permission.MAINTAIN_DIRECTORY, held=Held.NATIONAL)

ADDRESSES = [
    _counted("country", figures.country, name="country"),
    _kept("directory", directory.schools, name="directory"),
    _kept("directory.csv", directory.schools_csv, name="directory_csv"),
    _kept("directory/import", directory.import_schools, name="import_schools"),
    _kept("directory/merge", merging.merge, name="merge_schools"),
    _kept("directory/<int:school_id>", directory.school, name="directory_school"),
    _kept("directory/<int:school_id>/close", directory.close_school, name="close_school"),
    _kept("directory/<int:school_id>/reopen", directory.reopen_school, name="reopen_school"),
    _kept("policies", policies.policies, name="policies"),
    _kept("policies/set", policies.set_policy, name="set_policy"),
    _kept("calendars", calendars.calendars, name="calendars"),
    _kept("calendars.csv", calendars.calendars_csv, name="calendars_csv"),
    _kept("calendars/import", calendars.import_calendars, name="import_calendars"),
    _kept("calendars/<slug:authority>", calendars.calendar, name="calendar"),
]
