"""Addresses of the pages about leavers."""

from onward.access.roles import Held, Permission
from onward.web.routing import page
from onward.web.school.leavers import acts, views

_ONE = "leavers/<uuid:leaver_id>"

_SEE = Permission.SEE_OWN_PUPILS

ADDRESSES = [
    page("leavers", views.leavers, name="leavers", needs=_SEE, held=Held.SCHOOL),
    page(
        "leavers/export",
        views.export,
        name="export_leavers",
        needs=_SEE,
        held=Held.SCHOOL,
    ),
    page(_ONE, views.leaver, name="leaver", needs=_SEE),
    page(f"{_ONE}/pdf", views.leaver_as_pdf, name="leaver_as_pdf", needs=_SEE),
    page(
        f"{_ONE}/destination",
        acts.name_destination,
        name="name_destination",
        needs=Permission.TELL_DEPARTURES,
    ),
    page(f"{_ONE}/withdrawal", acts.withdraw, name="withdraw_leaver", needs=Permission.TELL_DEPARTURES),
    page(f"{_ONE}/confirmation", acts.confirm, name="confirm_leaver", needs=Permission.TELL_DEPARTURES),
    page(f"{_ONE}/record", acts.send_record, name="send_record", needs=Permission.EXCHANGE_RECORDS),
]
