import json
import re

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.systems import AtTheDoor, MovedClock

from onward.access.scopes import Scope
from onward.api.main import api
from onward.api.problem_answers import MEDIA_TYPE

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def test_a_request_keeps_the_id_that_its_sender_gave(clock: MovedClock) -> None:
    answer = Client().get("/health/live", headers={"X-Request-ID": "kestrel-2008.1"})

    assert answer["X-Request-ID"] == "kestrel-2008.1"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space in it", "<script>alert</script>"])
def test_a_request_without_a_usable_id_gets_one(clock: MovedClock, given: str) -> None:
    answer = Client().get("/health/live", headers={"X-Request-ID": given} if given else {})

    assert UUID_TEXT.fullmatch(answer["X-Request-ID"])


def test_a_problem_names_the_request(clock: MovedClock) -> None:
    answer = Client().get("/api/v1/authorities", headers={"X-Request-ID": "kestrel-2008.1"})

    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer.json()["request_id"] == "kestrel-2008.1"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/", "/api/v1/schools/x/y/z"])
def test_an_address_that_nothing_listens_to_is_a_problem_too(clock: MovedClock, path: str) -> None:
    answer = Client().get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert answer["Content-Type"] == MEDIA_TYPE


def test_a_wrong_method_is_a_problem_too(clock: MovedClock) -> None:
    answer = Client().delete("/api/v1/problems")

    assert (answer.status_code, answer.json()["code"]) == (405, "wrong-method")
    assert answer["Allow"] == "GET"


def test_every_problem_has_a_page_where_its_type_says(clock: MovedClock) -> None:
    client = Client()

    listed = client.get("/api/v1/problems").json()

    pages = [client.get(f"/api/v1/problems/{kind['code']}").json() for kind in listed]
    assert pages == listed
    assert client.get("/api/v1/problems/unheard-of").status_code == 404


def test_the_type_of_a_problem_leads_to_its_page(clock: MovedClock) -> None:
    client = Client()

    problem = client.get("/api/v1/authorities").json()

    assert client.get(problem["type"]).json()["code"] == problem["code"] == "token-missing"


def test_a_host_that_is_not_ours_is_refused(clock: MovedClock) -> None:
    answer = Client().get("/health/live", headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_the_hub_is_live_without_a_database(clock: MovedClock) -> None:
    assert Client().get("/health/live").json() == {"status": "live"}


def test_the_hub_is_ready_when_the_database_is_of_this_release(cast: Cast) -> None:
    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_the_docs_page_needs_nothing_from_elsewhere(clock: MovedClock) -> None:
    client = Client()

    page = client.get("/api/v1/docs").content.decode()

    assets = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert assets
    assert all(asset.startswith("/static/ninja/") for asset in assets)
    for asset in assets:
        answer = client.get(asset)
        assert answer.status_code == 200
        assert answer.getvalue()


def test_the_document_says_which_scope_each_operation_needs(clock: MovedClock) -> None:
    document = Client().get("/api/v1/openapi.json").json()

    operations = [operation for path in document["paths"].values() for operation in path.values()]
    flow = document["components"]["securitySchemes"]["SchoolSystem"]["flows"]["clientCredentials"]
    assert document["openapi"].startswith("3.1")
    assert set(flow["scopes"]) == set(Scope)
    for operation in operations:
        named = [scope for each in operation.get("security", []) for scope in each["SchoolSystem"]]
        assert set(named) <= set(Scope)
        assert len(named) == len(operation.get("security", []))
        assert MEDIA_TYPE in operation["responses"]["default"]["content"]


def test_operations_have_names_of_their_own() -> None:
    document = api.get_openapi_schema(path_prefix="/api/v1/")

    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names)


def test_the_document_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))["info"]["title"] == "Onward"


def test_a_failure_that_nobody_foresaw_tells_nothing(kestrel: AtTheDoor, settings: Settings) -> None:
    kestrel.client.raise_request_exception = False
    settings.ONWARD = None

    answer = kestrel.get("/authorities")

    assert (answer.status_code, answer.json()["code"]) == (500, "our-fault")
    assert b"NoneType" not in answer.content
