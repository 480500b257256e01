"""Addresses of the first page and of changing seats."""

from onward.web.home import views
from onward.web.routing import page

ADDRESSES = [
    page("", views.home, name="home"),
    page("seat", views.change_seat, name="change_seat"),
]
