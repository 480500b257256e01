"""Addresses of the pages about one's own e-mails."""

from onward.web.emails import choosing, leading
from onward.web.routing import page

ADDRESSES = [
    page("my-emails", choosing.email_choices, name="email_choices"),
    page("my-emails/address", choosing.confirm_own_address, name="confirm_own_address"),
    page("reminders/<int:membership_id>/<slug:matter>", leading.reminder, name="reminder"),
]
