"""Addresses of the administration's pages."""

from onward.access.roles import Permission
from onward.web.administration import people
from onward.web.routing import page

ADDRESSES = [
    page("people", people.people, name="people", needs=Permission.ADMINISTER_PEOPLE),
    page("people/invite", people.invite_person, name="invite_person", needs=Permission.ADMINISTER_PEOPLE),
    page(
        "people/<uuid:person_id>/end-role",
        people.end_role,
        name="end_role",
        needs=Permission.ADMINISTER_PEOPLE,
    ),
    page("people/review", people.review, name="review_access", needs=Permission.ADMINISTER_PEOPLE),
]
