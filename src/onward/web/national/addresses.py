"""Addresses of the national service's pages."""

from functools import partial

from onward.access.roles import Held, Permission
from onward.web.national import figures
from onward.web.routing import page

_counted = partial(
    page,
    needs=(Permission.READ_FIGURES, Permission.WORK_CASES, Permission.RUN_SERVICE),
    held=Held.NATIONAL,
)

ADDRESSES = [
    _counted("country", figures.country, name="country"),
]
