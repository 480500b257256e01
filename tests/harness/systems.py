"""School systems at the API's door: one that acts for the schools of Angus, and a stranger from Borders."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.test import Client
from tests.harness.cast import CLERK, NOW, Cast

from onward.access import services
from onward.access.facts import IssuedCredential
from onward.access.scopes import ALL
from onward.config.env import Environment
from onward.foundation.clock import today_in_scotland

_keys = itertools.count(1)
FORM = "application/x-www-form-urlencoded"


@dataclass
class MovedClock:
    """A clock that a test moves."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def later(self, **ago: float) -> None:
        self.moment += timedelta(**ago)


@dataclass(frozen=True, kw_only=True)
class AtTheDoor:
    """A system that talks to the API, with a token that was good when it was asked for."""

    system_id: UUID
    credential: IssuedCredential
    token: str
    client: Client

    def get(self, path: str, /, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(
        self,
        path: str,
        content: bytes | dict[str, Any] = b"",
        /,
        *,
        content_type: str = "application/json",
        headers: Mapping[str, str] = MappingProxyType({}),
        query: Mapping[str, str] = MappingProxyType({}),
    ) -> Any:
        """Post raw bytes, or a JSON object."""
        return self.client.post(
            f"/api/v1{path}",
            content if isinstance(content, bytes) else json.dumps(content, default=str),
            content_type=content_type,
            headers={**self.headers, **headers},
            query_params=query,
        )

    def say(self, school: str, said: dict[str, Any], *, key: str = "") -> Any:
        """Post one message for a school, under a key of its own where none is given."""
        key = key or f"door-{next(_keys)}"
        return self.post(f"/schools/{school}/messages", said, headers={"Idempotency-Key": key})

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def arrives(cast: Cast, *schools: str, scopes: frozenset[str] = ALL, now: datetime = NOW) -> AtTheDoor:
    """Register a system that acts for these schools of the cast, and give it a token."""
    system_id = services.register_system(
        name="Kestrel", supplier="Kestrel Ltd", contact_email="help@kestrel.example", by=CLERK, now=now
    )
    services.grant_schools(
        system_id=system_id,
        school_ids=[cast.schools[name].id for name in schools],
        from_on=today_in_scotland(now),
        by=CLERK,
        now=now,
    )
    credential = services.issue_credential(system_id=system_id, scopes=scopes, by=CLERK, now=now)
    client = Client()
    token = ask_token(client, credential).json()["access_token"]
    return AtTheDoor(system_id=system_id, credential=credential, token=token, client=client)


def ask_token(client: Client, credential: IssuedCredential, **more: str) -> Any:
    """Ask for a token with the credential in the form."""
    form = {
        "grant_type": "client_credentials",
        "client_id": str(credential.client_id),
        "client_secret": credential.secret,
    }
    return post_form(client, form | more)


def post_form(client: Client, form: Mapping[str, str] | list[tuple[str, str]], **headers: str) -> Any:
    """Post a form to the token address."""
    return client.post("/oauth/token", urlencode(form), content_type=FORM, headers=headers)


def documents_in(environment: Environment, folder: Path) -> Environment:
    """Return the environment with its documents in another folder, and the keys as they are."""
    moved = replace(environment, data=folder)
    vars(moved)["keys"] = environment.keys
    return moved
