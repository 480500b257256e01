"""Addresses of the pages about files."""

from onward.access.roles import Permission
from onward.web.routing import page
from onward.web.school.files import views

_TELL = Permission.TELL_DEPARTURES

ADDRESSES = [
    page("files", views.files, name="files", needs=_TELL),
    page("files/templates/<slug:kind>.<slug:ending>", views.template, name="list_template", needs=_TELL),
    page("files/<uuid:file_id>", views.file, name="file", needs=_TELL),
    page("files/<uuid:file_id>/rows/<int:line>", views.mend, name="mend_row", needs=_TELL),
    page("files/<uuid:file_id>/send", views.send, name="send_file", needs=_TELL),
    page("files/<uuid:file_id>/result", views.result, name="file_result", needs=_TELL),
]
