"""The routes of the website: each says what it is called and which permission it needs.

Every page is made with `page`, so that the list of all pages with who may open them is data: the matrix
test walks it, and a page that asks for nothing cannot be added by accident.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from onward.access.roles import Permission
from onward.foundation.errors import NotFound
from onward.web.seat import NoSeat, NoSecondFactor, NotSignedIn, PageRequest, seated

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One page: where it is, its name for links, and who may open it (one of these permissions)."""

    address: str
    name: str
    needs: frozenset[Permission]


ROUTES: list[Route] = []


def page(
    address: str, view: View, *, name: str, needs: Permission | tuple[Permission, ...] = ()
) -> URLPattern:
    """Return the route of a page for people who have signed in; without `needs`, for all of them.

    Whoever lacks every permission, or asks for what they may not see, gets the answer of a page that does
    not exist.
    """
    wanted = frozenset((needs,) if isinstance(needs, Permission) else needs)
    ROUTES.append(Route(address=address, name=name, needs=wanted))

    @wraps(view)
    def guarded(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        try:
            asked: PageRequest = seated(request)
        except NotSignedIn:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        except NoSecondFactor:
            return redirect("mfa_activate_totp")
        except NoSeat:
            return render(request, "home/no_role.html", status=403)
        if wanted and not wanted & asked.seat.permissions:
            raise Http404
        try:
            return view(asked, **captured)
        except NotFound as error:
            raise Http404 from error

    return path(address, guarded, name=name)
