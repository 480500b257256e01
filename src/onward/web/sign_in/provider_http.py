"""Ask an identity provider over HTTP: with little patience, and following nobody elsewhere."""

import json
from collections.abc import Mapping
from typing import IO, Any, Final
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from onward.foundation.errors import OnwardError
from onward.foundation.identity_provider import is_private

PATIENCE: Final = 5.0
LARGEST: Final = 1024 * 1024


class ProviderSilent(OnwardError):
    """The identity provider did not answer, or not with what was asked for."""

    code = "provider-silent"


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nobody: what the provider answers, it answers itself."""


def ask_json(
    address: str, *, form: Mapping[str, str] | None = None, authorization: str = ""
) -> dict[str, Any]:
    """Return the object that lies at an address, or with a form: the answer to it.

    Raises:
        ProviderSilent: nothing came, too much came, or no object.
    """
    if not is_private(address):
        raise ProviderSilent
    headers = {"Accept": "application/json", **({"Authorization": authorization} if authorization else {})}
    body = urlencode(form).encode() if form is not None else None
    request = Request(address, data=body, headers=headers)  # noqa: S310 -- checked above
    try:
        with _opener(address).open(request, timeout=PATIENCE) as answer:
            return _object(answer)
    except (URLError, OSError, ValueError) as error:
        raise ProviderSilent from error


def _object(answer: IO[bytes]) -> dict[str, Any]:
    content = answer.read(LARGEST + 1)
    found = json.loads(content) if len(content) <= LARGEST else None
    if not isinstance(found, dict):
        raise ProviderSilent
    return found


def _opener(address: str) -> OpenerDirector:
    """Go through the proxy that the environment names, but not to this machine."""
    is_here = urlsplit(address).scheme == "http"
    return build_opener(_NoRedirects(), *([ProxyHandler({})] if is_here else []))
