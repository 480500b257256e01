import pytest
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.test import RequestFactory

from onward.api.errors import InsufficientScope, TooManyRequests
from onward.api.problem_answers import MEDIA_TYPE, answer_exception
from onward.api.problems import NOT_FOUND, TABLE, UNTHROWN, problem_of
from onward.database.guard import UnsafeDatabase
from onward.foundation.errors import NotFound, NotPermitted, OnwardError
from onward.foundation.workflow import MoveNotAllowed


def test_codes_are_stable_words_and_each_stands_for_one_problem() -> None:
    problems = [*TABLE.values(), *UNTHROWN]
    by_code = {problem.code: problem for problem in problems}

    assert all(by_code[problem.code] is problem for problem in problems)
    assert all(problem.title.endswith(".") and 400 <= problem.status < 600 for problem in problems)
    assert all(problem.code.replace("-", "").isalpha() for problem in problems)


def test_the_code_of_a_row_is_the_code_of_its_error() -> None:
    own = {error: problem.code for error, problem in TABLE.items() if issubclass(error, OnwardError)}
    del own[NotPermitted]

    assert own == {error: error.code for error in own}


@pytest.mark.parametrize("error", [NotFound, NotPermitted, Http404])
def test_forbidden_and_non_existent_are_one_answer(error: type[Exception]) -> None:
    request = RequestFactory().get("/")

    answer = answer_exception(request, error("at the school in Kelso"))

    assert problem_of(error) is NOT_FOUND
    assert answer.content == answer_exception(request, NotFound()).content
    assert answer["Content-Type"] == MEDIA_TYPE


def test_an_answer_does_not_tell_the_state_of_anything() -> None:
    error = MoveNotAllowed(move="redirect", state="arrived", allowed=())

    answer = answer_exception(RequestFactory().get("/"), error)

    assert answer.status_code == 409
    assert b"arrived" not in answer.content


def test_a_refusal_says_what_to_do_about_it() -> None:
    request = RequestFactory().get("/")

    assert answer_exception(request, TooManyRequests(3))["Retry-After"] == "3"
    assert "leavers:read" in answer_exception(request, InsufficientScope("leavers:read"))["WWW-Authenticate"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_waited_for(error: type[Exception]) -> None:
    answer = answer_exception(RequestFactory().get("/"), error("connection to 10.0.0.7 refused"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"10.0.0.7" not in answer.content


def test_what_nobody_foresaw_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        answer_exception(RequestFactory().get("/"), ZeroDivisionError())
    with pytest.raises(UnsafeDatabase):
        answer_exception(RequestFactory().get("/"), UnsafeDatabase(["owner"]))
