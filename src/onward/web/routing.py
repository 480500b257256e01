"""The routes of the website: each says what it is called and which permission it needs.

Every page is made with `page`, so that the list of all pages with who may open them is data: the matrix
test walks it, and a page that asks for nothing cannot be added by accident.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from onward.access.roles import Held, Permission
from onward.foundation.errors import NotFound
from onward.web.seat import NoSeat, NoSecondFactor, NotSignedIn, PageRequest, Seat, seated
from onward.web.sign_in.ending import came_late
from onward.web.sign_in.kept_answers import REPLACES, let_go
from onward.web.sign_in.was_here import remember

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One page: where it is, its name for links, and who may open it.

    That is who has one of these permissions; where `held` says so, in a role of that kind of organisation.
    """

    address: str
    name: str
    needs: frozenset[Permission]
    held: Held | None = None

    def is_open_to(self, seat: Seat) -> bool:
        """Say whether the page is there for somebody in this seat."""
        if self.held is not None and seat.organisation.held is not self.held:
            return False
        return not self.needs or bool(self.needs & seat.permissions)


ROUTES: list[Route] = []


def page(
    address: str,
    view: View,
    *,
    name: str,
    needs: Permission | tuple[Permission, ...] = (),
    held: Held | None = None,
) -> URLPattern:
    """Return the route of a page for people who have signed in; without `needs`, for all of them.

    Whoever lacks every permission, holds the role elsewhere, or asks for what they may not see, gets the
    answer of a page that does not exist.
    """
    wanted = frozenset((needs,) if isinstance(needs, Permission) else needs)
    route = Route(address=address, name=name, needs=wanted, held=held)
    ROUTES.append(route)

    @wraps(view)
    def guarded(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        try:
            asked: PageRequest = seated(request)
        except NotSignedIn:
            return came_late(request, route.name)
        except NoSecondFactor:
            return redirect("mfa_activate_totp")
        except NoSeat:
            return render(request, "home/no_role.html", status=403)
        if not route.is_open_to(asked.seat):
            raise Http404
        _let_go_of_what_is_sent(asked)
        try:
            answer = view(asked, **captured)
        except NotFound as error:
            raise Http404 from error
        remember(asked, answer)
        return answer

    return path(address, guarded, name=name)


def _let_go_of_what_is_sent(request: PageRequest) -> None:
    """Forget kept answers with the form into which they went."""
    sent = request.POST.get(REPLACES, "") if request.method == "POST" else ""
    if sent:
        let_go(sent, person_id=request.seat.person_id)
