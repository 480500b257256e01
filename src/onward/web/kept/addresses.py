"""Addresses of what was kept."""

from onward.web.kept import views
from onward.web.routing import page

ADDRESSES = [
    page("kept", views.kept, name="kept_answers"),
    page("kept/<uuid:kept_id>", views.one, name="kept_answer"),
    page("kept/<uuid:kept_id>/answers", views.answers, name="kept_answer_fields"),
    page("kept/<uuid:kept_id>/throw-away", views.throw_away, name="throw_away_kept"),
]
