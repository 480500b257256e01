"""What this door knows of a request beside what Django does: its id, who sent it, and the pace."""

from django.http import HttpRequest

from onward.access.facts import SystemFact
from onward.api.token_bucket import Taken


class ApiRequest(HttpRequest):
    """A request as the endpoints get it.

    The middleware sets `request_id`. Authentication sets `auth`, the system that calls with the scopes
    of its token, and `taken`, what is left of its pace.
    """

    request_id: str
    auth: SystemFact
    taken: Taken
