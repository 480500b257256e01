"""Answer an error: the row of its table as problem+json, with every fault of what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import ValidationError
from pydantic import Field

from onward.api.errors import ContentRefused, Refusal
from onward.api.faults import FaultOut
from onward.api.out import Out
from onward.api.parameter_faults import parameter_faults
from onward.api.problems import NOT_FOUND, NOT_READABLE, OUR_FAULT, Problem, problem_of
from onward.foundation.faults import Fault

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SOON: Final = {"Retry-After": "5"}
_log = structlog.get_logger("onward.api")


class ProblemOut(Out):
    """What went wrong, as RFC 9457 has it, with a code that never changes its meaning."""

    type: str = Field(description="Address of the description of this problem")
    title: str
    status: int
    code: str
    detail: str = Field("", description="What is particular to this request; never personal")
    request_id: str = Field(description="Name this when you ask for help")
    faults: list[FaultOut] = Field([], description="Everything that is wrong with what was sent")


def answer_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer to a foreseen exception; one that was not foreseen is raised again."""
    problem = problem_of(type(error))
    if problem is None:
        raise error
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("request-failed", error=type(error).__name__, code=problem.code)
    return answer_problem(
        request,
        problem,
        detail=str(error) if problem.tells else "",
        faults=faults_in(error),
        headers=headers_of(error, problem),
    )


def answer_problem(
    request: HttpRequest,
    problem: Problem,
    *,
    detail: str = "",
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the answer that a row of the table stands for."""
    body: dict[str, Any] = {
        "type": f"/api/v1/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status.value,
        "code": problem.code,
        "request_id": getattr(request, "request_id", ""),
    }
    body |= {"detail": detail} if detail else {}
    body |= {"faults": [asdict(each) for each in faults]} if faults else {}
    return JsonResponse(body, status=problem.status, content_type=MEDIA_TYPE, headers=headers)


def headers_of(error: Exception, problem: Problem) -> Mapping[str, str]:
    """Return the headers that go with an answer."""
    if isinstance(error, Refusal):
        return error.headers
    return RETRY_SOON if problem.status == HTTPStatus.SERVICE_UNAVAILABLE else {}


def faults_in(error: Exception) -> tuple[Fault, ...]:
    """Return everything that is wrong with what was sent, where the error knows it."""
    if isinstance(error, ValidationError):
        return parameter_faults(error)
    return error.faults if isinstance(error, ContentRefused) else ()


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that nothing listens to: the same as for a thing that may not be seen."""
    return answer_problem(request, NOT_FOUND)


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that Django itself refused, such as one from a foreign host."""
    return answer_problem(request, NOT_READABLE)


def answer_our_fault(request: HttpRequest) -> HttpResponse:
    """Answer for a failure that nobody foresaw."""
    return answer_problem(request, OUR_FAULT)
