"""Addresses of the guided form about a pupil who leaves."""

from onward.access.roles import Permission
from onward.web.routing import page
from onward.web.school.new_leaver import views

_TELL = Permission.TELL_DEPARTURES

ADDRESSES = [
    page("leavers/new", views.start, name="new_leaver", needs=_TELL),
    page("leavers/new/check", views.check, name="check_new_leaver", needs=_TELL),
    page("leavers/new/sent", views.sent, name="sent_leaver", needs=_TELL),
    page("leavers/new/forget", views.forget, name="forget_new_leaver", needs=_TELL),
    page("leavers/new/<slug:step>", views.step, name="new_leaver_step", needs=_TELL),
]
