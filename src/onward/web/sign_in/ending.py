"""The end of a session that nobody sits at: how long it lasts, staying, leaving, and coming too late."""

import json
from datetime import datetime
from typing import Final

from allauth.account.views import logout
from django.conf import settings
from django.contrib.auth import logout as end_session
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, URLPattern, path, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onward.access.models import Person
from onward.web.clock import now
from onward.web.sign_in.kept_answers import LARGEST, Answer, keep
from onward.web.sign_in.was_here import forget, who_was_here

ABOUT_TO_END: Final = 60
"""Seconds: a session that lasts longer is not ended because one window thought that nobody was there."""
_SAYS: Final = {
    "kept": "What you typed is kept for eight hours, for you alone. Sign in again to go on with it.",
    "lost": "What you typed could not be kept.",
}


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Say how many seconds the session still lasts; sent as a form, let it last its full time again."""
    if request.method == "POST" and isinstance(request.user, Person):
        request.session.modified = True
        return JsonResponse({"left": settings.SESSION_COOKIE_AGE})
    return JsonResponse({"left": _seconds_left(request)})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Keep what was typed, and end the session, because its time is up. One that is in use goes on."""
    if _seconds_left(request) > ABOUT_TO_END:
        return JsonResponse({"left": _seconds_left(request)}, status=409)
    was, answers = who_was_here(request), _typed(request)
    page, name = request.POST.get("page", ""), _page_of(request.POST.get("page", ""))
    is_another = was is not None and isinstance(request.user, Person) and request.user.pk != was.person_id
    if was is None or is_another or not answers or not name:
        told = "lost" if answers else "none"
    else:
        is_kept = keep(was, route=name, address=page, answers=answers, is_sent=False, now=now())
        told = "kept" if is_kept else "lost"
    end_session(request)
    return JsonResponse({"answers": told})


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session ended, and what came of what was typed."""
    onward_to = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onward_to, allowed_hosts=None)
    query = f"?{urlencode({'next': onward_to})}" if onward_to and is_ours else ""
    given = {
        "minutes": settings.SESSION_COOKIE_AGE // 60,
        "text": _SAYS.get(request.GET.get("answers", ""), ""),
        "sign_in": reverse("account_login") + query,
    }
    return HttpResponse(render_to_string("account/signed_out.html", given, request=request))


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out by one's own wish: nothing is kept, and nobody was here."""
    answer: HttpResponseBase = logout(request)
    if request.method == "POST":
        forget(answer)
    return answer


def came_late(request: HttpRequest, route: str) -> HttpResponseBase:
    """Answer somebody whose session has ended; what they sent is kept until they have signed in again."""
    if request.method == "GET":
        return redirect_to_login(request.get_full_path())
    was = who_was_here(request)
    if was is None:
        return redirect_to_login("/")
    answers = [(name, value) for name, values in request.POST.lists() for value in values]
    address = request.get_full_path()
    is_kept = keep(was, route=route, address=address, answers=answers, is_sent=True, now=now())
    return redirect(f"{reverse('signed_out')}?answers={'kept' if is_kept else 'lost'}")


def _seconds_left(request: HttpRequest) -> int:
    if not isinstance(request.user, Person):
        return 0
    ends: datetime = Session.objects.get(session_key=request.session.session_key).expire_date
    return max(0, int((ends - timezone.now()).total_seconds()))


def _typed(request: HttpRequest) -> list[Answer]:
    """Return what the page's script gathered; nothing if it is not what the script sends."""
    given = request.POST.get("answers", "")
    if len(given) > LARGEST:
        return []
    try:
        found = json.loads(given or "[]")
        return [(str(name), str(value)) for name, value in found]
    except (TypeError, ValueError):
        return []


def _page_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


ADDRESSES: list[URLPattern] = [
    path("session", session, name="session"),
    path("session/leave", leave, name="leave"),
    path("signed-out", signed_out, name="signed_out"),
    path("sign-out", sign_out, name="account_logout"),
]
