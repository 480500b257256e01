"""Addresses of the pages about one pupil. A school's and an authority's are found by their own rows."""

from functools import partial

from onward.access.roles import Held, Permission
from onward.web.pupil import national, own
from onward.web.routing import page

_own = partial(page, needs=Permission.SEE_OWN_PUPILS)
_national = partial(page, needs=Permission.SEE_TRANSFERS, held=Held.NATIONAL)

ADDRESSES = [
    _own("pupils", own.search, name="pupils"),
    _own("pupils/found/<uuid:search_id>", own.found, name="found_pupils"),
    _own("pupils/leaver/<uuid:leaver_id>", own.leaver, name="pupil_who_left"),
    _own("pupils/joiner/<uuid:joiner_id>", own.joiner, name="pupil_who_joins"),
    _national("national/pupils", national.search, name="national_pupils"),
    _national("national/pupils/found/<uuid:search_id>", national.found, name="found_national_pupils"),
    _national("national/pupils/<uuid:pupil_id>", national.pupil, name="national_pupil"),
]
