"""What is answered where no view answers: problems for programs, pages for people."""

from django.http import HttpRequest, HttpResponse

from onward.api import problem_answers
from onward.web import refusal_pages
from onward.web.page_headers import FOR_PROGRAMS


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that the framework itself refused, such as one from a foreign host."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_answers.answer_bad_request(request, exception)
    return refusal_pages.bad_request(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that is not there: the same as for a thing that may not be seen."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_answers.answer_not_found(request, exception)
    return refusal_pages.not_found(request)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Answer for a failure that nobody foresaw."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_answers.answer_our_fault(request)
    return refusal_pages.our_fault(request)
