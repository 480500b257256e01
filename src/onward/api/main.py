"""The API, version 1: what it consists of, and how its errors are answered.

Adding to it is free. Changing the meaning of what is there makes a version 2 beside it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.operation import Operation

from onward.api import (
    batches,
    directory,
    documents,
    joiners,
    leavers,
    mailbox,
    mailbox_moves,
    messages,
    problem_pages,
    sent,
    worklist,
)
from onward.api.known_parameters import known_parameters_only
from onward.api.openapi import Document
from onward.api.out import JsonRenderer
from onward.api.problem_answers import answer_exception
from onward.api.problems import TABLE

_DESCRIPTION = """\
Onward makes sure that a pupil who leaves one school arrives at another, with their record, and that
somebody looks when they do not.

Get a token at `POST /oauth/token` with the client credentials of your system. It is good for 15 minutes.
Every address about pupils names the school that you act for, by SEED code and type: `8012345-primary`.

Every error is `application/problem+json` with a stable `code`. What you may not see and what does not
exist are answered alike. Send `X-Request-ID` to find a request again; it comes back in every answer.
"""


class Api(NinjaAPI):
    """NinjaAPI with our OpenAPI document."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Document:
        """Return the OpenAPI document."""
        return Document(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of an operation in clients that are generated: the endpoint's own name."""
        return operation.view_func.__name__


api = Api(
    title="Onward",
    version="1",
    description=_DESCRIPTION,
    urls_namespace="api-v1",
    renderer=JsonRenderer(),
    docs=Swagger(settings={"persistAuthorization": False, "tryItOutEnabled": True}),
)


def _answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return answer_exception(request, error if isinstance(error, Exception) else error())


for _error in TABLE:
    api.add_exception_handler(_error, _answer)

api.add_decorator(known_parameters_only, mode="operation")
api.add_router("", messages.router, tags=["Saying"])
api.add_router("", batches.router, tags=["Saying"])
api.add_router("", sent.router, tags=["Saying"])
api.add_router("", mailbox.router, tags=["Mailbox"])
api.add_router("", mailbox_moves.router, tags=["Mailbox"])
api.add_router("", documents.uploads, tags=["Documents"])
api.add_router("", documents.downloads, tags=["Documents"])
api.add_router("", leavers.router, tags=["Leavers"])
api.add_router("", joiners.router, tags=["Joiners"])
api.add_router("", worklist.router, tags=["Worklist"])
api.add_router("", directory.router, tags=["Directory"])
api.add_router("/problems", problem_pages.router, tags=["Problems"])
