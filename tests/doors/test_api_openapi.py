"""The OpenAPI document tells the truth: whatever it says may be sent is answered as it says."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis.strategies import DataObject, booleans, data
from pytest_django import Settings
from schemathesis import Case
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from tests.harness.cast import Cast
from tests.harness.routes import ROUTES, Known, make_known
from tests.harness.systems import AtTheDoor, arrives, documents_in

pytestmark = pytest.mark.slow
BOUNDED = bounds(
    max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
CHECKS: Any = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def system(committed_cast: Cast, settings: Settings, tmp_path: Path) -> AtTheDoor:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    return arrives(committed_cast, "arbroath", "selkirk")


def real(case: Case[Any], cast: Cast, known: Known) -> None:
    """Name the school and things that are there, in place of those that were made up."""
    name = case.operation.definition.raw["operationId"]
    school = ROUTES[name].school or "arbroath"
    for each in case.path_parameters:
        case.path_parameters[each] = cast.schools[school].key if each == "school" else known.of(each)


def test_every_answer_is_as_the_document_says(system: AtTheDoor, committed_cast: Cast) -> None:
    known = make_known(committed_cast, system, system)
    application = import_module("onward.config.wsgi").application
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    seen = 0

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @BOUNDED
        @given(given_data=data(), case=operation.as_strategy())
        def send(given_data: DataObject, case: Case[Any]) -> None:
            if "code" not in case.path_parameters and given_data.draw(booleans()):
                real(case, committed_cast, known)
            answer = case.call(headers=dict(system.headers))
            case.validate_response(answer, checks=CHECKS)
            assert answer.status_code < 500

        send()
        seen += 1

    assert seen == len(ROUTES)
