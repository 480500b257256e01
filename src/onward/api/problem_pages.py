"""The descriptions of problems, at the addresses that the `type` of each problem names."""

from http import HTTPStatus

from django.http import HttpRequest
from ninja import Router

from onward.api.out import Out
from onward.api.problems import TABLE, UNTHROWN, Problem
from onward.foundation.errors import NotFound

router = Router()


class ProblemKindOut(Out):
    """One kind of problem. The code never changes its meaning."""

    code: str
    status: int
    title: str


@router.get("", response=list[ProblemKindOut], auth=None, summary="List every kind of problem")
def list_problems(request: HttpRequest) -> list[ProblemKindOut]:
    """Return every problem that this API may answer with."""
    return sorted((_shown(each) for each in {*TABLE.values(), *UNTHROWN}), key=lambda kind: kind.code)


@router.get("/{code}", response=ProblemKindOut, auth=None, summary="Describe one kind of problem")
def describe_problem(request: HttpRequest, code: str) -> ProblemKindOut:
    """Return the description of one problem."""
    for kind in list_problems(request):
        if kind.code == code:
            return kind
    raise NotFound


def _shown(problem: Problem) -> ProblemKindOut:
    return ProblemKindOut(code=problem.code, status=HTTPStatus(problem.status).value, title=problem.title)
