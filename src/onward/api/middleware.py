"""What every answer of this door carries: the request's id, and how much of the pace is left."""

import re
from collections.abc import Callable
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from onward.api.clock import now
from onward.api.problem_answers import answer_problem
from onward.api.problems import WRONG_METHOD
from onward.api.requests import ApiRequest
from onward.foundation.ids import uuid7

Answer = Callable[[HttpRequest], HttpResponse]

_ACCEPTED_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_ids(get_response: Answer) -> Answer:
    """Accept the sender's X-Request-ID or issue one; it is in the answer, the logs and the audit."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _ACCEPTED_ID.fullmatch(given) else str(uuid7(now()))
        cast("ApiRequest", request).request_id = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = get_response(request)
        response["X-Request-ID"] = request_id
        return response

    return answer


def rate_limits(get_response: Answer) -> Answer:
    """Tell a system how many requests it may still make, in the RateLimit headers."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        taken = getattr(request, "taken", None)
        if taken is not None:
            response["RateLimit-Limit"] = str(taken.limit)
            response["RateLimit-Remaining"] = str(taken.remaining)
            response["RateLimit-Reset"] = str(taken.reset)
        return response

    return answer


def unstored(get_response: Answer) -> Answer:
    """Tell every cache on the way to keep nothing of the API's answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/api/"):
            response.setdefault("Cache-Control", "no-store")
        return response

    return answer


def wrong_methods(get_response: Answer) -> Answer:
    """Answer a method that an address does not take with a problem, where Django says it in HTML."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        return answer_problem(request, WRONG_METHOD, headers={"Allow": response["Allow"]})

    return answer
