"""The hub's keys: created once by set-up, read by the service, never created silently."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onward.foundation.named_key import NamedKey

FILE_NAME = "keys.json"


class KeysMissing(Exception):
    """There are no keys yet. Run `./onward up`, or `./onward setup` on a server, which creates them."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Every secret of one installation. Where there is a list, the newest comes first and is used for
    new things; the older ones still open what they closed.
    """

    django_secret: str = field(repr=False)
    master_keys: tuple[NamedKey, ...]
    audit_keys: tuple[NamedKey, ...]
    token_keys: tuple[NamedKey, ...]
    database_passwords: Mapping[str, str] = field(repr=False)


def has_keys(folder: Path) -> bool:
    """Say whether set-up has created the keys."""
    return (folder / FILE_NAME).exists()


def read_keys(folder: Path) -> Keys:
    """Return the keys that lie in the folder.

    Raises:
        KeysMissing: there is no key file; the text says what to do.
    """
    path = folder / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KeysMissing(f"No keys in {path}. {KeysMissing.__doc__}") from error
    return Keys(
        django_secret=content["django_secret"],
        master_keys=_named(content["master_keys"]),
        audit_keys=_named(content["audit_keys"]),
        token_keys=_named(content["token_keys"]),
        database_passwords=content["database_passwords"],
    )


def create_keys(folder: Path) -> Keys:
    """Return the folder's keys, creating them (readable by this user only) where there are none."""
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(_fresh(), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
    return read_keys(folder)


def fresh_key(purpose: str) -> dict[str, str]:
    """Return a new random key, as the key file holds it."""
    return {
        "id": f"{purpose}-{secrets.token_hex(4)}",
        "secret": base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
    }


def _fresh() -> dict[str, Any]:
    return {
        "django_secret": secrets.token_urlsafe(50),
        "master_keys": [fresh_key("master")],
        "audit_keys": [fresh_key("audit")],
        "token_keys": [fresh_key("token")],
        "database_passwords": {role: secrets.token_urlsafe(24) for role in ("superuser", "owner", "app")},
    }


def _named(items: list[dict[str, str]]) -> tuple[NamedKey, ...]:
    return tuple(NamedKey(id=each["id"], secret=base64.b64decode(each["secret"])) for each in items)
