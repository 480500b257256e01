"""A small OpenID Connect provider on this machine: discovery, authorize, token, keys and userinfo."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeyParameters, KeySet, RSAKey

from onward.foundation.identity_provider import IdentityProvider
from onward.web.sign_in.oidc import forget_providers

CLIENT_ID = "onward-hub"
CLIENT_SECRET = "shh: for tests/only"

Key = ECKey | RSAKey


@dataclass(kw_only=True)
class Provider:
    """The provider. What it says of whoever signs in is `person`; `twist` changes the token's claims."""

    address: str
    now: Callable[[], float]
    key: Key
    algorithm: str
    person: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, Any] = field(default_factory=dict)
    twist: dict[str, Any] = field(default_factory=dict)
    signs_with: Key | None = None
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    def as_set(self, *, vouched_by: str = "") -> IdentityProvider:
        """Return it as an operator names it."""
        return IdentityProvider.from_texts(
            issuer=self.address,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            name="Angus Council",
            vouched_by=vouched_by,
        )

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Return where the browser is sent back to."""
        self.asked.append(query)
        code = secrets.token_urlsafe(8)
        self.given[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the tokens for a code, once, to the client that proves itself."""
        asked = self.given.pop(form.get("code", ""), None)
        pair = f"{CLIENT_ID}:{'shh%3A%20for%20tests%2Fonly'}"
        if asked is None or authorization != f"Basic {base64.b64encode(pair.encode()).decode()}":
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return None
        claims = {
            "iss": self.address,
            "aud": asked["client_id"],
            "sub": "person-1",
            "iat": int(self.now()),
            "exp": int(self.now()) + 300,
            "nonce": asked["nonce"],
            **self.person,
            **self.twist,
        }
        key = self.signs_with or self.key
        header = {"alg": self.algorithm, "kid": self.key.kid}
        told = jwt.encode(header, claims, key, algorithms=[self.algorithm])
        return {"id_token": told, "access_token": "for-userinfo", "token_type": "Bearer"}

    def keys(self) -> dict[str, Any]:
        return {"keys": KeySet([self.key]).as_dict(private=False)["keys"]}


@contextmanager
def identity_provider(now: Callable[[], float], *, algorithm: str = "RS256") -> Iterator[Provider]:
    """Serve a provider for the block."""
    forget_providers()
    kid: KeyParameters = {"kid": "one", "use": "sig"}
    key: Key = RSAKey.generate_key(2048, kid) if algorithm == "RS256" else ECKey.generate_key("P-256", kid)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    address = f"http://127.0.0.1:{server.server_port}"
    server.provider = Provider(address=address, now=now, key=key, algorithm=algorithm)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.provider  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Answers(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        found: Provider = self.server.provider  # type: ignore[attr-defined]
        return found

    def do_GET(self) -> None:
        """Answer discovery, the keys, the page to sign in, and userinfo."""
        parts = urlsplit(self.path)
        self.provider.asked_for.append(parts.path)
        if parts.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(query))
            self.end_headers()
        elif parts.path == "/userinfo":
            is_allowed = self.headers["Authorization"] == "Bearer for-userinfo"
            self._say({"sub": "person-1", **self.provider.beside} if is_allowed else None)
        else:
            known = {
                "/keys": self.provider.keys,
                "/.well-known/openid-configuration": self.provider.configuration,
            }
            self._say(known[parts.path]())

    def do_POST(self) -> None:
        """Answer for a code."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        self._say(self.provider.token(form, self.headers["Authorization"]))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _say(self, told: dict[str, Any] | None) -> None:
        content = json.dumps(told or {"error": "invalid_grant"}).encode()
        self.send_response(200 if told is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
