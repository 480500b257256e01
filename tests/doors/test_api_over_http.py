import threading
from collections.abc import Iterator
from importlib import import_module
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
from django.db import connections
from tests.harness.cast import CLERK, NOW, open_the_hub
from tests.harness.cluster import WorkerDatabase

from onward.access import services
from onward.access.facts import IssuedCredential


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class OwnConnections(WSGIServer):
    def shutdown_request(self, request: object) -> None:
        super().shutdown_request(request)  # type: ignore[arg-type]
        connections.close_all()


@pytest.fixture
def credential(committed_db: WorkerDatabase, clock: None, nothing_remembered: None) -> IssuedCredential:
    cast = open_the_hub()
    system_id = services.register_system(
        name="Kestrel", supplier="Kestrel Ltd", contact_email="help@kestrel.example", by=CLERK, now=NOW
    )
    services.grant_schools(
        system_id=system_id,
        school_ids=[cast.schools["arbroath"].id],
        from_on=NOW.date(),
        by=CLERK,
        now=NOW,
    )
    return services.issue_credential(system_id=system_id, scopes=["directory:read"], by=CLERK, now=NOW)


@pytest.fixture
def hub_url(credential: IssuedCredential) -> Iterator[str]:
    # Imported late: the application refuses to start without a safe database.
    application = import_module("onward.config.wsgi").application
    server = make_server("127.0.0.1", 0, application, OwnConnections, Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_a_system_gets_a_token_over_http_and_uses_it(credential: IssuedCredential, hub_url: str) -> None:
    proof = httpx.BasicAuth(str(credential.client_id), credential.secret)

    with httpx.Client(base_url=hub_url, trust_env=False) as client:
        given = client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=proof).json()
        headers = {"Authorization": f"Bearer {given['access_token']}"}
        schools = client.get("/api/v1/schools", params={"authority": "120"}, headers=headers)
        refused = client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=("x", "y"))

    assert (given["token_type"], given["scope"]) == ("Bearer", "directory:read")
    assert [school["name"] for school in schools.json()["items"]] == ["Arbroath", "Brechin"]
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
