"""Every error of this door: one table from exception to status, code and title (RFC 9457).

What may not be seen and what does not exist are one answer. The text of an exception goes out only
where its row says so: the others could tell what state a child's transfer is in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from onward.api.cursor import BadCursor
from onward.api.errors import InsufficientScope, Refusal, TokenMissing, TokenRefused, TooManyRequests
from onward.directory.school_kinds import NotASchoolKey
from onward.foundation.errors import NotFound, NotPermitted
from onward.foundation.faults import Fault
from onward.foundation.workflow import MoveNotAllowed

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One row of the table. `tells` says that the exception's own text goes out as the detail."""

    status: HTTPStatus
    code: str
    title: str
    tells: bool = False


NOT_FOUND: Final = Problem(
    status=HTTPStatus.NOT_FOUND, code="not-found", title="No such thing, or none that you may see."
)
NOT_VALID: Final = Problem(
    status=HTTPStatus.UNPROCESSABLE_ENTITY, code="not-valid", title="Something in the request is not right."
)
NOT_READABLE: Final = Problem(
    status=HTTPStatus.BAD_REQUEST, code="not-readable", title="The request cannot be read."
)
WRONG_METHOD: Final = Problem(
    status=HTTPStatus.METHOD_NOT_ALLOWED, code="wrong-method", title="This address does not take this method."
)
TOO_LARGE: Final = Problem(
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code="too-large", title="The request is larger than may be."
)
OUR_FAULT: Final = Problem(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    code="our-fault",
    title="The service failed. Send the same request again later; nothing was half done.",
)

TABLE: Final[Mapping[type[Exception], Problem]] = {
    NotFound: NOT_FOUND,
    NotPermitted: NOT_FOUND,
    Http404: NOT_FOUND,
    ValidationError: NOT_VALID,
    HttpError: NOT_READABLE,
    RequestDataTooBig: TOO_LARGE,
    TokenMissing: Problem(
        status=HTTPStatus.UNAUTHORIZED, code="token-missing", title="The request carries no access token."
    ),
    TokenRefused: Problem(
        status=HTTPStatus.UNAUTHORIZED, code="token-refused", title="The access token is not accepted."
    ),
    InsufficientScope: Problem(
        status=HTTPStatus.FORBIDDEN,
        code="insufficient-scope",
        title="The access token does not carry the scope that this needs.",
        tells=True,
    ),
    TooManyRequests: Problem(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        code="too-many-requests",
        title="This system sends requests faster than it may.",
        tells=True,
    ),
    BadCursor: Problem(
        status=HTTPStatus.BAD_REQUEST, code="bad-cursor", title="The cursor is not one that this list gave."
    ),
    NotASchoolKey: Problem(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        code="not-a-school-key",
        title="A school key is seven digits, a hyphen, and primary, secondary or special.",
    ),
    MoveNotAllowed: Problem(
        status=HTTPStatus.CONFLICT,
        code="move-not-allowed",
        title="This cannot be done in the state that it is in.",
    ),
}

UNTHROWN: Final = (WRONG_METHOD, OUR_FAULT)
"""Problems that no exception of ours stands for."""


class FaultOut(Schema):
    """One thing that is wrong: where, a stable code, plain words, and what would mend it."""

    path: str
    code: str
    message: str
    mend: str
    level: str


class ProblemOut(Schema):
    """What went wrong, as RFC 9457 has it, with a code that never changes its meaning."""

    type: str = Field(description="Address of the description of this problem")
    title: str
    status: int
    code: str
    detail: str = Field("", description="What is particular to this request; never personal")
    request_id: str = Field(description="Name this when you ask for help")
    faults: list[FaultOut] = Field([], description="Everything that is wrong with what was sent")


def problem_of(error: type[Exception]) -> Problem | None:
    """Return the row for an exception, its own or that of its nearest ancestor; None if nobody foresaw it."""
    return next((TABLE[each] for each in error.__mro__ if each in TABLE), None)


def answer_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer to a foreseen exception; one that was not foreseen is raised again."""
    problem = problem_of(type(error))
    if problem is None:
        raise error
    detail = str(error) if problem.tells else ""
    faults = faults_of(error) if isinstance(error, ValidationError) else ()
    headers = error.headers if isinstance(error, Refusal) else {}
    return answer_problem(request, problem, detail=detail, faults=faults, headers=headers)


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


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """Return what is wrong with a request's parameters, without repeating any value that was sent."""
    return tuple(
        Fault(
            path=".".join(str(part) for part in found["loc"]),
            code="missing-field" if found["type"] == "missing" else "wrong-format",
            message="A required field is missing." if found["type"] == "missing" else found["msg"],
            mend="The interactive documentation shows what is expected here.",
        )
        for found in error.errors
    )


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that nothing listens to: the same as for a thing that may not be seen."""
    return answer_problem(request, NOT_FOUND)


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that Django itself refused, such as one from a foreign host."""
    return answer_problem(request, NOT_READABLE)


def answer_our_fault(request: HttpRequest) -> HttpResponse:
    """Answer for a failure that nobody foresaw."""
    return answer_problem(request, OUR_FAULT)
