"""No endpoint passes over a parameter that it does not know: a misspelt one would silently widen a list."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ninja.operation import Operation
from ninja.params.models import QueryModel

from onward.api.errors import ContentRefused
from onward.api.requests import ApiRequest
from onward.formats.paths import shown_name
from onward.foundation.faults import Fault

Endpoint = Callable[..., Any]


def known_parameters_only(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint so that it refuses a query with a parameter that it does not have."""
    operation: Operation = vars(endpoint)["_ninja_operation"]
    known = tuple(
        str(name)
        for model in operation.models
        if issubclass(model, QueryModel)
        for name in vars(model)["__ninja_flatten_map__"]
    )

    @wraps(endpoint)
    def answer(request: ApiRequest, **values: Any) -> Any:
        unknown = tuple(_unexpected(name, known) for name in request.GET if name not in known)
        if unknown:
            raise ContentRefused(unknown)
        return endpoint(request, **values)

    return answer


def _unexpected(name: str, known: tuple[str, ...]) -> Fault:
    mend = f"Use only these: {', '.join(known)}." if known else "Leave it out: this address takes none."
    return Fault(
        path=f"query.{shown_name(name)}",
        code="unexpected-field",
        message="This address has no such parameter.",
        mend=mend,
    )
