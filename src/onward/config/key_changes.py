"""Add a key to an installation, or put an old one away. The service takes it up when it next starts."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onward.config.keys import FILE_NAME, fresh_key, read_keys
from onward.foundation.errors import OnwardError

LISTS: Mapping[str, str] = {"master": "master_keys", "audit": "audit_keys", "token": "token_keys"}


class KeyStaysInPlace(OnwardError):
    """There is no such key, or it must stay: the newest of its kind, and all of the audit's, are needed."""

    code = "key-stays"


def add_key(folder: Path, purpose: str) -> str:
    """Put a fresh key before the others of its purpose (master, audit or token), and return its id.

    Raises:
        KeysMissing: the folder holds no keys.
    """
    read_keys(folder)
    content = _content(folder)
    key = fresh_key(purpose)
    content[LISTS[purpose]].insert(0, key)
    _replace(folder, content)
    return key["id"]


def remove_key(folder: Path, key_id: str) -> None:
    """Remove an older master or token key. Whether it still opens anything is for the caller to know.

    Raises:
        KeyStaysInPlace: there is none of this id, it is the newest, or it is the audit's.
    """
    content = _content(folder)
    for name in (LISTS["master"], LISTS["token"]):
        older = [each for each in content[name][1:] if each["id"] == key_id]
        if older:
            content[name] = [each for each in content[name] if each["id"] != key_id]
            _replace(folder, content)
            return
    raise KeyStaysInPlace


def _content(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return content


def _replace(folder: Path, content: Mapping[str, Any]) -> None:
    """Put the new file in the place of the old one, whole or not at all, for the same owner."""
    path, fresh = folder / FILE_NAME, folder / f"{FILE_NAME}.new"
    owner = path.stat()
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
