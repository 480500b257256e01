"""Every route of the API, with a request that its own school's system may make. A new one needs a line."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.test import Client
from tests.harness.cast import Cast
from tests.harness.systems import AtTheDoor

from onward.access.scopes import Scope
from onward.api.main import api
from onward.api.messages import SENDING

PDF = b"%PDF-1.7\nx"
JSON = "application/json"


@dataclass
class Known:
    """Things of Arbroath and Selkirk by the name of the path's parameter, as they were made for a test."""

    leaver: str
    message: str
    joiner: str
    delivery: str
    document: str
    sha256: str

    def of(self, name: str) -> str:
        return str(getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class Route:
    """One operation: whose request it is, which scopes let it pass, and with what body.

    `passes` is the status of a request that the door lets in.
    """

    school: str = ""
    scopes: tuple[Scope, ...] = ()
    body: Callable[[Known], bytes | dict[str, Any]] = lambda _: b""
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    passes: int = 200


def _bulk(known: Known) -> dict[str, Any]:
    return {"deliveries": [{"id": known.delivery, "sha256": known.sha256}]}


ROUTES: Mapping[str, Route] = {
    "send_message": Route(
        school="arbroath",
        scopes=SENDING,
        body=lambda _: b"{",
        headers={"Idempotency-Key": "one"},
        passes=422,
    ),
    "send_batch": Route(school="arbroath", scopes=SENDING, body=lambda _: b'{"kind": "x"}\n'),
    "list_sent": Route(school="arbroath", scopes=(Scope.MAILBOX_READ,)),
    "get_sent": Route(school="arbroath", scopes=(Scope.MAILBOX_READ,)),
    "list_mailbox": Route(school="selkirk", scopes=(Scope.MAILBOX_READ,)),
    "get_delivery": Route(school="selkirk", scopes=(Scope.MAILBOX_READ,)),
    "collect_delivery": Route(school="selkirk", scopes=(Scope.MAILBOX_READ,)),
    "acknowledge_delivery": Route(
        school="selkirk", scopes=(Scope.MAILBOX_WRITE,), body=lambda known: {"sha256": known.sha256}
    ),
    "file_delivery": Route(school="selkirk", scopes=(Scope.MAILBOX_WRITE,)),
    "acknowledge_deliveries": Route(school="selkirk", scopes=(Scope.MAILBOX_WRITE,), body=_bulk),
    "file_deliveries": Route(
        school="selkirk",
        scopes=(Scope.MAILBOX_WRITE,),
        body=lambda known: {"deliveries": [known.delivery]},
    ),
    "upload_document": Route(
        school="arbroath",
        scopes=(Scope.DOCUMENTS_WRITE,),
        body=lambda _: PDF,
        media_type="application/pdf",
        passes=201,
    ),
    "get_document": Route(school="selkirk", scopes=(Scope.DOCUMENTS_READ,)),
    "get_leavers": Route(school="arbroath", scopes=(Scope.LEAVERS_READ,)),
    "get_leaver": Route(school="arbroath", scopes=(Scope.LEAVERS_READ,)),
    "get_transfer_file": Route(school="arbroath", scopes=(Scope.LEAVERS_READ,), passes=409),
    "get_joiners": Route(school="selkirk", scopes=(Scope.JOINERS_READ,)),
    "get_joiner": Route(school="selkirk", scopes=(Scope.JOINERS_READ,)),
    "get_worklist": Route(school="arbroath", scopes=(Scope.WORKLIST_READ,)),
    "list_authorities": Route(scopes=(Scope.DIRECTORY_READ,)),
    "find_schools": Route(scopes=(Scope.DIRECTORY_READ,)),
    "get_school": Route(scopes=(Scope.DIRECTORY_READ,)),
    "get_calendar": Route(scopes=(Scope.DIRECTORY_READ,)),
    "list_problems": Route(),
    "describe_problem": Route(),
}
OF_SCHOOLS = sorted(name for name, route in ROUTES.items() if route.school)
WITH_TOKEN = sorted(name for name, route in ROUTES.items() if route.scopes)


def operations() -> dict[str, tuple[str, str]]:
    """Return the method and the path of each operation in the OpenAPI document."""
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {
        operation["operationId"]: (method, path)
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


OPERATIONS = operations()
WITH_THINGS = sorted(name for name in OF_SCHOOLS if OPERATIONS[name][1].count("{") > 1)


def ask(name: str, known: Known, *, school: str, client: Client, token: str, query: str = "") -> Any:
    """Make the request of a route for the school of this key; an empty token leaves it out."""
    route, (method, path) = ROUTES[name], OPERATIONS[name]
    for thing in ("leaver", "message", "joiner", "delivery", "document"):
        path = path.replace(f"{{{thing}}}", known.of(thing))
    path = path.replace("{school}", school).replace("{code}", "not-found")
    body = route.body(known)
    answer = getattr(client, method)(
        path + query,
        **({} if method == "get" else {"data": body if isinstance(body, bytes) else json.dumps(body)}),
        **({} if method == "get" else {"content_type": route.media_type}),
        headers={**route.headers, **({"Authorization": f"Bearer {token}"} if token else {})},
    )
    if answer.streaming:
        answer.getvalue()
    return answer


def make_known(cast: Cast, arbroath: AtTheDoor, selkirk: AtTheDoor) -> Known:
    """Let a pupil leave Arbroath for Selkirk with a document, which Selkirk collects."""
    kept = arbroath.post("/schools/5300120-primary/documents", PDF, content_type="application/pdf").json()
    record = {"core": {}, "documents": [kept["id"]]}
    told = cast.say("arbroath", cast.departure(to="selkirk", record=record))
    box = "/schools/5600351-primary/mailbox"
    [delivery] = selkirk.get(box).json()["items"]
    selkirk.post(f"{box}/{delivery['id']}/collect")
    return Known(
        leaver=str(told.leaver),
        message=str(told.message_id),
        joiner=delivery["joiner"],
        delivery=delivery["id"],
        document=kept["id"],
        sha256=delivery["sha256"],
    )
