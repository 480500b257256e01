"""Addresses of an authority's pages. National officers, who see transfers too, have pages of their own."""

from functools import partial

from onward.access.roles import Held, Permission
from onward.web.authority import (
    alarm_views,
    board_views,
    destination_views,
    school_views,
    staff_views,
    transfer_views,
)
from onward.web.routing import page

_seen = partial(page, needs=Permission.SEE_TRANSFERS, held=Held.AUTHORITY)
_chased = partial(page, needs=Permission.CHASE_TRANSFERS, held=Held.AUTHORITY)
_worked = partial(page, needs=Permission.WORK_ALARMS, held=Held.AUTHORITY)

_staffed = partial(page, needs=(Permission.SEE_TRANSFERS, Permission.ADMINISTER_PEOPLE), held=Held.AUTHORITY)
_administered = partial(page, needs=Permission.ADMINISTER_PEOPLE, held=Held.AUTHORITY)

ADDRESSES = [
    _staffed("authority/staff", staff_views.staff, name="authority_staff"),
    _staffed("authority/staff/<int:school>", staff_views.staff_of_school, name="authority_staff_of_school"),
    _administered("authority/staff/people/<uuid:person>", staff_views.change, name="authority_change_staff"),
    _seen("authority/transfers", board_views.out, name="authority_out"),
    _seen("authority/transfers/in", board_views.into, name="authority_in"),
    _seen("authority/transfers.csv", board_views.out_as_csv, name="authority_out_csv"),
    _seen("authority/transfers/in.csv", board_views.in_as_csv, name="authority_in_csv"),
    _chased("authority/transfers/out/remind", board_views.remind_out, name="authority_remind_out"),
    _chased("authority/transfers/in/remind", board_views.remind_in, name="authority_remind_in"),
    _seen("authority/transfers/view", board_views.keep_out, name="authority_view_out"),
    _seen("authority/transfers/in/view", board_views.keep_in, name="authority_view_in"),
    _seen("authority/transfers/out/<uuid:leaver>", transfer_views.leaver, name="authority_leaver"),
    _seen("authority/transfers/in/<uuid:joiner>", transfer_views.joiner, name="authority_joiner"),
    _seen(
        "authority/transfers/out/<uuid:leaver>/pdf",
        transfer_views.leaver_as_pdf,
        name="authority_leaver_as_pdf",
    ),
    _seen(
        "authority/transfers/in/<uuid:joiner>/pdf",
        transfer_views.joiner_as_pdf,
        name="authority_joiner_as_pdf",
    ),
    _chased(
        "authority/transfers/out/<uuid:leaver>/destination",
        destination_views.destination,
        name="authority_destination",
    ),
    _seen("authority/alarms", alarm_views.alarms, name="authority_alarms"),
    _seen("authority/alarms/file", alarm_views.alarms_file, name="authority_alarms_file"),
    _seen("authority/alarms/<uuid:alarm>", alarm_views.alarm, name="authority_alarm"),
    _worked("authority/alarms/<uuid:alarm>/note", alarm_views.note, name="authority_note_alarm"),
    _seen("authority/schools", school_views.schools, name="authority_schools"),
    _seen("authority/schools/file", school_views.schools_file, name="authority_schools_file"),
    _seen("authority/schools/<int:school>", school_views.school, name="authority_school"),
    _seen(
        "authority/closed-schools/file",
        school_views.closed_schools_file,
        name="authority_closed_schools_file",
    ),
    _seen("authority/closed-schools", school_views.closed_schools, name="authority_closed_schools"),
]
