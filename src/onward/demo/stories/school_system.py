"""A demo system as it talks to the hub over HTTP: a token first, then the API, as any supplier's would."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from onward.demo.credentials import DemoSystem
from onward.foundation.errors import OnwardError

PATIENCE: Final = 30.0
_FORM: Final = "application/x-www-form-urlencoded"


class HubNotRunning(OnwardError):
    """The hub does not run. Start it in another terminal with ./onward up, then play the story."""

    code = "hub-not-running"


class HubRefused(OnwardError):
    """The hub refused what a story needs."""

    code = "hub-refused"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the hub answered: its status, and the body as it came."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


class SchoolSystem:
    """One system of the demo, logged in. It speaks for the schools of its authorities."""

    def __init__(self, system: DemoSystem, *, hub: str) -> None:
        """Take which system it is, and the address of the hub; the token is asked for at once.

        Raises:
            HubNotRunning: nobody answers there.
            HubRefused: the hub does not know the system, because its data is of another installation.
        """
        self.system = system
        self._hub = hub
        self._token = self._log_in()

    def get(self, path: str, **query: str) -> Answer:
        """Ask for something under /api/v1."""
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, content: bytes = b"", **headers: str) -> Answer:
        """Send something to an address under /api/v1; underscores in the names of headers are hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._send("POST", path, content, named)

    def _send(
        self, method: str, path: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        all_headers = {"Authorization": f"Bearer {self._token}", **(headers or {})}
        return _answer(Request(f"{self._hub}/api/v1{path}", content, all_headers, method=method))  # noqa: S310

    def _log_in(self) -> str:
        proof = b64encode(f"{self.system.client_id}:{self.system.secret}".encode()).decode()
        headers = {"Authorization": f"Basic {proof}", "Content-Type": _FORM}
        form = urlencode({"grant_type": "client_credentials"}).encode()
        answer = _answer(Request(f"{self._hub}/oauth/token", form, headers, method="POST"))  # noqa: S310
        if answer.status != HTTPStatus.OK:
            raise HubRefused(
                f"{self.system.name} gets no token: the hub that listens there is of another installation."
            )
        token: str = answer.json["access_token"]
        return token


def _answer(request: Request) -> Answer:
    try:
        with _opener().open(request, timeout=PATIENCE) as response:
            return Answer(status=response.status, body=response.read())
    except HTTPError as refusal:
        with refusal:
            return Answer(status=refusal.code, body=refusal.read())
    except (URLError, ConnectionError, TimeoutError) as error:
        raise HubNotRunning from error


def _opener() -> OpenerDirector:
    """Return what opens addresses on this machine: past any proxy of the environment."""
    return build_opener(ProxyHandler({}))
